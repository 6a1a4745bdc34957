"""Writing out what waits for the other zone, and removing what it has acknowledged."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from murakami.foundation.spool.carrying.directory import Half, Receipt
from murakami.foundation.spool.carrying.envelope import envelope_of, write_envelope
from murakami.foundation.spool.models import Message, Traffic
from murakami.foundation.spool.ports import stored_files
from murakami.foundation.spool.rules import other_zone, refusal_of_route

_AT_ONCE = 200
_WINDOW = 1000  # envelopes that may lie there unacknowledged
_log = logging.getLogger("murakami.spool")


class TrafficBroken(RuntimeError):
    """The other side acknowledges numbers that this database never gave: one of the two is not the one it was."""


def push(*, mine: Half, theirs: Half, at: datetime) -> int:
    """Number what waits, write it into our half, remove what the other side's receipt acknowledges.

    Returns how many envelopes were written.

    Raises:
        TrafficBroken: the receipt belongs to another history than this database; nothing is forgotten or sent.
    """
    mine.prepare()
    receipt = theirs.read_receipt()
    sent = Traffic.objects.filter(direction="sent").values_list("number", flat=True).first() or 0
    if receipt.through > sent:
        raise TrafficBroken(
            f"The other zone has taken in number {receipt.through}, but this database has sent only {sent}. "
            "Restore the newer database, or empty both the directory and the other zone's numbers."
        )
    _settle(receipt, at=at)
    waiting = list(_to_carry().filter(number__isnull=False).order_by("number")[:_WINDOW])
    written = _write_out(mine, waiting, refused=receipt.refused)
    _clear_away(mine, receipt)
    mine.clear_unfinished(before=at - timedelta(hours=1))
    return written


def _to_carry() -> QuerySet[Message]:
    return Message.objects.filter(place=other_zone(settings.ZONE))


def _settle(receipt: Receipt, *, at: datetime) -> None:
    """Forget what is acknowledged and number what is new, in one transaction; none when there is nothing to do."""
    acknowledged = _to_carry().filter(number__lte=receipt.through)
    fresh = _unnumbered()
    if not (acknowledged.exists() or fresh.exists()):
        return
    with transaction.atomic(durable=True):
        sent = _locked_traffic("sent")
        acknowledged.delete()
        # numbers are given here and not at sending: on PostgreSQL a lower id may become visible later
        rows = [row for row in fresh.order_by("id")[:_AT_ONCE] if _may_leave(row, at=at)]
        for number, row in enumerate(rows, start=sent.number + 1):
            row.number = number
        Message.objects.bulk_update(rows, ["number"])
        sent.number += len(rows)
        sent.save()


def _unnumbered() -> QuerySet[Message]:
    held_up = Message.objects.filter(
        ordering_key=OuterRef("ordering_key"), place=OuterRef("place"), id__lt=OuterRef("id"), dead_at__isnull=False
    )
    return _to_carry().filter(~Exists(held_up), number=None, dead_at=None)


def _locked_traffic(direction: str) -> Traffic:
    Traffic.objects.get_or_create(direction=direction)
    return Traffic.objects.select_for_update().get(direction=direction)


def _may_leave(row: Message, *, at: datetime) -> bool:
    """Check once more, where it leaves, what may leave; what may not is set aside for an operator."""
    refusal = refusal_of_route(topic=row.topic, to=row.place, topics=settings.SPOOL_TOPICS)
    missing = [sha256 for sha256 in row.files if not stored_files().has(sha256)]
    if not refusal and not missing:
        return True
    row.dead_at, row.last_error = at, (refusal or f"{len(missing)} of its files are not stored here")[:400]
    row.save(update_fields=["dead_at", "last_error"])
    _log.error("message may not leave", extra={"topic": row.topic, "key": row.pk})
    return False


def _write_out(mine: Half, waiting: Iterable[Message], *, refused: int | None) -> int:
    written = 0
    numbers, blobs = set(mine.list_numbers()), mine.list_blobs()
    for message in waiting:
        for sha256 in message.files:
            if sha256 not in blobs or message.number == refused:
                with stored_files().open(sha256) as source:
                    mine.write_blob(sha256, source)
                blobs.add(sha256)
        if message.number is not None and (message.number not in numbers or message.number == refused):
            mine.write_envelope_bytes(message.number, write_envelope(envelope_of(message)))
            written += 1
    return written


def _clear_away(mine: Half, receipt: Receipt) -> None:
    for number in mine.list_numbers():
        if number <= receipt.through:
            mine.remove_envelope(number)
    blobs = mine.list_blobs()
    if blobs:
        needed = {sha256 for files in _to_carry().values_list("files", flat=True) for sha256 in files}
        for sha256 in blobs - needed:
            mine.remove_blob(sha256)
