"""All reading of mailboxes: a fixed number of SQL statements each, and nothing of another mailbox."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from murakami.domain.mailbox.models import (
    CorrectionRequest,
    DeliveryConsent,
    Guard,
    ItemLook,
    Letter,
    MailboxItem,
    Message,
    TimelineEntry,
)
from murakami.domain.mailbox.rules import ENDED, NextStep, next_step


class NotInMailbox(LookupError):
    """There is no such thing in this mailbox; whether it exists in another is not told."""


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One filing in the list, with the one thing to tell first."""

    item: MailboxItem
    next_step: NextStep
    open_corrections: tuple[CorrectionRequest, ...]
    unread_letters: int
    unread_messages: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything that the page of one filing shows."""

    item: MailboxItem
    next_step: NextStep
    entries: tuple[TimelineEntry, ...]
    letters: tuple[Letter, ...]
    messages: tuple[Message, ...]
    corrections: tuple[CorrectionRequest, ...]  # what the agency asked for

    @property
    def open_corrections(self) -> tuple[CorrectionRequest, ...]:
        """The requests that still wait for an answer."""
        return tuple(request for request in self.corrections if is_open(request))


def is_open(request: CorrectionRequest) -> bool:
    """Say whether a request for correction still waits for its answer."""
    return request.answered_at is None and request.closed_at is None


def list_items(*, mailbox_key: str, before_id: int | None = None, limit: int = 50) -> tuple[ListedItem, ...]:
    """List the filings of a mailbox, newest first, older than `before_id` when given. SQL: 2."""
    return list_items_of((mailbox_key,), before_id=before_id, limit=limit)


def list_items_of(mailbox_keys: Sequence[str], *, before_id: int | None = None, limit: int = 50) -> tuple[ListedItem, ...]:
    """List the filings of several mailboxes as `list_items` does. SQL: 2, none for no mailbox."""
    if not mailbox_keys:
        return ()
    rows = MailboxItem.objects.filter(mailbox_key__in=mailbox_keys).order_by("-id").annotate(
        letters_unread=Count("letters", filter=Q(letters__opened_at=None), distinct=True),
        messages_unread=Count("messages", filter=Q(messages__read_at=None), distinct=True))
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    items = list(rows[:limit])
    wanted = CorrectionRequest.objects.filter(
        item__in=[item.pk for item in items], answered_at=None, closed_at=None, own=False).order_by("until", "id")
    by_item = _by_item(wanted)
    return tuple(_listed(item, by_item.get(item.pk, ())) for item in items)


def get_item_page(*, mailbox_key: str, receipt_number: str) -> ItemPage:
    """Read one filing of a mailbox with its timeline, letters, messages and corrections.

    Raises NotInMailbox. SQL: 5.
    """
    item = get_item(mailbox_key=mailbox_key, receipt_number=receipt_number)
    letters = tuple(item.letters.order_by("-issued_at", "-id"))
    messages = tuple(item.messages.order_by("at", "id"))
    corrections = tuple(item.corrections.filter(own=False).order_by("asked_at", "id"))
    step = next_step(
        state=item.state, open_corrections=sum(is_open(request) for request in corrections),
        unread_letters=sum(letter.opened_at is None for letter in letters),
        unread_messages=sum(message.read_at is None for message in messages))
    return ItemPage(item=item, next_step=step, entries=tuple(item.entries.order_by("at", "id")), letters=letters,
                    messages=messages, corrections=corrections)


def find_mailbox(receipt_number: str, *, among: Sequence[str]) -> str:
    """Find which of these mailboxes a filing stands in. Raises NotInMailbox. SQL: 1, none for a single mailbox."""
    if len(among) == 1:
        return among[0]
    item = MailboxItem.objects.filter(mailbox_key__in=among, receipt_number=receipt_number).first()
    if item is None:
        raise NotInMailbox(receipt_number)
    return item.mailbox_key


def list_named(receipt_numbers: Sequence[str]) -> dict[str, MailboxItem]:
    """Read items by number, for somebody who was allowed to follow them. SQL: 1."""
    return {item.receipt_number: item for item in MailboxItem.objects.filter(receipt_number__in=receipt_numbers)}


def find_owner(receipt_number: str) -> str:
    """Say whose mailbox a filing stands in; "" for a number that was never given out. SQL: 1."""
    return MailboxItem.objects.filter(receipt_number=receipt_number).values_list("mailbox_key", flat=True).first() or ""


def has_entry(key: str) -> bool:
    """Say whether a line of a timeline is there already. SQL: 1."""
    return TimelineEntry.objects.filter(key=key).exists()


def get_item(*, mailbox_key: str, receipt_number: str) -> MailboxItem:
    """Read one filing of a mailbox alone. Raises NotInMailbox. SQL: 1."""
    item = MailboxItem.objects.filter(mailbox_key=mailbox_key, receipt_number=receipt_number).first()
    if item is None:
        raise NotInMailbox(receipt_number)
    return item


def list_open_corrections(*, mailbox_key: str, limit: int = 20) -> tuple[CorrectionRequest, ...]:
    """List the requests that wait for an answer, with their items, the one due first at the top. SQL: 1.

    Nothing is asked any more about a filing that its sender has taken back.
    """
    waiting = CorrectionRequest.objects.filter(item__mailbox_key=mailbox_key, item__withdrawal_sent_at=None,
                                               answered_at=None, closed_at=None, own=False)
    rows = waiting.exclude(item__state__in=ENDED).select_related("item").order_by("until", "id")
    return tuple(rows[:limit])


def list_letters(*, mailbox_key: str, before_id: int | None = None, unopened: bool = False,
                 limit: int = 50) -> tuple[Letter, ...]:
    """List the letters of a mailbox with their items, newest first; only those never opened on request. SQL: 1."""
    rows = Letter.objects.filter(item__mailbox_key=mailbox_key).select_related("item").order_by("-id")
    if unopened:
        rows = rows.filter(opened_at=None)
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    return tuple(rows[:limit])


def list_item_looks(item: MailboxItem, *, before_id: int | None = None, limit: int = 50) -> tuple[ItemLook, ...]:
    """List who of the agency looked at a filing, newest first, older than `before_id` when given. SQL: 1."""
    rows = item.looks.order_by("-id")
    if before_id is not None:
        rows = rows.filter(id__lt=before_id)
    return tuple(rows[:limit])


def get_correction(*, mailbox_key: str, key: str) -> CorrectionRequest:
    """Read one request for correction with its item. Raises NotInMailbox. SQL: 1."""
    request = CorrectionRequest.objects.select_related("item").filter(key=key, item__mailbox_key=mailbox_key).first()
    if request is None:
        raise NotInMailbox(key)
    return request


def has_delivery_consent(mailbox_key: str) -> bool:
    """Say whether decisions may be delivered to this mailbox. SQL: 1."""
    newest = DeliveryConsent.objects.filter(mailbox_key=mailbox_key).order_by("-id").first()
    return newest is not None and newest.granted


def is_guarded(mailbox_key: str | None) -> bool:
    """Say whether the agency asked to guard a mailbox. SQL: 1, none for nobody's."""
    named = Q(mailbox_key=mailbox_key) | Q(named=mailbox_key)
    return bool(mailbox_key) and Guard.objects.filter(named, guarded=True).exists()


def _listed(item: MailboxItem, corrections: tuple[CorrectionRequest, ...]) -> ListedItem:
    letters, messages = int(getattr(item, "letters_unread", 0)), int(getattr(item, "messages_unread", 0))
    step = next_step(state=item.state, open_corrections=len(corrections), unread_letters=letters,
                     unread_messages=messages)
    return ListedItem(item=item, next_step=step, open_corrections=corrections, unread_letters=letters,
                      unread_messages=messages)


def _by_item(requests: Iterable[CorrectionRequest]) -> dict[int, tuple[CorrectionRequest, ...]]:
    grouped: dict[int, tuple[CorrectionRequest, ...]] = {}
    for request in requests:
        grouped[request.item_id] = (*grouped.get(request.item_id, ()), request)
    return grouped
