"""What the resident does in the mailbox happens once, and only in one's own mailbox."""

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
from murakami.domain.mailbox.models import DeliveryConsent, Letter, Message
from murakami.domain.mailbox.operations.answering import (
    ActRefused,
    answer_correction,
    mark_messages_read,
    move_items,
    open_letter,
    set_delivery_consent,
    withdraw_item,
    write_message,
)
from murakami.domain.mailbox.operations.receiving import (
    open_items,
    record_correction_request,
    record_letter,
    record_message,
    record_progress,
)
from murakami.domain.mailbox.queries import NotInMailbox, get_correction, get_item_page, list_items
from murakami.domain.mailbox.rules import EntryKind, ItemState, NextStep

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "MK-2611-00001-8"
MINE, STRANGER = "a" * 32, "f" * 32


@pytest.fixture(autouse=True)
def filed() -> None:
    open_items([NewItem(receipt_number=NUMBER, mailbox_key=MINE, subject_key="b" * 32, procedure="p", version="c" * 64,
                        kind="application", unit="kodomo", title={"ja": "児童手当"}, about="")], at=AT)


@pytest.fixture
def correction() -> str:
    record_correction_request(CorrectionAsked(
        receipt_number=NUMBER, key="k1", message="", until=date(2026, 12, 7), at=AT,
        items=(CorrectionItem(key="me.phone", kind="incorrect", reason="つながりません"),)))
    return "k1"


@pytest.fixture
def letter() -> str:
    record_letter(LetterIssued(receipt_number=NUMBER, key="l1", title="通知", outcome="granted", sha256="d" * 64,
                               name="n.pdf", size=5, at=AT))
    return "l1"


def end(state: ItemState = ItemState.DECIDED) -> None:
    record_progress(Progress(receipt_number=NUMBER, key=f"end-{state}", state=state, at=AT + timedelta(days=1),
                             due_on=None, note={}))


def kinds() -> list[str]:
    return [entry.kind for entry in get_item_page(mailbox_key=MINE, receipt_number=NUMBER).entries]


def test_withdraw_item__is_noted_once_and_waits_for_the_agency():
    item = withdraw_item(mailbox_key=MINE, receipt_number=NUMBER, at=AT)
    assert (item.state, item.withdrawal_sent_at) == (ItemState.FILED, AT)
    assert kinds() == [EntryKind.FILED, EntryKind.WITHDRAWAL_SENT]
    with pytest.raises(ActRefused, match="already_withdrawn"):
        withdraw_item(mailbox_key=MINE, receipt_number=NUMBER, at=AT)


def test_withdraw_item__not_after_the_decision():
    end()
    with pytest.raises(ActRefused, match="already_ended"):
        withdraw_item(mailbox_key=MINE, receipt_number=NUMBER, at=AT)
    assert EntryKind.WITHDRAWAL_SENT not in kinds()


def test_write_message__the_same_key_is_sent_once():
    first, is_new = write_message(mailbox_key=MINE, receipt_number=NUMBER, key="m1", body=" 送りました。 ", at=AT)
    again, is_new_again = write_message(mailbox_key=MINE, receipt_number=NUMBER, key="m1", body="送りました。", at=AT)
    assert (first.pk, is_new, is_new_again) == (again.pk, True, False)
    assert Message.objects.get().body == "送りました。"


def test_write_message__an_empty_one_changes_nothing():
    with pytest.raises(ActRefused, match="empty"):
        write_message(mailbox_key=MINE, receipt_number=NUMBER, key="m1", body="　", at=AT)
    assert not Message.objects.exists()


def test_answer_correction__once(correction):
    assert answer_correction(mailbox_key=MINE, key=correction, at=AT).answered_at == AT
    with pytest.raises(ActRefused, match="already_answered"):
        answer_correction(mailbox_key=MINE, key=correction, at=AT)
    assert kinds().count(EntryKind.CORRECTION_ANSWERED) == 1


def test_answer_correction__not_when_the_case_has_ended(correction):
    end(ItemState.WITHDRAWN)
    with pytest.raises(ActRefused, match="no_longer_wanted"):
        answer_correction(mailbox_key=MINE, key=correction, at=AT)


def test_open_letter__keeps_the_first_time(letter):
    opened, first = open_letter(mailbox_key=MINE, key=letter, at=AT)
    _again, second = open_letter(mailbox_key=MINE, key=letter, at=AT + timedelta(hours=1))
    assert (opened.sha256, first, second) == ("d" * 64, True, False)
    assert Letter.objects.get().opened_at == AT


def test_mark_messages_read__turns_the_next_step_to_waiting():
    record_message(MessageReceived(receipt_number=NUMBER, key="m1", from_unit="こども課", body="確認中です。", at=AT))
    assert list_items(mailbox_key=MINE)[0].next_step is NextStep.READ_MESSAGE
    assert mark_messages_read(mailbox_key=MINE, receipt_number=NUMBER, at=AT) == 1
    assert list_items(mailbox_key=MINE)[0].next_step is NextStep.WAIT


def test_set_delivery_consent__keeps_every_change_and_no_repetition():
    assert not set_delivery_consent(mailbox_key=MINE, key="c0", granted=False, at=AT)
    assert set_delivery_consent(mailbox_key=MINE, key="c1", granted=True, at=AT)
    assert not set_delivery_consent(mailbox_key=MINE, key="c2", granted=True, at=AT)
    assert set_delivery_consent(mailbox_key=MINE, key="c3", granted=False, at=AT)
    assert list(DeliveryConsent.objects.order_by("id").values_list("granted", flat=True)) == [True, False]


def test_move_items__what_was_filed_before_signing_in_follows_its_owner():
    assert move_items(from_key=MINE, to_key="e" * 32) == 1
    assert get_item_page(mailbox_key="e" * 32, receipt_number=NUMBER).item.receipt_number == NUMBER
    assert list_items(mailbox_key=MINE) == ()


def test_a_stranger__finds_and_changes_nothing(correction, letter):
    for attempt in (
        lambda: get_item_page(mailbox_key=STRANGER, receipt_number=NUMBER),
        lambda: get_correction(mailbox_key=STRANGER, key=correction),
        lambda: withdraw_item(mailbox_key=STRANGER, receipt_number=NUMBER, at=AT),
        lambda: write_message(mailbox_key=STRANGER, receipt_number=NUMBER, key="m", body="x", at=AT),
        lambda: answer_correction(mailbox_key=STRANGER, key=correction, at=AT),
        lambda: open_letter(mailbox_key=STRANGER, key=letter, at=AT),
    ):
        with pytest.raises(NotInMailbox):
            attempt()
    assert mark_messages_read(mailbox_key=STRANGER, receipt_number=NUMBER, at=AT) == 0
    assert list_items(mailbox_key=STRANGER) == ()
    assert Letter.objects.get().opened_at is None


def test_list_items__two_statements_whatever_the_rows(sql_at_most, correction, letter):
    open_items([NewItem(receipt_number=f"MK-2611-0010{n}-0", mailbox_key=MINE, subject_key="b" * 32, procedure="p",
                        version="c" * 64, kind="application", unit="kodomo", title={"ja": "x"}, about="")
                for n in range(5)], at=AT)
    with sql_at_most(2):
        listed = list_items(mailbox_key=MINE)
    assert [one.next_step for one in listed] == [NextStep.WAIT] * 5 + [NextStep.ANSWER_CORRECTION]
    assert (listed[-1].unread_letters, listed[-1].unread_messages) == (1, 0)


def test_list_items__pages_by_key():
    open_items([NewItem(receipt_number=f"MK-2611-0010{n}-0", mailbox_key=MINE, subject_key="b" * 32, procedure="p",
                        version="c" * 64, kind="application", unit="kodomo", title={"ja": "x"}, about="")
                for n in range(3)], at=AT)
    first = list_items(mailbox_key=MINE, limit=2)
    rest = list_items(mailbox_key=MINE, limit=2, before_id=first[-1].item.pk)
    assert len({one.item.receipt_number for one in (*first, *rest)}) == 4
