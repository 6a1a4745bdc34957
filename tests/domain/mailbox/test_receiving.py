"""What arrives from the agency counts once, whatever the order in which it comes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from murakami.domain.mailbox.messages import (
    CorrectionAsked,
    CorrectionItem,
    LetterIssued,
    MessageReceived,
    NewItem,
    Progress,
)
from murakami.domain.mailbox.models import CorrectionRequest, MailboxItem
from murakami.domain.mailbox.operations.receiving import (
    ItemUnknown,
    open_items,
    record_correction_request,
    record_letter,
    record_message,
    record_progress,
)
from murakami.domain.mailbox.queries import get_item_page
from murakami.domain.mailbox.rules import EntryKind, ItemState, NextStep

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "MK-2611-00001-8"
MINE = "a" * 32


@pytest.fixture
def item() -> MailboxItem:
    return open_items([new_item()], at=AT)[0]


def new_item(number: str = NUMBER) -> NewItem:
    return NewItem(receipt_number=number, mailbox_key=MINE, subject_key="b" * 32, procedure="child-allowance-claim",
                   version="c" * 64, kind="application", unit="kodomo", title={"ja": "児童手当"}, about="ひなた")


def progress(state: ItemState, *, hours: int, key: str = "") -> Progress:
    return Progress(receipt_number=NUMBER, key=key or f"p-{state}-{hours}", state=state,
                    at=AT + timedelta(hours=hours), due_on=date(2026, 12, 14), note={})


def asked(key: str = "k1", *, hours: int = 1) -> CorrectionAsked:
    return CorrectionAsked(receipt_number=NUMBER, key=key, message="通帳が読めません。", until=date(2026, 12, 7),
                           at=AT + timedelta(hours=hours),
                           items=(CorrectionItem(key="attachment:bankbook", kind="incomplete", reason="写しが暗い"),))


def entries() -> list[str]:
    return [entry.kind for entry in get_item_page(mailbox_key=MINE, receipt_number=NUMBER).entries]


def test_open_items__two_statements_for_four_filings(sql_at_most):
    with sql_at_most(2):
        open_items([new_item(f"MK-2611-0000{n}-0") for n in range(4)], at=AT)
    assert MailboxItem.objects.filter(state=ItemState.FILED, entries__kind=EntryKind.FILED).count() == 4


def test_record_progress__moves_the_state_and_tells_the_day(item):
    record_progress(progress(ItemState.UNDER_REVIEW, hours=1))
    item.refresh_from_db()
    assert (item.state, item.due_on) == (ItemState.UNDER_REVIEW, date(2026, 12, 14))
    assert entries() == [EntryKind.FILED, EntryKind.PROGRESSED]


def test_record_progress__the_same_message_twice_is_one_line(item):
    record_progress(progress(ItemState.UNDER_REVIEW, hours=1))
    record_progress(progress(ItemState.UNDER_REVIEW, hours=1))
    assert entries() == [EntryKind.FILED, EntryKind.PROGRESSED]


def test_record_progress__late_news_is_a_line_but_no_step_back(item):
    record_progress(progress(ItemState.DECIDED, hours=5))
    record_progress(progress(ItemState.UNDER_REVIEW, hours=1))
    item.refresh_from_db()
    assert item.state == ItemState.DECIDED
    page = get_item_page(mailbox_key=MINE, receipt_number=NUMBER)
    assert [entry.state for entry in page.entries] == [ItemState.FILED, ItemState.UNDER_REVIEW, ItemState.DECIDED]


def test_record_progress__unknown_number_is_refused(item):
    with pytest.raises(ItemUnknown):
        record_progress(Progress(receipt_number="MK-2611-99999-9", key="x", state=ItemState.RECEIVED, at=AT,
                                 due_on=None, note={}))


def test_record_correction_request__stops_the_clock_and_comes_first(item):
    record_progress(progress(ItemState.UNDER_REVIEW, hours=0))
    record_correction_request(asked())
    record_correction_request(asked())
    page = get_item_page(mailbox_key=MINE, receipt_number=NUMBER)
    assert page.next_step is NextStep.ANSWER_CORRECTION
    assert (page.item.state, page.item.due_on) == (ItemState.CORRECTION_REQUESTED, None)
    assert [request.key for request in page.open_corrections] == ["k1"]
    assert page.open_corrections[0].items == [
        {"key": "attachment:bankbook", "kind": "incomplete", "reason": "写しが暗い"}]


def test_record_progress__leaving_the_correction_closes_requests_that_nobody_wants_any_more(item):
    record_correction_request(asked())
    record_progress(progress(ItemState.UNDER_REVIEW, hours=2))
    assert CorrectionRequest.objects.get().closed_at == AT + timedelta(hours=2)
    record_correction_request(asked("k2", hours=3))
    record_progress(progress(ItemState.UNDER_REVIEW, hours=2, key="again"))
    assert CorrectionRequest.objects.get(key="k2").closed_at is None


def test_record_letter__is_delivered_by_being_recorded(item):
    letter = LetterIssued(receipt_number=NUMBER, key="l1", title="認定通知書", outcome="granted", sha256="d" * 64,
                          name="notice.pdf", size=5, at=AT)
    record_letter(letter)
    record_letter(letter)
    page = get_item_page(mailbox_key=MINE, receipt_number=NUMBER)
    assert [(one.title, one.opened_at) for one in page.letters] == [("認定通知書", None)]
    assert page.next_step is NextStep.READ_LETTER
    assert entries() == [EntryKind.FILED, EntryKind.LETTER]


def test_record_message__is_unread_until_shown(item):
    message = MessageReceived(receipt_number=NUMBER, key="m1", from_unit="こども課", body="お電話ください。", at=AT)
    record_message(message)
    record_message(message)
    page = get_item_page(mailbox_key=MINE, receipt_number=NUMBER)
    assert [(one.body, one.from_resident, one.read_at) for one in page.messages] == [("お電話ください。", False, None)]
    assert page.next_step is NextStep.READ_MESSAGE
