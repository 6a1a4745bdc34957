"""What arrives from the agency. Each message may come twice and counts once; late news never turns a state back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from murakami.domain.mailbox.messages import (
    CorrectionAsked,
    LetterIssued,
    LookedAt,
    MessageReceived,
    NewItem,
    Progress,
)
from murakami.domain.mailbox.models import CorrectionRequest, ItemLook, Letter, MailboxItem, Message, TimelineEntry
from murakami.domain.mailbox.rules import EntryKind, ItemState, is_ended, is_newer


class ItemUnknown(LookupError):
    """The agency speaks of a receipt number that this zone never gave out."""


@transaction.atomic
def open_items(items: Sequence[NewItem], *, at: datetime) -> list[MailboxItem]:
    """Give new filings their place in the mailbox, each with the first line of its timeline.

    The caller has made sure in the same transaction that these filings are new. SQL: 2, however many.
    """
    rows = MailboxItem.objects.bulk_create([_new_row(item, at) for item in items])
    TimelineEntry.objects.bulk_create([
        TimelineEntry(item=row, key=f"filed:{row.receipt_number}", kind=EntryKind.FILED, state=ItemState.FILED, at=at)
        for row in rows])
    return rows


@transaction.atomic
def record_progress(message: Progress) -> MailboxItem:
    """Note a step of the case. Requests for correction that the case has left behind are no longer wanted.

    Raises ItemUnknown. SQL: at most 5.
    """
    item = lock_item(message.receipt_number)
    if not add_entry(item, key=message.key, kind=EntryKind.PROGRESSED, at=message.at, state=message.state,
                     note=message.note):
        return item
    if is_newer(known=item.state_at, told=message.at):
        item.state, item.state_at, item.due_on = message.state, message.at, message.due_on
        item.save(update_fields=["state", "state_at", "due_on"])
        if message.state != ItemState.CORRECTION_REQUESTED:
            item.corrections.filter(answered_at=None, closed_at=None, own=False, asked_at__lte=message.at).update(
                closed_at=message.at)
    return item


@transaction.atomic
def record_correction_request(message: CorrectionAsked) -> CorrectionRequest:
    """Put a request for correction before the resident; the clock stands still meanwhile.

    Raises ItemUnknown. SQL: at most 6.
    """
    item = lock_item(message.receipt_number)
    request, is_new = CorrectionRequest.objects.get_or_create(key=message.key, defaults={
        "item": item, "items": [asdict(wanted) for wanted in message.items], "message": message.message,
        "until": message.until, "asked_at": message.at})
    if is_new:
        add_entry(item, key=f"correction:{message.key}", kind=EntryKind.CORRECTION_REQUESTED, at=message.at,
                  state=ItemState.CORRECTION_REQUESTED)
        if is_newer(known=item.state_at, told=message.at) and not is_ended(item.state):
            item.state, item.state_at, item.due_on = ItemState.CORRECTION_REQUESTED, message.at, None
            item.save(update_fields=["state", "state_at", "due_on"])
    return request


@transaction.atomic
def record_letter(message: LetterIssued) -> Letter:
    """Record a letter: from this moment it is delivered. Source: 情報通信技術活用法7条3項.

    Raises ItemUnknown. SQL: at most 5.
    """
    item = lock_item(message.receipt_number)
    letter, is_new = Letter.objects.get_or_create(key=message.key, defaults={
        "item": item, "title": message.title, "outcome": message.outcome, "sha256": message.sha256,
        "name": message.name, "size": message.size, "issued_at": message.at})
    if is_new:
        add_entry(item, key=f"letter:{message.key}", kind=EntryKind.LETTER, at=message.at)
    return letter


@transaction.atomic
def record_message(message: MessageReceived) -> Message:
    """Record a message of the unit in charge. Raises ItemUnknown. SQL: at most 5."""
    item = lock_item(message.receipt_number)
    row, is_new = Message.objects.get_or_create(key=message.key, defaults={
        "item": item, "from_resident": False, "from_unit": message.from_unit, "body": message.body,
        "at": message.at})
    if is_new:
        add_entry(item, key=f"message:{message.key}", kind=EntryKind.MESSAGE_FROM_UNIT, at=message.at)
    return row


@transaction.atomic
def record_looks(receipt_number: str, looks: Sequence[LookedAt]) -> None:
    """Record who of the agency looked at a filing, oldest first; what is there already stays. Raises ItemUnknown. SQL: 2."""
    item = lock_item(receipt_number)
    ItemLook.objects.bulk_create([ItemLook(item=item, **asdict(look)) for look in looks], ignore_conflicts=True)


def lock_item(receipt_number: str) -> MailboxItem:
    """Take an item for writing until the transaction ends. Raises ItemUnknown. SQL: 1."""
    item = MailboxItem.objects.select_for_update().filter(receipt_number=receipt_number).first()
    if item is None:
        raise ItemUnknown(receipt_number)
    return item


def add_entry(item: MailboxItem, *, key: str, kind: EntryKind, at: datetime, state: str = "",
              note: Mapping[str, str] | None = None) -> bool:
    """Add a line to the timeline unless its key is there already; says whether it was new.

    The caller holds the item, so nobody adds the same line meanwhile. SQL: at most 2.
    """
    if TimelineEntry.objects.filter(key=key).exists():
        return False
    TimelineEntry.objects.create(item=item, key=key, kind=kind, at=at, state=state, note=dict(note or {}))
    return True


def _new_row(item: NewItem, at: datetime) -> MailboxItem:
    return MailboxItem(
        receipt_number=item.receipt_number, mailbox_key=item.mailbox_key, subject_key=item.subject_key,
        procedure=item.procedure, version=item.version, kind=item.kind, unit=item.unit, title=dict(item.title),
        about=item.about, state=ItemState.FILED, state_at=at, filed_at=at)
