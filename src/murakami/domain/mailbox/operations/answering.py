"""What the resident does in the mailbox. Each act is sent once, however often the button is pressed."""

from datetime import datetime

from django.db import transaction

from murakami.domain.mailbox.models import (
    CorrectionRequest,
    DeliveryConsent,
    Guard,
    Letter,
    MailboxItem,
    Message,
)
from murakami.domain.mailbox.operations.receiving import add_entry
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.domain.mailbox.rules import (
    EntryKind,
    refusal_of_answer,
    refusal_of_message,
    refusal_of_withdrawal,
)


class ActRefused(RuntimeError):
    """The act is not possible any more or as written; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def lock_own_item(*, mailbox_key: str, receipt_number: str) -> MailboxItem:
    """Take one's own item for writing until the transaction ends. Raises NotInMailbox. SQL: 1."""
    item = (MailboxItem.objects.select_for_update()
            .filter(receipt_number=receipt_number, mailbox_key=mailbox_key).first())
    if item is None:
        raise NotInMailbox(receipt_number)
    return item


@transaction.atomic
def withdraw_item(*, mailbox_key: str, receipt_number: str, at: datetime) -> MailboxItem:
    """Note that the resident takes a filing back (取下げ); the state changes when the agency confirms.

    Raises:
        NotInMailbox
        ActRefused: `already_withdrawn`, `already_ended`.
    SQL: 4.
    """
    item = lock_own_item(mailbox_key=mailbox_key, receipt_number=receipt_number)
    refusal = refusal_of_withdrawal(state=item.state, withdrawal_sent=item.withdrawal_sent_at is not None)
    if refusal:
        raise ActRefused(refusal)
    item.withdrawal_sent_at = at
    item.save(update_fields=["withdrawal_sent_at"])
    add_entry(item, key=f"withdrawal:{receipt_number}", kind=EntryKind.WITHDRAWAL_SENT, at=at)
    return item


@transaction.atomic
def write_message(*, mailbox_key: str, receipt_number: str, key: str, body: str, at: datetime) -> tuple[Message, bool]:
    """Write to the unit in charge; the same key is sent once. Returns the message and whether it is new.

    Raises:
        NotInMailbox
        ActRefused: `empty`, `too_long`, `withdrawn`.
    SQL: at most 5.
    """
    item = lock_own_item(mailbox_key=mailbox_key, receipt_number=receipt_number)
    refusal = refusal_of_message(body=body, state=item.state)
    if refusal:
        raise ActRefused(refusal)
    message, is_new = Message.objects.get_or_create(key=key, item=item, defaults={
        "from_resident": True, "body": body.strip(), "at": at, "read_at": at})
    if is_new:
        add_entry(item, key=f"message:{key}", kind=EntryKind.MESSAGE_TO_UNIT, at=at)
    return message, is_new


@transaction.atomic
def answer_correction(*, mailbox_key: str, key: str, at: datetime) -> CorrectionRequest:
    """Close a request for correction because its answer is being sent in the same transaction.

    Raises:
        NotInMailbox
        ActRefused: `already_answered`, `no_longer_wanted`, `already_ended`.
    SQL: 4.
    """
    request = (CorrectionRequest.objects.select_for_update(of=("self",)).select_related("item")
               .filter(key=key, item__mailbox_key=mailbox_key).first())
    if request is None:
        raise NotInMailbox(key)
    refusal = refusal_of_answer(state=request.item.state, answered_at=request.answered_at, closed_at=request.closed_at)
    if refusal:
        raise ActRefused(refusal)
    request.answered_at = at
    request.save(update_fields=["answered_at"])
    kind = EntryKind.SUPPLEMENTED if request.own else EntryKind.CORRECTION_ANSWERED
    add_entry(request.item, key=f"answer:{key}", kind=kind, at=at)
    return request


@transaction.atomic
def open_letter(*, mailbox_key: str, key: str, at: datetime) -> tuple[Letter, bool]:
    """Hand out a letter and keep when it was first opened. Returns it and whether this was the first time.

    Raises NotInMailbox. SQL: at most 2.
    """
    letter = Letter.objects.select_related("item").filter(key=key, item__mailbox_key=mailbox_key).first()
    if letter is None:
        raise NotInMailbox(key)
    first = bool(Letter.objects.filter(pk=letter.pk, opened_at=None).update(opened_at=at)) if (
        letter.opened_at is None) else False
    return letter, first


@transaction.atomic
def mark_messages_read(*, mailbox_key: str, receipt_number: str, at: datetime) -> int:
    """Mark every message of a filing as read. SQL: 1."""
    return Message.objects.filter(item__mailbox_key=mailbox_key, item__receipt_number=receipt_number,
                                  read_at=None).update(read_at=at)


@transaction.atomic
def set_delivery_consent(*, mailbox_key: str, key: str, granted: bool, at: datetime) -> bool:
    """Keep that a mailbox agrees to electronic delivery, or no longer; says whether anything changed.

    SQL: at most 2.
    """
    newest = DeliveryConsent.objects.filter(mailbox_key=mailbox_key).order_by("-id").first()
    if (newest is not None and newest.granted) == granted:
        return False
    DeliveryConsent.objects.create(mailbox_key=mailbox_key, key=key, granted=granted, at=at)
    return True


@transaction.atomic
def move_items(*, from_key: str, to_key: str) -> int:
    """Bring the filings made before signing in into the signed-in person's mailbox, with what guards it. SQL: 2."""
    Guard.objects.filter(mailbox_key=from_key).update(mailbox_key=to_key)
    return MailboxItem.objects.filter(mailbox_key=from_key).update(mailbox_key=to_key)
