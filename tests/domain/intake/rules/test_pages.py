"""Reading a page: answers with who said them, or errors that name field and mend."""

from datetime import UTC, date, datetime

import pytest

from murakami.domain.intake.rules.pages import Asked, Reader, provenance_of, raw_of, read_page
from murakami.engines.interview import Item, Suggested
from murakami.kernel.facts import UNKNOWN, Assurance, Fact, Provenance, ValueSource
from murakami.kernel.fields.registry import field_type
from murakami.kernel.names import PersonName

TODAY = date(2026, 11, 23)
READER = Reader(today=TODAY, at=datetime(2026, 11, 23, 0, 0, tzinfo=UTC), by="mailbox")
CARD = Provenance(source=ValueSource.CARD, at="2026-11-23T08:00:00+09:00", assurance=Assurance.VERIFIED)


def asked(fact: str, type_: str, *, value: object = UNKNOWN, required: bool = True, provenance: Provenance | None = None,
          suggestion: Suggested | None = None, known: dict[str, str] | None = None, **options: object) -> Asked:
    item = Item(key=("me", fact), role="me", kind="Person", required=required, used_by=("p",), reasons=(),
                suggestion=suggestion, value=value, provenance=provenance)
    return Asked(item=item, fact=Fact("Person", fact, type_, options=options), label="電話番号", known_parts=known or {},
                 known_by=CARD if known else None)


def form(**parts: str) -> dict[str, list[str]]:
    return {name.replace("__", "."): [value] for name, value in parts.items()}


PHONE = asked("phone", "phone")


def test_read_page__an_answer_of_the_resident_is_asserted():
    reading = read_page([PHONE], form(me__phone__value="０２５４ー５３ー２１１１"), reader=READER)
    answer = reading.answers["me", "phone"]
    assert answer.provenance == Provenance(source=ValueSource.RESIDENT, at="2026-11-23T00:00:00+00:00", by="mailbox")
    assert not reading.errors


def test_read_page__an_error_says_what_to_mend_and_keeps_what_was_typed():
    reading = read_page([PHONE], form(me__phone__value="なし"), reader=READER)
    assert not reading.answers
    assert reading.errors["me", "phone"].errors[0].label == "電話番号"
    assert reading.typed["me", "phone"] == {"value": "なし"}


@pytest.mark.parametrize(("type_", "options", "parts"), [
    ("phone", {}, 1), ("date", {}, 1), ("person_name", {}, 1), ("address", {}, 1),
    ("choice", {"choices": ["a", "b"]}, 1), ("bank_account", {}, 1)])
def test_read_page__an_empty_required_item_is_one_error(type_, options, parts):
    reading = read_page([asked("thing", type_, **options)], {}, reader=READER)
    assert len(reading.errors["me", "thing"].errors) == parts


def test_read_page__an_optional_item_left_blank_is_blank_on_purpose():
    reading = read_page([asked("phone", "phone", required=False)], form(me__phone__value="　"), reader=READER)
    assert reading.answers["me", "phone"].value_json is None
    assert not reading.errors


def test_read_page__an_untouched_card_value_stays_the_card_s():
    name = PersonName("葛城", "みのり", "カツラギ", "ミノリ")
    known = asked("name", "person_name", value=name, provenance=CARD)
    typed = {f"me.name.{part}": [text] for part, text in field_type("person_name").to_raw(name).items()}
    assert read_page([known], typed, reader=READER).answers["me", "name"].provenance == CARD
    changed = typed | {"me.name.given": ["実"]}
    assert read_page([known], changed, reader=READER).answers["me", "name"].provenance.source is ValueSource.RESIDENT


def test_read_page__a_name_from_the_card_with_its_reading_typed_is_verified_as_written():
    half = asked("name", "person_name", known={"family": "葛\U000e0100城", "given": "みのり"})
    typed = form(me__name__family="葛\U000e0100城", me__name__given="みのり", me__name__family_kana="かつらぎ",
                 me__name__given_kana="みのり")
    answer = read_page([half], typed, reader=READER).answers["me", "name"]
    assert answer.provenance == CARD
    assert answer.value_json == {"family": "葛\U000e0100城", "given": "みのり", "family_kana": "カツラギ",
                                 "given_kana": "ミノリ"}
    other = read_page([half], typed | {"me.name.family": ["葛城"]}, reader=READER).answers["me", "name"]
    assert other.provenance.source is ValueSource.RESIDENT


def test_read_page__an_accepted_suggestion_says_so():
    offered = asked("phone", "phone", suggestion=Suggested(value=field_type("phone").from_json("0254-53-2111")))
    answer = read_page([offered], form(me__phone__value="0254-53-2111"), reader=READER).answers["me", "phone"]
    assert answer.provenance.source is ValueSource.SUGGESTED
    changed = read_page([offered], form(me__phone__value="0254-53-2112"), reader=READER).answers["me", "phone"]
    assert changed.provenance.source is ValueSource.RESIDENT


def test_raw_of__the_card_comes_before_a_suggestion_and_an_answer_before_both():
    suggestion = Suggested(parts={"family": "佐藤", "family_kana": "サトウ"})
    half = asked("name", "person_name", suggestion=suggestion, known={"family": "葛城"})
    assert raw_of(half) == {"family": "葛城", "family_kana": "サトウ"}
    answered = asked("name", "person_name", value=PersonName("高橋", "実"), suggestion=suggestion)
    assert raw_of(answered)["family"] == "高橋"
    assert raw_of(asked("phone", "phone", value=None)) == {}


def test_provenance_of__says_where_the_filled_in_value_comes_from():
    assert provenance_of(asked("name", "person_name", known={"family": "葛城"}), today=TODAY) == CARD
    suggested = provenance_of(asked("phone", "phone", suggestion=Suggested(value="x")), today=TODAY)
    assert suggested is not None
    assert suggested.source is ValueSource.SUGGESTED
    assert provenance_of(PHONE, today=TODAY) is None


@pytest.mark.parametrize("hostile", ["x" * 10_000_000, "\x00", "\u202e0901234", "=cmd|' /C calc'!A0",
                                     "<script>alert(1)</script>", "\ud800", "１２３４５６７８９０１２"])
def test_read_page__hostile_input_is_an_error_and_no_answer(hostile):
    reading = read_page([PHONE], {"me.phone.value": [hostile]}, reader=READER)
    assert ("me", "phone") in reading.errors
    assert not reading.answers
