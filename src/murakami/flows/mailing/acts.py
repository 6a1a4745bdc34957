"""What a resident does in the mailbox, each together with the message that tells the agency, in one transaction."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from murakami.domain.intake.operations.remembering import forget_people
from murakami.domain.mailbox.models import Letter, MailboxItem, Message
from murakami.domain.mailbox.operations import answering
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.foundation.accounts.operations.firms import allow_firm_delivery
from murakami.foundation.accounts.operations.residents import allow_electronic_delivery, allow_memory
from murakami.foundation.events.operations import append
from murakami.foundation.spool.operations import send

REASON_LENGTH = 500


@transaction.atomic
def withdraw(*, mailbox_key: str, receipt_number: str, reason: str, at: datetime) -> MailboxItem:
    """Take a filing back (取下げ): the agency is told; the state changes when it has confirmed.

    Raises NotInMailbox, ActRefused. SQL: 7.
    """
    item = answering.withdraw_item(mailbox_key=mailbox_key, receipt_number=receipt_number, at=at)
    append(kind="filing.withdrawal_sent", subject_key=item.subject_key, at=at, procedure=item.procedure,
           unit=item.unit, channel="online", details={"has_reason": bool(reason.strip())})
    send(topic="filing.withdrawn", key=receipt_number, to="core", at=at,
         payload={"receipt_number": receipt_number, "at": at.isoformat(), "reason": reason.strip()[:REASON_LENGTH]})
    return item


@transaction.atomic
def write_to_unit(*, mailbox_key: str, receipt_number: str, key: str, body: str, at: datetime) -> Message:
    """Write to the unit in charge; the same key is sent once. Raises NotInMailbox, ActRefused. SQL: 6."""
    message, is_new = answering.write_message(mailbox_key=mailbox_key, receipt_number=receipt_number, key=key,
                                              body=body, at=at)
    if is_new:
        send(topic="filing.message", key=key, to="core", at=at,
             payload={"receipt_number": receipt_number, "key": key, "at": at.isoformat(), "body": message.body})
    return message


def message_key(*, receipt_number: str, nonce: str) -> str:
    """Name a message after its filing and the form it was written in: that form sends it once, and no other filing's."""
    return hashlib.sha256(f"{receipt_number} {nonce}".encode()).hexdigest()[:32]


def read_messages(*, mailbox_key: str, receipt_number: str, at: datetime) -> int:
    """Note that the messages of a filing have been read; says how many were new. SQL: 1."""
    return answering.mark_messages_read(mailbox_key=mailbox_key, receipt_number=receipt_number, at=at)


@transaction.atomic
def open_letter(*, mailbox_key: str, key: str, at: datetime) -> Letter:
    """Hand out a letter; the agency is told when it was first opened. Raises NotInMailbox. SQL: at most 5."""
    letter, is_first = answering.open_letter(mailbox_key=mailbox_key, key=key, at=at)
    if is_first:
        append(kind="letter.opened", subject_key=letter.item.subject_key, at=at, procedure=letter.item.procedure,
               unit=letter.item.unit, channel="online")
        send(topic="letter.opened", key=key, to="core", at=at, ordering_key=letter.item.receipt_number,
             payload={"letter_key": key, "at": at.isoformat()})
    return letter


@transaction.atomic
def agree_to_delivery(*, account_id: int, mailbox_key: str, granted: bool, draw_key: Callable[[], str],
                      at: datetime, firm: int | None = None) -> None:
    """Agree to receive decisions in the mailbox, or no longer; for `firm` it is the firm's. What is open is told to the agency.

    Source: 情報通信技術活用法7条1項ただし書. SQL: at most 4.
    """
    key = draw_key()
    if firm is None:
        allow_electronic_delivery(account_id=account_id, granted=granted, at=at)
    else:
        allow_firm_delivery(firm=firm, granted=granted, at=at)
    if answering.set_delivery_consent(mailbox_key=mailbox_key, key=key, granted=granted, at=at):
        send(topic="delivery.consented", key=key, to="core", at=at, ordering_key=f"delivery {mailbox_key}",
             payload={"receipt_number": None, "mailbox_key": mailbox_key, "granted": granted, "at": at.isoformat()})


@transaction.atomic
def agree_to_memory(*, account_id: int, mailbox_key: str, granted: bool, at: datetime) -> None:
    """Let earlier answers be offered again, or forget them all at once. SQL: at most 2."""
    allow_memory(account_id=account_id, granted=granted, at=at)
    if not granted:
        forget_people(mailbox_key=mailbox_key)


def require_mailbox(mailbox_key: str | None) -> str:
    """Take the key of somebody who has a mailbox. Raises NotInMailbox for the others."""
    if mailbox_key is None:
        raise NotInMailbox("nobody has signed in")
    return mailbox_key
