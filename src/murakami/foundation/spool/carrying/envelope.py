"""One message as bytes, and back. The one place where envelopes will be signed and encrypted; now they are neither."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from murakami.foundation.spool.models import Message

_MAGIC = b"smart-murakami-envelope/1"
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
LARGEST = 16 * 1024 * 1024


class EnvelopeUnreadable(ValueError):
    """A file is not an envelope that arrived whole; its writer is asked to write it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What travels: a message, its number in this direction, the zone that it is for."""

    number: int
    to: str
    topic: str
    key: str
    ordering_key: str
    payload: dict[str, Any]
    files: tuple[str, ...]
    sent_at: datetime


def envelope_of(message: Message) -> Envelope:
    """Wrap a numbered message."""
    if message.number is None:
        raise ValueError(f"{message.topic} #{message.pk} has no number yet.")
    return Envelope(
        number=message.number,
        to=message.place,
        topic=message.topic,
        key=message.key,
        ordering_key=message.ordering_key,
        payload=message.payload,
        files=tuple(message.files),
        sent_at=message.at,
    )


def write_envelope(envelope: Envelope) -> bytes:
    """Write an envelope: a line with number and checksum, then canonical JSON. The same envelope gives the same bytes."""
    content = {
        "to": envelope.to,
        "topic": envelope.topic,
        "key": envelope.key,
        "ordering_key": envelope.ordering_key,
        "payload": envelope.payload,
        "files": list(envelope.files),
        "sent_at": envelope.sent_at.isoformat(),
    }
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return _head(envelope.number, body) + b"\n" + body


def read_envelope(data: bytes) -> Envelope:
    """Read an envelope.

    Raises:
        EnvelopeUnreadable: cut off, altered, or not an envelope of this version.
    """
    head, _, body = data.partition(b"\n")
    parts = head.split(b" ")
    if len(parts) != 3 or parts[0] != _MAGIC or not parts[1].isdigit():
        raise EnvelopeUnreadable("not an envelope of this version")
    number = int(parts[1])
    if _head(number, body) != head:
        raise EnvelopeUnreadable("the checksum differs")
    try:
        return _envelope_from(number, json.loads(body))
    except (ValueError, KeyError, TypeError) as error:
        raise EnvelopeUnreadable(f"the content is incomplete ({type(error).__name__})") from error


def _envelope_from(number: int, content: dict[str, Any]) -> Envelope:
    texts = {name: content[name] for name in ("to", "topic", "key", "ordering_key")}
    files = tuple(content["files"])
    whole = all(isinstance(text, str) for text in texts.values()) and isinstance(content["payload"], dict)
    # a file's name becomes part of a path: nothing but a SHA-256 may stand there
    if not whole or not all(isinstance(each, str) and _SHA256.match(each) for each in files):
        raise TypeError
    return Envelope(
        number=number,
        payload=content["payload"],
        files=files,
        sent_at=datetime.fromisoformat(content["sent_at"]),
        **texts,
    )


def _head(number: int, body: bytes) -> bytes:
    return b" ".join(
        (_MAGIC, str(number).encode(), hashlib.sha256(str(number).encode() + b"\n" + body).hexdigest().encode())
    )
