"""Promised documents handed in before anybody asks: a revision like any other, and the case hears of it."""

import pytest

from murakami.domain.cases.models import Case
from murakami.domain.intake.models import FilingRevision
from murakami.domain.mailbox.models import CorrectionRequest, MailboxItem
from murakami.domain.mailbox.operations.answering import ActRefused
from murakami.domain.mailbox.queries import NotInMailbox, get_item_page, list_open_corrections
from murakami.domain.mailbox.rules import NextStep
from murakami.flows.conversation import correcting
from murakami.flows.mailing import acts, handing_in, supplementing
from murakami.flows.mailing.pages import read_overview
from murakami.kernel.document import Document
from tests.flows.mailing.filed import promise_bankbook, send_letter
from tests.flows.mailing.test_both_sides import carry
from tests.flows.mailing.test_correcting import BANKBOOK, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(claim, resident, draw_key, at):
    """The claim, whose bank book has been promised."""
    promise_bankbook(claim, owner=resident, draw_key=draw_key, at=at)
    return claim


@pytest.fixture
def begin(owing, resident, draw_key, at):
    """Begin to hand in what the claim lacks."""
    return lambda: supplementing.begin(receipt_number=owing.receipt_number, owner=resident, draw_key=draw_key, at=at)


def hand_in(found, owner, at):
    assert handing_in.hand_in(key=found.request.key, owner=owner, item_key=BANKBOOK, uploads=[photo()], at=at) == ()
    return correcting.send_correction(key=found.request.key, owner=owner, at=at)


def test_begin__asks_for_what_is_owed_and_goes_on_with_what_was_begun(begin):
    found = begin()
    assert [one.key for one in found.wanted] == [BANKBOOK]
    assert begin().request.pk == found.request.pk
    assert CorrectionRequest.objects.get(own=True).until is None


def test_begin__is_no_request_of_the_agency(begin, owing, resident):
    begin()
    page = get_item_page(mailbox_key=resident.mailbox_key, receipt_number=owing.receipt_number)
    assert (page.next_step, page.open_corrections) == (NextStep.WAIT, ())
    assert list_open_corrections(mailbox_key=resident.mailbox_key) == ()


def test_read_overview__names_what_is_owed_until_it_is_handed_in_or_no_longer_wanted(begin, owing, resident, at):
    assert [row.id for row in read_overview(owner=resident).owed[owing.receipt_number]] == ["bankbook"]
    hand_in(begin(), resident, at)
    assert owing.receipt_number not in read_overview(owner=resident).owed


def test_read_overview__asks_for_no_document_of_what_was_taken_back(owing, resident, at):
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=owing.receipt_number, reason="", at=at)
    assert owing.receipt_number not in read_overview(owner=resident).owed


def test_send__makes_a_revision_and_nothing_is_owed_any_more(begin, owing, resident, at):
    revision = hand_in(begin(), resident, at)
    assert Document.from_json(revision.document).owed == ()
    assert MailboxItem.objects.get(receipt_number=owing.receipt_number).entries.last().kind == "supplemented"
    with pytest.raises(supplementing.NothingOwed):
        begin()


def test_send__without_a_file_sends_nothing(begin, resident, at):
    found = begin()
    correcting.confirm_item(key=found.request.key, owner=resident, item_key=BANKBOOK, at=at)
    with pytest.raises(correcting.NotAnswered):
        correcting.send_correction(key=found.request.key, owner=resident, at=at)
    assert FilingRevision.objects.count() == 1  # the promise itself


def test_begin__is_over_when_the_work_is(begin, owing, at):
    send_letter(owing, at=at)
    with pytest.raises(ActRefused, match="already_ended"):
        begin()


def test_begin__knows_no_filing_of_somebody_else(owing, stranger, draw_key, at):
    with pytest.raises(NotInMailbox):
        supplementing.begin(receipt_number=owing.receipt_number, owner=stranger, draw_key=draw_key, at=at)
    assert not CorrectionRequest.objects.filter(own=True).exists()


@pytest.mark.django_db(transaction=True)
def test_send__is_seen_on_the_case_and_asks_to_be_looked_at(begin, owing, resident, at):
    carry(at)
    found = begin()
    carry(at)  # news of the case that goes on do not take the form away
    revision = hand_in(found, resident, at)
    carry(at)
    case = Case.objects.get(receipt_number=owing.receipt_number)
    assert case.waits_for_answer
    assert case.revisions.get(number=revision.number).document == revision.document
    assert case.files.filter(attachment_id="bankbook").exists()
