"""What need not be asked: the card, signing in midway, earlier filings; and a newer version of a procedure."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from murakami.domain.intake.models import Memory
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.models import MailboxItem
from murakami.flows.conversation import people
from murakami.flows.conversation.claiming import claim_after_sign_in
from murakami.flows.conversation.people import list_remembered
from murakami.flows.conversation.starting import (
    NOBODY,
    NotHere,
    Resident,
    begin_procedure,
    card_prefill,
)
from murakami.flows.mailing.acts import agree_to_memory
from murakami.foundation.accounts.card import CardAddress, CardItems, CardName
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.kernel.facts import ValueSource
from tests.flows.conversation.walk import Mother

pytestmark = pytest.mark.django_db
CARD = CardItems(name=CardName("葛\U000e0100城　みのり", "葛\U000e0100城", "みのり"), born_on=date(1992, 2, 29), sex="female",
                 address=CardAddress("新潟県村上市府屋232番地1", "9593907", "新潟県", "村上市", "府屋", "232番地1"))


@pytest.fixture
def carded(at: datetime) -> Resident:
    return Resident(card=CARD, card_read_at=at, memory_allowed=False)


def test_begin__the_card_answers_questions_of_the_guide(packs, resident, carded, draw_key, at):
    mother = Mother(owner=resident, draw_key=draw_key, at=at, resident=carded)
    assert "me.lives_in_city" not in mother.answer_guide()
    assert mother.intake.answers["me"]["born_on"]["p"] == {
        "source": "card", "at": at.isoformat(), "assurance": "verified"}


def test_save_page__the_name_begun_by_the_card_is_verified(packs, resident, carded, draw_key, at):
    mother = Mother(owner=resident, draw_key=draw_key, at=at, resident=carded)
    mother.answer_guide()
    mother.choose()
    mother.say_people(newborn=1, sibling=0)
    assert card_prefill(mother.conversation.standing, resident=carded).parts["me", "name"][0]["family"] == "葛\U000e0100城"
    mother.fill("adult:me")
    assert mother.intake.answers["me"]["name"]["p"]["source"] == "card"


def test_claim__what_a_browser_began_belongs_to_the_account_and_the_card_fills_the_rest(
        packs, visitor, resident, carded, draw_key, at):
    before = Mother(owner=visitor, draw_key=draw_key, at=at)
    before.answers["me.lives_in_city"] = "no"
    before.ask("me.lives_in_city")
    signed_in = Owner(resident.account_id, visitor.visitor, resident.mailbox_key, Assurance.CARD_AUTH)
    assert claim_after_sign_in(owner=signed_in, resident=carded, at=at) == 1
    assert claim_after_sign_in(owner=signed_in, resident=carded, at=at) == 0
    before.owner = signed_in
    answers = before.intake.answers["me"]
    assert answers["born_on"]["p"]["source"] == ValueSource.CARD
    assert answers["lives_in_city"]["v"] is False  # what was answered stays


def test_claim__filings_made_without_an_account_come_into_the_mailbox(packs, resident, visitor, draw_key, at):
    able = Owner(None, visitor.visitor, None, Assurance.CARD_AUTH)  # stands for a procedure that needs no sign-in
    mother = Mother(owner=able, draw_key=draw_key, at=at)
    mother.come_to_the_review()
    mother.file()
    signed_in = Owner(resident.account_id, visitor.visitor, resident.mailbox_key, Assurance.ACCOUNT)
    claim_after_sign_in(owner=signed_in, resident=NOBODY, at=at)
    assert set(MailboxItem.objects.values_list("mailbox_key", flat=True)) == {resident.mailbox_key}


@pytest.fixture
def remembering(packs: None, resident: Owner, draw_key: Callable[[], str], at: datetime) -> Resident:
    """A mother who filed a birth and allowed us to remember."""
    mother = Mother(owner=resident, draw_key=draw_key, at=at)
    mother.come_to_the_review()
    mother.file(memory_allowed=True)
    return Resident(card=CardItems(), card_read_at=None, memory_allowed=True)


def test_remember__the_next_birth_knows_the_parents_and_not_the_new_child(remembering, resident, draw_key, at):
    again = Mother(owner=resident, draw_key=draw_key, at=at + timedelta(days=400), resident=remembering)
    answers = again.intake.answers
    assert answers["me"]["phone"]["v"] == "090-1234-5678"
    assert answers["me"]["phone"]["p"]["source"] == "earlier_filing"
    assert answers["me"]["phone"]["p"]["receipt_number"].startswith("MK-2611-")
    assert answers["partner"]["name"]["v"]["given"] == "健"
    assert "newborn-1" not in answers
    assert "lives_in_city" not in answers["me"]  # not among what may be remembered


def test_remember__last_time_s_newborn_can_be_this_time_s_sibling(remembering, resident, draw_key, at):
    again = Mother(owner=resident, draw_key=draw_key, at=at + timedelta(days=400), resident=remembering)
    again.answers["newborn-1.born_on"] = {"year": "2027", "month": "12", "day": "1"}
    again.answer_guide()
    again.choose()
    (child,) = list_remembered(again.conversation.standing, owner=resident, resident=remembering)
    assert (child.role, child.name) == ("sibling", "葛\U000e0100城 ひなた")
    people.set_people(key=again.key, owner=resident, counts={"newborn": 1, "sibling": 0}, at=again.at,
                      again=frozenset({child.key, "nonsense"}), resident=remembering)
    assert again.intake.people["sibling"] == [child.key]
    assert again.intake.answers[child.key]["born_on"]["v"] == "2026-11-03"


def test_remember__filing_the_same_child_again_remembers_one_child(remembering, resident, draw_key, at):
    again = Mother(owner=resident, draw_key=draw_key, at=at, resident=remembering)
    again.come_to_the_review()
    again.file(memory_allowed=True)
    children = [key for key, person in Memory.objects.get().people.items() if person["plural"]]
    assert len(children) == 1


def test_remember__not_without_consent_and_forgotten_at_once(packs, resident, draw_key, at):
    mother = Mother(owner=resident, draw_key=draw_key, at=at)
    mother.come_to_the_review()
    mother.file(memory_allowed=False)
    assert not Memory.objects.exists()
    other = Mother(owner=resident, draw_key=draw_key, at=at)
    other.come_to_the_review()
    other.file(memory_allowed=True)
    assert resident.account_id is not None
    assert resident.mailbox_key is not None
    agree_to_memory(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=False, at=at)
    assert not Memory.objects.exists()


def test_remember__a_stranger_is_offered_nothing(remembering, stranger, draw_key, at):
    other = Mother(owner=stranger, draw_key=draw_key, at=at, resident=remembering)
    assert other.intake.answers == {}


def test_begin_procedure__what_is_done_elsewhere_cannot_be_begun_here(packs, resident, draw_key, at):
    with pytest.raises(NotHere):
        begin_procedure(procedure="birth-registration", owner=resident, resident=NOBODY, draw_key=draw_key, at=at)


def test_begin_procedure__alone_it_asks_whether_there_is_a_spouse(packs, resident, draw_key, at):
    intake = begin_procedure(procedure="child-allowance-claim", owner=resident, resident=NOBODY, draw_key=draw_key, at=at)
    assert intake.people["spouse"] is None
    assert intake.people["applicant"] == ["applicant"]


def test_reading__a_newer_version_moves_a_draft_and_says_so(packs, resident, draw_key, at):
    mother = Mother(owner=resident, draw_key=draw_key, at=at)
    mother.answer_guide()
    mother.choose()
    mother.say_people(newborn=1, sibling=0)
    intake = mother.intake
    intake.chosen = intake.chosen | {"child-medical-subsidy": "0" * 64}
    intake.save()
    assert mother.conversation.moved == ("child-medical-subsidy",)
    mother.fill("adult:me")
    assert mother.conversation.moved == ()
