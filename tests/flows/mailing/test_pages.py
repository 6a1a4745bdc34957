"""Reading a mailbox for one screen: everything of one's own, nothing of others', in a fixed number of statements."""

from datetime import timedelta

import pytest

from murakami.domain.mailbox import messages
from murakami.domain.mailbox.operations import receiving
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.flows.conversation import starting
from murakami.flows.mailing import acts, pages
from tests.flows.mailing.filed import ask_for_correction, file_a_birth, send_letter

pytestmark = pytest.mark.django_db


def test_read_overview__puts_together_what_waits_drafts_and_filings(filings, claim, resident, draw_key, at):
    asked = ask_for_correction(claim, at=at, **{"account.account": "口座が見つかりません"})
    letter = send_letter(filings["child-medical-subsidy"], at=at)
    draft = starting.begin_procedure(procedure="nursery-application", owner=resident, resident=starting.NOBODY,
                                     draw_key=draw_key, at=at)
    found = pages.read_overview(owner=resident)
    assert [request.key for request in found.corrections] == [asked.key]
    assert [one.key for one in found.letters] == [letter.key]
    assert [intake.key for intake in found.drafts] == [draft.key]
    assert {one.item.receipt_number for one in found.items} == {filing.receipt_number for filing in filings.values()}
    assert found.older is None


def test_read_overview__shows_a_stranger_nothing(filings, stranger):
    found = pages.read_overview(owner=stranger)
    assert (found.corrections, found.letters, found.drafts, found.items) == ((), (), (), ())


def test_read_overview__asks_nothing_about_a_filing_taken_back(claim, resident, at):
    ask_for_correction(claim, at=at, **{"account.account": "口座が見つかりません"})
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="", at=at)
    assert pages.read_overview(owner=resident).corrections == ()


def test_read_overview__refuses_somebody_without_a_mailbox(visitor):
    with pytest.raises(NotInMailbox):
        pages.read_overview(owner=visitor)


def test_read_overview__pages_by_key(packs, resident, at):
    receiving.open_items([messages.NewItem(
        receipt_number=f"MK-2611-{number:05}-0", mailbox_key=resident.mailbox_key, subject_key=f"{number:032x}",
        procedure="child-allowance-claim", version="", kind="application", unit="kodomo", title={"ja": "児童手当"}, about="")
        for number in range(pages.ITEMS_AT_ONCE + 5)], at=at)
    first = pages.read_overview(owner=resident)
    second = pages.read_overview(owner=resident, before_id=first.older)
    numbers = [one.item.receipt_number for one in (*first.items, *second.items)]
    assert len(set(numbers)) == len(numbers) == pages.ITEMS_AT_ONCE + 5
    assert numbers == sorted(numbers, reverse=True)
    assert second.older is None


def test_read_overview__costs_the_same_whatever_there_is(filings, claim, resident, draw_key, at, sql_at_most):
    with sql_at_most(7):
        pages.read_overview(owner=resident)
    for number, filing in enumerate(file_a_birth(resident, draw_key=draw_key, at=at + timedelta(days=1)).values()):
        ask_for_correction(filing, at=at, key=f"{number:032x}", **{"account.account": "理由"})
        send_letter(filing, at=at, key=f"{number + 9:032x}")
    with sql_at_most(7):
        pages.read_overview(owner=resident)


def test_read_documents__gives_the_filing_alone_to_its_owner(claim, resident, stranger, sql_at_most):
    with sql_at_most(3):
        found = pages.read_documents(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number)
    assert found.newest.to_json() == claim.document
    assert len(found.versions) == 1
    assert found.find_file("0" * 64) is None
    with pytest.raises(NotInMailbox):
        pages.read_documents(mailbox_key=stranger.mailbox_key, receipt_number=claim.receipt_number)
