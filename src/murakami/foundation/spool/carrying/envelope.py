"""What an envelope holds: one message, as bytes and back. How it is sealed is `sealing`."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from murakami.foundation.keys.zones import ZoneKey
from murakami.foundation.spool.carrying.refusals import EnvelopeRefused, Reason
from murakami.foundation.spool.carrying.ring import Ring
from murakami.foundation.spool.carrying.sealed_files import SealedFile, sealed_file
from murakami.foundation.spool.carrying.sealing import seal, unseal
from murakami.foundation.spool.models import Message
from murakami.kernel.json_values import canonical_json

_HEX = re.compile(r"[0-9a-f]{64}\Z")
_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # PostgreSQL stores none
_FILE: Final = ("sha256", "name", "key")
LARGEST: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What travels: a message, its number in this direction, the files that lie beside it."""

    number: int
    topic: str
    key: str
    ordering_key: str
    payload: dict[str, Any]
    files: tuple[SealedFile, ...]
    sent_at: datetime


def envelope_of(message: Message, *, ring: Ring, signer: ZoneKey) -> Envelope:
    """Wrap a numbered message."""
    if message.number is None:
        raise ValueError(f"{message.topic} #{message.pk} has no number yet.")
    return Envelope(
        number=message.number,
        topic=message.topic,
        key=message.key,
        ordering_key=message.ordering_key,
        payload=message.payload,
        files=tuple(sealed_file(sha256, key=signer, to=ring.other) for sha256 in message.files),
        sent_at=message.at,
    )


def write_envelope(envelope: Envelope, *, ring: Ring, signer: ZoneKey) -> bytes:
    """Write an envelope, sealed for the other zone."""
    content: dict[str, Any] = {
        "topic": envelope.topic,
        "key": envelope.key,
        "ordering_key": envelope.ordering_key,
        "payload": envelope.payload,
        "files": [{"sha256": each.sha256, "name": each.name, "key": each.key.hex()} for each in envelope.files],
        "sent_at": envelope.sent_at.isoformat(),
    }
    return seal(canonical_json(content).encode(), number=envelope.number, ring=ring, signer=signer)


def read_envelope(data: bytes, *, number: int, ring: Ring) -> Envelope:
    """Open an envelope that lies under `number`.

    Raises:
        EnvelopeRefused: it is not as the other zone wrote it, or holds no message.
    """
    body = unseal(data, number=number, ring=ring)
    try:
        return _envelope_from(number, _content(body))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise EnvelopeRefused(Reason.CONTENT) from error


def _content(body: bytes) -> dict[str, Any]:
    """Read JSON that every database can store: no NaN, no NUL, no half characters."""
    content = json.loads(body)
    canonical_json(content).encode()
    if (b"\\u0000" in body and _NUL.search(body)) or not isinstance(content, dict):
        raise ValueError
    return content


def _envelope_from(number: int, content: dict[str, Any]) -> Envelope:
    texts = {name: content[name] for name in ("topic", "key", "ordering_key")}
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(content["payload"], dict):
        raise TypeError
    return Envelope(
        number=number,
        payload=content["payload"],
        files=tuple(_file_from(each) for each in content["files"]),
        sent_at=datetime.fromisoformat(content["sent_at"]),
        **texts,
    )


def _file_from(content: dict[str, Any]) -> SealedFile:
    # a file's name becomes part of a path: nothing but hexadecimal digits may stand there
    if not all(isinstance(content[part], str) and _HEX.match(content[part]) for part in _FILE):
        raise TypeError
    return SealedFile(content["sha256"], content["name"], bytes.fromhex(content["key"]))
