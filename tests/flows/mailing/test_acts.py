"""Each act in the mailbox is one transaction with its message, and is sent once."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from murakami.domain.intake.models import Memory
from murakami.domain.mailbox.models import Letter, MailboxItem, Message
from murakami.domain.mailbox.operations.answering import ActRefused
from murakami.domain.mailbox.queries import NotInMailbox, has_delivery_consent
from murakami.flows.mailing import acts
from murakami.foundation.accounts.queries import get_resident
from murakami.foundation.events.models import Event
from murakami.foundation.spool.models import Message as Sent
from tests.flows.mailing.filed import send_letter

pytestmark = pytest.mark.django_db


def sent(topic):
    return list(Sent.objects.filter(topic=topic).order_by("id"))


def test_withdraw__tells_the_agency_and_keeps_the_state_until_it_confirms(claim, resident, at):
    item = acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason=" 引っ越すため ", at=at)
    assert (item.state, item.withdrawal_sent_at) == ("filed", at)
    (message,) = sent("filing.withdrawn")
    assert message.payload == {"receipt_number": claim.receipt_number, "at": at.isoformat(), "reason": "引っ越すため"}
    event = Event.objects.get(kind="filing.withdrawal_sent")
    assert (event.subject_key, event.details) == (claim.subject_key, {"has_reason": True})


def test_withdraw__is_refused_the_second_time_and_sends_nothing_more(claim, resident, at):
    for _ in range(2):
        try:
            acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="", at=at)
        except ActRefused as refused:
            assert refused.code == "already_withdrawn"
    assert len(sent("filing.withdrawn")) == 1


def test_withdraw__writes_nothing_when_the_message_cannot_be_queued(claim, resident, at):
    with patch("murakami.flows.mailing.acts.send", side_effect=RuntimeError), pytest.raises(RuntimeError):
        acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="", at=at)
    assert MailboxItem.objects.get(receipt_number=claim.receipt_number).withdrawal_sent_at is None
    assert not Event.objects.filter(kind="filing.withdrawal_sent").exists()


def test_write_to_unit__sends_a_form_once(claim, resident, at):
    key = acts.message_key(receipt_number=claim.receipt_number, nonce="form 1")
    for _ in range(2):
        acts.write_to_unit(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, key=key, body="いつ届きますか", at=at)
    assert [message.payload["body"] for message in sent("filing.message")] == ["いつ届きますか"]
    assert Message.objects.get().from_resident


def test_message_key__is_another_for_another_filing_and_another_form():
    keys = {acts.message_key(receipt_number=number, nonce=nonce) for number in ("A", "B") for nonce in ("1", "2")}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)


def test_open_letter__tells_only_the_first_opening(claim, resident, at):
    letter = send_letter(claim, at=at)
    first, later = at + timedelta(days=1), at + timedelta(days=2)
    for moment in (first, later):
        acts.open_letter(mailbox_key=resident.mailbox_key, key=letter.key, at=moment)
    assert Letter.objects.get().opened_at == first
    assert [message.payload for message in sent("letter.opened")] == [{"letter_key": letter.key, "at": first.isoformat()}]


def test_agree_to_delivery__sets_flag_and_book_and_tells_each_change(filings, resident, draw_key, at):
    for granted in (True, True, False):
        acts.agree_to_delivery(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=granted,
                               draw_key=draw_key, at=at)
        assert get_resident(resident.account_id).electronic_delivery is granted
        assert has_delivery_consent(resident.mailbox_key) is granted
    told = [(message.payload["granted"], message.payload["mailbox_key"]) for message in sent("delivery.consented")]
    assert told == [(True, resident.mailbox_key), (False, resident.mailbox_key)]


def test_agree_to_memory__forgets_at_once_when_taken_back(resident, at):
    Memory.objects.create(mailbox_key=resident.mailbox_key, people={"me": {}}, consented_at=at, updated_at=at)
    acts.agree_to_memory(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=True, at=at)
    assert (get_resident(resident.account_id).memory_allowed, Memory.objects.count()) == (True, 1)
    acts.agree_to_memory(account_id=resident.account_id, mailbox_key=resident.mailbox_key, granted=False, at=at)
    assert (get_resident(resident.account_id).memory_allowed, Memory.objects.count()) == (False, 0)


@pytest.mark.parametrize("act", [
    lambda key, claim, at: acts.withdraw(mailbox_key=key, receipt_number=claim.receipt_number, reason="", at=at),
    lambda key, claim, at: acts.write_to_unit(mailbox_key=key, receipt_number=claim.receipt_number, key="k", body="b", at=at),
    lambda key, claim, at: acts.open_letter(mailbox_key=key, key="d" * 32, at=at)])
def test_acts__do_not_reach_another_mailbox(act, claim, stranger, at):
    send_letter(claim, at=at)
    before = Sent.objects.count()
    with pytest.raises(NotInMailbox):
        act(stranger.mailbox_key, claim, at)
    assert (Sent.objects.count(), Letter.objects.get().opened_at) == (before, None)
