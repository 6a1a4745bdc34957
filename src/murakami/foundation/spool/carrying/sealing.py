"""Bytes sealed for the other zone: signed with Ed25519, encrypted to its X25519 key with ChaCha20-Poly1305.

Every envelope has a key of its own, drawn with an ephemeral key; so the nonce never repeats. The signature covers the header,
the header the SHA-256 of what is encrypted: no byte can be another without being noticed, nor can the envelope be given
another number, sender or receiver. docs/zones.md describes every field.
"""

import hashlib
import json
import re
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from murakami.foundation.keys.zones import ZoneKey
from murakami.foundation.spool.carrying.refusals import EnvelopeRefused, Reason
from murakami.foundation.spool.carrying.ring import Ring
from murakami.kernel.json_values import canonical_json

MAGIC: Final = b"smart-murakami-envelope/2"
_NONCE: Final = bytes(12)  # each key encrypts once
_LONGEST_HEAD: Final = 2000
_SIGNATURE = re.compile(rb"[0-9a-f]{128}\Z")
_HEX = re.compile(r"[0-9a-f]{64}\Z")
_TYPES: Final = {"ephemeral": str, "from": str, "kind": str, "number": int, "reader": str, "sha256": str, "signer": str,
                 "size": int, "to": str}


def seal(body: bytes, *, number: int, ring: Ring, signer: ZoneKey) -> bytes:
    """Seal a message for the other zone under its number in this direction."""
    ephemeral, reader = X25519PrivateKey.generate(), ring.cards[0]
    bound = {"ephemeral": ephemeral.public_key().public_bytes_raw().hex(), "from": ring.zone, "to": ring.other,
             "kind": "message", "number": number, "signer": signer.card.key_id, "reader": reader.key_id}
    hidden = _cipher(ephemeral.exchange(reader.recipient), bound).encrypt(_NONCE, body, _bytes(bound))
    head = _bytes({**bound, "size": len(hidden), "sha256": hashlib.sha256(hidden).hexdigest()})
    return b"\n".join((MAGIC, head, signer.signing.sign(_signed(head)).hex().encode(), hidden))


def unseal(data: bytes, *, number: int, ring: Ring) -> bytes:
    """Open what the other zone has sealed for this one under `number`.

    Raises:
        EnvelopeRefused: anything about it is not as it was written; nothing of it was believed.
    """
    magic, head, signature, hidden = _split(data)
    if magic != MAGIC:
        raise EnvelopeRefused(Reason.NOT_ENVELOPE)
    fields = _read_head(head)
    _check_signature(head, signature, fields, ring)
    if len(hidden) != fields["size"]:
        raise EnvelopeRefused(Reason.CUT)
    if hashlib.sha256(hidden).hexdigest() != fields["sha256"]:
        raise EnvelopeRefused(Reason.ALTERED)
    if (fields["from"], fields["to"], fields["kind"]) != (ring.other, ring.zone, "message"):
        raise EnvelopeRefused(Reason.WRONG_RECEIVER)
    if fields["number"] != number:
        raise EnvelopeRefused(Reason.WRONG_NUMBER)
    return _decrypt(hidden, fields, ring)


def _split(data: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    parts = data.split(b"\n", 3)
    if len(parts) != 4 or parts[0] != MAGIC:
        raise EnvelopeRefused(Reason.CUT if parts[0] == MAGIC or MAGIC.startswith(data) else Reason.NOT_ENVELOPE)
    return parts[0], parts[1], parts[2], parts[3]


def _read_head(head: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(head[:_LONGEST_HEAD])
    except (ValueError, RecursionError) as error:
        raise EnvelopeRefused(Reason.ALTERED) from error
    whole = isinstance(fields, dict) and {name: type(value) for name, value in fields.items()} == _TYPES
    if not whole or not _HEX.match(fields["ephemeral"]):
        raise EnvelopeRefused(Reason.ALTERED)
    return dict(fields)


def _check_signature(head: bytes, signature: bytes, fields: dict[str, Any], ring: Ring) -> None:
    card = ring.card(fields["signer"])
    if card is None:
        raise EnvelopeRefused(Reason.UNKNOWN_KEY)
    if not _SIGNATURE.match(signature) or not is_signed(_signed(head), signature, card.verifier):
        raise EnvelopeRefused(Reason.ALTERED)


def is_signed(what: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Say whether the signature, in hexadecimal digits, is of `key`."""
    try:
        key.verify(bytes.fromhex(signature.decode()), what)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decrypt(hidden: bytes, fields: dict[str, Any], ring: Ring) -> bytes:
    key = ring.reader(fields["reader"])
    if key is None:
        raise EnvelopeRefused(Reason.UNKNOWN_READER)
    bound = {name: value for name, value in fields.items() if name not in {"size", "sha256"}}
    try:
        shared = key.reading.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(fields["ephemeral"])))
        return _cipher(shared, bound).decrypt(_NONCE, hidden, _bytes(bound))
    except (InvalidTag, ValueError) as error:
        raise EnvelopeRefused(Reason.ALTERED) from error


def _cipher(shared: bytes, bound: dict[str, Any]) -> ChaCha20Poly1305:
    info = MAGIC + b"\n" + _bytes(bound)
    return ChaCha20Poly1305(HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(shared))


def _signed(head: bytes) -> bytes:
    return MAGIC + b"\n" + head


def _bytes(fields: dict[str, Any]) -> bytes:
    return canonical_json(fields).encode()
