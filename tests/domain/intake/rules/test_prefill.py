"""What need not be asked: the card, and what was allowed to be remembered."""

from datetime import UTC, date, datetime

from murakami.domain.intake.rules.prefill import from_card, from_memory, remembered_facts
from murakami.foundation.accounts.card import CardAddress, CardItems, CardName
from murakami.kernel.facts import Assurance, Fact, Kind, ValueSource

READ_AT = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
BY_CARD = (ValueSource.CARD, ValueSource.EARLIER_FILING, ValueSource.RESIDENT)
PERSON = Kind("Person", {fact.id: fact for fact in (
    Fact("Person", "name", "person_name", sources=BY_CARD, gif="個人.氏名"),
    Fact("Person", "born_on", "date", sources=BY_CARD, gif="個人.生年月日"),
    Fact("Person", "sex", "choice", options={"choices": ["female", "male"]}, sources=BY_CARD, gif="個人.性別"),
    Fact("Person", "residence", "address", sources=BY_CARD, gif="個人.住所"),
    Fact("Person", "lives_in_city", "yes_no", sources=(ValueSource.CARD, ValueSource.RESIDENT)),
    Fact("Person", "phone", "phone", sources=(ValueSource.EARLIER_FILING, ValueSource.RESIDENT)),
    Fact("Person", "worries", "long_text"),
)})
ADDRESS = CardAddress("新潟県村上市府屋232番地1", "9593907", "新潟県", "村上市", "府屋", "232番地1")
ITEMS = CardItems(name=CardName("葛城　みのり", "葛城", "みのり"), born_on=date(1992, 2, 29), sex="female", address=ADDRESS)


def known(items: CardItems, *, city: str = "村上市"):
    return from_card(items=items, read_at=READ_AT, instance="me", kind=PERSON, city=city)


def test_from_card__fills_whole_values_and_says_that_they_are_verified():
    prefill = known(ITEMS)
    assert {key: answer.value_json for key, answer in prefill.answers.items()} == {
        ("me", "born_on"): "1992-02-29", ("me", "sex"): "female", ("me", "lives_in_city"): True,
        ("me", "residence"): {"postal_code": "9593907", "prefecture": "新潟県", "city": "村上市", "town": "府屋",
                              "block": "232番地1", "building": ""}}
    said = prefill.answers["me", "born_on"].provenance
    assert (said.source, said.assurance) == (ValueSource.CARD, Assurance.VERIFIED)


def test_from_card__a_name_lacks_its_reading_and_is_only_begun():
    parts, said = known(ITEMS).parts["me", "name"]
    assert parts == {"family": "葛城", "given": "みのり"}
    assert said.source is ValueSource.CARD


def test_from_card__living_elsewhere_is_known_too():
    assert known(ITEMS, city="新発田市").answers["me", "lives_in_city"].value_json is False


def test_from_card__an_address_that_fits_no_town_says_nothing():
    prefill = known(CardItems(address=CardAddress("どこか遠く")))
    assert not prefill.answers
    assert not prefill.parts


def test_from_card__what_our_choices_do_not_have_is_asked():
    assert ("me", "sex") not in known(CardItems(sex="other")).answers


def test_from_card__no_card_no_knowledge():
    prefill = from_card(items=ITEMS, read_at=None, instance="me", kind=PERSON, city="村上市")
    assert (dict(prefill.answers), dict(prefill.parts)) == ({}, {})


STORED = {"phone": {"v": "09012345678", "p": {"source": "resident", "at": "2026-11-23T09:00:00+09:00"}},
          "worries": {"v": "ないしょ", "p": {"source": "resident", "at": "2026-11-23T09:00:00+09:00"}},
          "sex": {"v": None, "p": {"source": "resident", "at": "2026-11-23T09:00:00+09:00"}}}


def test_remembered_facts__only_what_its_definition_allows_and_with_where_it_comes_from():
    kept = remembered_facts(stored=STORED, kind=PERSON, receipt_number="MK-2611-00001-8")
    assert set(kept) == {"phone"}
    assert kept["phone"]["p"]["source"] == "earlier_filing"
    assert kept["phone"]["p"]["receipt_number"] == "MK-2611-00001-8"


def test_from_memory__is_offered_to_the_same_person_and_only_while_the_definition_still_allows_it():
    people = {"me": {"kind": "Person", "role": "me", "facts": remembered_facts(
        stored=STORED, kind=PERSON, receipt_number="MK-2611-00001-8")}}
    offered = from_memory(people=people, instances={"filer": "me", "child": "nobody"}, kinds={"Person": PERSON})
    assert {key: answer.value_json for key, answer in offered.items()} == {("filer", "phone"): "09012345678"}
    stricter = Kind("Person", {"phone": Fact("Person", "phone", "phone")})
    assert from_memory(people=people, instances={"filer": "me"}, kinds={"Person": stricter}) == {}
