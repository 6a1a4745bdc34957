"""Taking in what the other zone wrote: in the order of the numbers, each once, files before the message."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction

from murakami.foundation.spool.bell import ring
from murakami.foundation.spool.carrying.directory import BlobAltered, Half, Receipt
from murakami.foundation.spool.carrying.envelope import LARGEST, Envelope, EnvelopeUnreadable, read_envelope
from murakami.foundation.spool.models import Message, Place, Traffic
from murakami.foundation.spool.ports import stored_files
from murakami.foundation.spool.rules import refusal_of_route

_AT_ONCE = 50
_log = logging.getLogger("murakami.spool")


def pull(*, mine: Half, theirs: Half, at: datetime) -> int:
    """Commit the envelopes that follow the last one taken in, then acknowledge them in our receipt.

    A gap or a missing file is waited for; an envelope that did not arrive whole is named in the receipt, so that its
    writer writes it again. What was taken in before is passed over. Returns how many were taken in.
    """
    mine.prepare()
    before = through = _received()
    refused: int | None = None
    there = set(theirs.list_numbers())
    while through + 1 in there:
        batch, refused = _read_from(theirs, first=through + 1, at=at)
        if not batch or not _commit(batch, after=through, at=at):
            break
        through = batch[-1].number
        if refused is not None:
            break
    if refused is not None:
        _log.warning("envelope refused, asked for again", extra={"key": refused})
    through = _received()
    mine.write_receipt(Receipt(through=through, refused=refused))
    return through - before


def _received() -> int:
    return Traffic.objects.filter(direction="received").values_list("number", flat=True).first() or 0


def _read_from(theirs: Half, *, first: int, at: datetime) -> tuple[list[Envelope], int | None]:
    """Read what follows without a gap; the second value is the number of the envelope that could not be read."""
    batch: list[Envelope] = []
    for number in range(first, first + _AT_ONCE):
        try:
            envelope = read_envelope(theirs.read_envelope_bytes(number, at_most=LARGEST))
            if envelope.number != number:
                raise EnvelopeUnreadable("another number inside")
            _take_files(theirs, envelope, at=at)
        except FileNotFoundError:
            break
        except (EnvelopeUnreadable, BlobAltered):
            return batch, number
        batch.append(envelope)
    return batch, None


def _take_files(theirs: Half, envelope: Envelope, *, at: datetime) -> None:
    for sha256 in envelope.files:
        if not stored_files().has(sha256):
            if not theirs.is_whole(sha256):
                raise BlobAltered(sha256)
            with theirs.open_blob(sha256) as source:
                stored_files().keep(sha256, source, at=at)


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
        transaction.on_commit(ring)
    return True


def _message_of(envelope: Envelope, *, at: datetime) -> Message:
    refusal = refusal_of_route(topic=envelope.topic, to=settings.ZONE, topics=settings.SPOOL_TOPICS)
    return Message(
        topic=envelope.topic[:60],
        key=envelope.key[:120],
        ordering_key=envelope.ordering_key[:120],
        place=Place(settings.ZONE),
        payload=envelope.payload,
        files=list(envelope.files),
        at=envelope.sent_at,
        not_before=at,
        dead_at=at if refusal else None,
        last_error=(refusal or "")[:400],
    )
