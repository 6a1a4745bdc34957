"""Writing out what waits for the other zone, and removing what it has acknowledged."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.envelope import envelope_of, write_envelope
from murakami.foundation.spool.carrying.receipts import Receipt
from murakami.foundation.spool.carrying.refusals import Refused
from murakami.foundation.spool.carrying.ring import Ring
from murakami.foundation.spool.carrying.sealed_files import FileAltered, SealedFile, sealed_file
from murakami.foundation.spool.carrying.troubles import CarryingStopped, Trouble
from murakami.foundation.spool.models import Message, Traffic
from murakami.foundation.spool.ports import stored_files
from murakami.foundation.spool.rules import other_zone, refusal_of_route

_AT_ONCE = 200
WINDOW = 1000  # envelopes that may lie there unacknowledged
_log = logging.getLogger("murakami.spool")


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many envelopes were written; whether the other zone lacks what it had acknowledged before."""

    count: int
    is_behind: bool = False


def push(*, mine: Half, receipt: Receipt, ring: Ring, at: datetime) -> Pushed:
    """Number what waits, seal it into our half, remove what the other side's receipt acknowledges.

    Raises:
        CarryingStopped: the receipt belongs to another history than this database, or a file is damaged here.
    """
    mine.prepare()
    sent = sent_through()
    if receipt.through > sent:
        raise CarryingStopped(Trouble.AHEAD, f"{receipt.through} > {sent}")
    _settle(receipt, at=at)
    waiting = list(_to_carry().filter(number__isnull=False).order_by("number")[:WINDOW])
    is_behind = receipt.at is not None and receipt.through + 1 < (waiting[0].number or 0 if waiting else sent + 1)
    _clear_away(mine, waiting, ring)  # first: a full disk may need the room
    written = _write_out(mine, waiting, ring, receipt)
    mine.clear_unfinished(before=at - timedelta(hours=1))
    return Pushed(written, is_behind)


def sent_through() -> int:
    """Say which number was given last. SQL: 1."""
    return Traffic.objects.filter(direction="sent").values_list("number", flat=True).first() or 0


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


def _write_out(mine: Half, waiting: Iterable[Message], ring: Ring, receipt: Receipt) -> int:
    written, signer = 0, ring.signer(receipt.knows)
    numbers, files = set(mine.list_numbers()), mine.list_files()
    for message in waiting:
        if message.number in numbers:
            if not _is_refused(mine, message, receipt.refused):
                continue
            files = set()  # whatever is wrong with it: its files are written anew too
        envelope = envelope_of(message, ring=ring, signer=signer)
        files |= _write_files(mine, envelope.files, known=files)
        mine.write_envelope_bytes(envelope.number, write_envelope(envelope, ring=ring, signer=signer))
        written += 1
    return written


def _write_files(mine: Half, files: Iterable[SealedFile], *, known: set[str]) -> set[str]:
    """Write the files that do not lie there yet; gives the names of those that do now. Raises CarryingStopped."""
    names = set()
    for file in files:
        if file.name not in known:
            try:
                with _open_stored(file) as source:
                    mine.write_file(file, source)
            except FileAltered as error:
                raise CarryingStopped(Trouble.FILE_DAMAGED, file.sha256) from error
        names.add(file.name)
    return names


def _open_stored(file: SealedFile) -> BinaryIO:
    try:
        return stored_files().open(file.sha256)
    except FileNotFoundError as error:
        raise CarryingStopped(Trouble.FILE_DAMAGED, file.sha256) from error


def _is_refused(mine: Half, message: Message, refused: Refused | None) -> bool:
    """Say whether the very file that lies there was refused: one that was written anew meanwhile was not."""
    return (refused is not None and message.number == refused.number
            and mine.digest_of_envelope(refused.number) == refused.sha256)


def _clear_away(mine: Half, waiting: Iterable[Message], ring: Ring) -> None:
    """Remove the envelopes that are no waiting message's, and the files that no message has under any of our keys."""
    for number in set(mine.list_numbers()) - {message.number for message in waiting}:
        mine.remove_envelope(number)
    files = mine.list_files()
    if files:
        hashes = {sha256 for files in _to_carry().values_list("files", flat=True) for sha256 in files}
        needed = {sealed_file(sha256, key=key, to=ring.other).name for sha256 in hashes for key in ring.own}
        for name in files - needed:
            mine.remove_file(name)
