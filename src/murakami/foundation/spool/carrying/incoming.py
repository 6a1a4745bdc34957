"""Taking in what the other zone wrote: in the order of the numbers, each once, files before the message."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from django.conf import settings
from django.db import transaction

from murakami.foundation.spool.bell import ring as ring_bell
from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.envelope import LARGEST, Envelope, read_envelope
from murakami.foundation.spool.carrying.put_aside import put_aside, settle_refusals
from murakami.foundation.spool.carrying.refusals import EnvelopeRefused, Reason, Refused
from murakami.foundation.spool.carrying.ring import Ring
from murakami.foundation.spool.carrying.sealed_files import FileAltered, SealedFile, decrypted, is_whole
from murakami.foundation.spool.models import Message, Place, Traffic
from murakami.foundation.spool.ports import stored_files
from murakami.foundation.spool.rules import refusal_of_route

_AT_ONCE: Final = 50
FARTHEST: Final = 2000  # twice what a writer lays out ahead of our receipt


@dataclass(frozen=True, slots=True)
class Pulled:
    """How many envelopes were taken in, up to which number now, which one was refused, which one is missing."""

    count: int
    through: int
    refused: Refused | None = None
    missing: int | None = None


def pull(*, theirs: Half, ring: Ring, at: datetime) -> Pulled:
    """Commit the envelopes that follow the last one taken in.

    A gap or a missing file is waited for; an envelope that is not as it was written is put aside and named, so that its
    writer writes it again. What was taken in before is passed over.
    """
    before = through = received_through()
    refused: Refused | None = None
    there = set(theirs.list_numbers())
    while through + 1 in there and refused is None:
        batch, refused = _read_from(theirs, ring, first=through + 1, at=at)
        if not batch or not _commit(batch, after=through, at=at):
            break
        through = batch[-1].number
    through = received_through()
    ahead = {number for number in there if number > through}
    return Pulled(through - before, through, refused or _refuse_far_ahead(ahead, through, at=at),
                  missing=through + 1 if ahead and through + 1 not in ahead else None)


def received_through() -> int:
    """Say up to which number everything was taken in. SQL: 1."""
    return Traffic.objects.filter(direction="received").values_list("number", flat=True).first() or 0


def _refuse_far_ahead(there: set[int], through: int, *, at: datetime) -> Refused | None:
    """Nobody who reads our receipts writes that far ahead; it is never opened."""
    far = [number for number in there if number > through + FARTHEST]
    return put_aside(min(far), Reason.BEYOND_WINDOW, b"", at=at) if far else None


def _read_from(theirs: Half, ring: Ring, *, first: int, at: datetime) -> tuple[list[Envelope], Refused | None]:
    """Read what follows without a gap, up to what is refused."""
    batch: list[Envelope] = []
    for number in range(first, first + _AT_ONCE):
        try:
            data = theirs.read_envelope_bytes(number, at_most=LARGEST)
        except FileNotFoundError:
            break
        try:
            envelope = read_envelope(data, number=number, ring=ring)
            _take_files(theirs, envelope, at=at)
        except EnvelopeRefused as refusal:
            return batch, put_aside(number, refusal.reason, data, at=at)
        batch.append(envelope)
    return batch, None


def _take_files(theirs: Half, envelope: Envelope, *, at: datetime) -> None:
    """Store what is not stored yet, once it is known to be whole. Raises EnvelopeRefused."""
    for file in envelope.files:
        if not stored_files().has(file.sha256):
            with _open_file(theirs, file) as source:
                _take_file(source, file, at=at)


def _open_file(theirs: Half, file: SealedFile) -> IO[bytes]:
    try:
        return theirs.open_file(file.name)
    except FileNotFoundError as error:
        raise EnvelopeRefused(Reason.FILE_MISSING) from error


def _take_file(source: IO[bytes], file: SealedFile, *, at: datetime) -> None:
    """Look first, store then, look again: it lies where others can write."""
    try:
        if is_whole(source, file=file):
            source.seek(0)
            stored_files().keep(file.sha256, decrypted(source, file=file), at=at)
    except FileAltered as error:
        raise EnvelopeRefused(Reason.FILE_ALTERED) from error
    if not stored_files().has(file.sha256):
        raise EnvelopeRefused(Reason.FILE_ALTERED)


def _commit(batch: list[Envelope], *, after: int, at: datetime) -> bool:
    """Queue the messages and move the number on, in one transaction; False when another process was faster."""
    with transaction.atomic(durable=True):
        Traffic.objects.get_or_create(direction="received")
        received = Traffic.objects.select_for_update().get(direction="received")
        if received.number != after:
            return False
        Message.objects.bulk_create([_message_of(each, at=at) for each in batch], ignore_conflicts=True)
        received.number = batch[-1].number
        received.save()
        settle_refusals(through=received.number, at=at)
        transaction.on_commit(ring_bell)
    return True


def _message_of(envelope: Envelope, *, at: datetime) -> Message:
    refusal = refusal_of_route(topic=envelope.topic, to=settings.ZONE, topics=settings.SPOOL_TOPICS)
    return Message(
        topic=envelope.topic[:60],
        key=envelope.key[:120],
        ordering_key=envelope.ordering_key[:120],
        place=Place(settings.ZONE),
        payload=envelope.payload,
        files=[file.sha256 for file in envelope.files],
        at=envelope.sent_at,
        not_before=at,
        dead_at=at if refusal else None,
        last_error=(refusal or "")[:400],
    )
