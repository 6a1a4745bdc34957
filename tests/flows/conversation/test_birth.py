"""A birth, from the first question to the filings of two children."""

from collections.abc import Callable
from datetime import datetime

import pytest

from murakami.domain.intake.models import Filing, Intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox.models import MailboxItem
from murakami.flows.conversation import filing
from murakami.flows.conversation.filing import AssuranceMissing, NotComplete, NothingToFile, ReviewOutdated
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.events.models import Event
from murakami.foundation.spool.models import Message
from murakami.kernel.document import Document
from murakami.kernel.receipts import ReceiptNumber
from tests.flows.conversation.walk import GUIDE, Mother

pytestmark = pytest.mark.django_db
CLAIM, INSURANCE, BENEFIT, SUBSIDY = (
    "child-allowance-claim", "national-health-insurance-child", "expectant-mother-benefit", "child-medical-subsidy")


@pytest.fixture
def mother(packs: None, resident: Owner, draw_key: Callable[[], str], at: datetime) -> Mother:
    return Mother(owner=resident, draw_key=draw_key, at=at)


def test_the_guide__asks_what_can_still_change_the_answer_and_offers_the_fixed_set(mother):
    assert set(mother.answer_guide()) == set(GUIDE)
    mother.choose()
    assert set(mother.intake.chosen) == {CLAIM, INSURANCE, BENEFIT, SUBSIDY}
    assert [version.id for version in mother.conversation.standing.definitions.versions] == [
        CLAIM, INSURANCE, BENEFIT, SUBSIDY]
    assert set(mother.intake.typed) == set(GUIDE)


def test_file_intake__four_procedures_and_two_children_are_six_filings(mother):
    mother.come_to_the_review(newborn=2)
    filed = mother.file()
    assert [(one.procedure, one.instance) for one in filed.filings] == [
        (CLAIM, ""), (INSURANCE, "newborn-1"), (INSURANCE, "newborn-2"), (BENEFIT, ""),
        (SUBSIDY, "newborn-1"), (SUBSIDY, "newborn-2")]
    assert len({ReceiptNumber.parse(one.receipt_number) for one in filed.filings}) == 6
    assert mother.intake.state == Intake.State.FILED


def test_file_intake__mailbox_events_and_messages_are_there_with_the_filings(mother):
    mother.come_to_the_review()
    numbers = [one.receipt_number for one in mother.file().filings]
    assert list(MailboxItem.objects.order_by("id").values_list("receipt_number", "mailbox_key")) == [
        (number, "a" * 32) for number in numbers]
    assert Event.objects.filter(kind="filing.filed").count() == len(numbers)
    assert Event.objects.filter(kind="intake.filed").count() == 1
    sent = {message.key: message.payload for message in Message.objects.filter(topic="filing.received")}
    assert set(sent) == set(numbers)
    claim = Filing.objects.get(procedure=CLAIM)
    payload = sent[claim.receipt_number]
    assert Document.from_json(payload["document"]).sha256() == claim.sha256
    assert (payload["unit"], payload["channel"], payload["electronic_delivery"]) == ("kodomo", "online", True)


def test_file_intake__once_however_often_it_is_sent(mother):
    mother.come_to_the_review()
    reviewed = mother.conversation.reviewed
    first, again = mother.file(reviewed=reviewed), mother.file(reviewed=reviewed)
    assert (first.is_new, again.is_new) == (True, False)
    assert [one.receipt_number for one in first.filings] == [one.receipt_number for one in again.filings]
    assert Filing.objects.count() == len(first.filings)
    assert Message.objects.filter(topic="filing.received").count() == len(first.filings)


def test_file_intake__twelve_statements_for_four_procedures(in_one_request, mother, sql_at_most):
    mother.come_to_the_review()
    reviewed = mother.conversation.reviewed
    with sql_at_most(12):
        assert len(mother.file(reviewed=reviewed).filings) == 4


def test_file_intake__all_or_nothing(mother, monkeypatch):
    mother.come_to_the_review()
    reviewed = mother.conversation.reviewed

    def break_down(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(filing, "send_many", break_down)
        mother.file(reviewed=reviewed)
    assert not Filing.objects.exists()
    assert not MailboxItem.objects.exists()
    assert mother.file(reviewed=reviewed).filings[0].receipt_number.startswith("MK-2611-00001-")


def test_file_intake__what_was_not_reviewed_is_not_filed(mother):
    mother.come_to_the_review()
    reviewed = mother.conversation.reviewed
    mother.fill("adult:me", **{"me.phone": "0254-53-2111"})
    with pytest.raises(ReviewOutdated):
        mother.file(reviewed=reviewed)
    assert not Filing.objects.exists()
    assert mother.file().is_new


def test_file_intake__not_while_something_is_missing(mother):
    mother.answer_guide()
    mother.choose()
    mother.say_people(newborn=1, sibling=0)
    with pytest.raises(NotComplete) as refused:
        mother.file()
    assert "me.name" in {gap.item.field_key for gap in refused.value.gaps}
    assert not Filing.objects.exists()


def test_file_intake__a_missing_attachment_does_not_block(mother):
    mother.answers["mother_account.account"] = {
        "registered": "no", "bank_name": "第四北越銀行", "bank_code": "0140", "branch_name": "村上",
        "branch_code": "501", "kind": "ordinary", "number": "1234567", "holder_kana": "カツラギ ミノリ"}
    mother.come_to_the_review()
    mother.file()
    document = Document.from_json(Filing.objects.get(procedure=BENEFIT).document)
    assert {row.id: row.state.value for row in document.attachments}["bankbook"] == "missing"


def test_file_intake__signing_in_is_asked_only_at_the_end_and_work_is_kept(packs, visitor, draw_key, at):
    mother = Mother(owner=visitor, draw_key=draw_key, at=at)
    mother.come_to_the_review()
    with pytest.raises(AssuranceMissing) as refused:
        mother.file()
    assert refused.value.needed is Assurance.ACCOUNT
    assert mother.conversation.standing.stored["me"]["phone"]["v"] == "090-1234-5678"


def test_file_intake__nothing_when_no_chosen_procedure_applies_any_more(mother):
    mother.come_to_the_review()
    mother.answers["me.lives_in_city"] = "no"
    mother.ask("me.lives_in_city")
    with pytest.raises(NothingToFile):
        mother.file()


def test_file_intake__a_dropped_procedure_leaves_nothing_in_the_filings(mother):
    mother.come_to_the_review()
    mother.choose([SUBSIDY])
    (one,) = mother.file().filings
    document = Document.from_json(one.document)
    assert document.find_row("partner.phone") is None
    assert document.find_row("me.hospital") is None
    assert document.find_row("newborn-1.name") is not None


def test_file_intake__says_who_filed_for_whom(mother):
    mother.come_to_the_review()
    mother.file()
    assert Filing.objects.get(procedure=CLAIM).document["filed_by"]["relation"] == "household_member"
    assert Filing.objects.get(procedure=BENEFIT).document["filed_by"]["relation"] == "self"


def test_file_intake__events_tell_nothing_about_anybody(mother):
    mother.come_to_the_review()
    mother.file()
    said = " ".join(f"{event.kind} {event.subject_key} {event.details}" for event in Event.objects.all())
    for secret in ("葛", "みのり", "090", "府屋", mother.key, "a" * 32):
        assert secret not in said
