"""Signed notes: a short text with signatures below it that a person can print and any language can check.

Source: C2SP signed-note. The text ends with a newline; an empty line follows, then one line for each signature:
an em dash, the key's name, and base64 of four bytes that say which key, with the signature behind them.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519: Final = b"\x01"
_NAME: Final = re.compile(r"[^\s+\x00-\x1f]+\Z")
_SIGNATURE: Final = re.compile(r"— ([^\s+]+) (\S+)\Z")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteRefused(ValueError):
    """A note or a key cannot be read, or none of the known keys has signed it."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """Who signs, as others know them: a name and an Ed25519 public key of 32 bytes. Raises NoteRefused."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not _NAME.match(self.name) or len(self.public) != 32:
            raise NoteRefused(f"{self.name!r} with {len(self.public)} bytes is no key of a note")

    @property
    def id(self) -> bytes:
        """Four bytes by which a signature says whose it is. Source: C2SP signed-note, key IDs."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that has been checked, and the keys that were seen to have signed it."""

    text: str
    signers: tuple[NoteKey, ...]


def read_key(written: str) -> NoteKey:
    """Read a key as `NoteKey` writes itself: name+id+base64. Raises NoteRefused."""
    name, _, rest = written.strip().partition("+")
    identity, _, public = rest.partition("+")
    raw = _decode(public)
    if raw[:1] != _ED25519:
        raise NoteRefused(f"{written.strip()!r} is no Ed25519 key of a note: name+id+base64")
    key = NoteKey(name, raw[1:])
    if key.id.hex() != identity:
        raise NoteRefused(f"{written.strip()!r}: the id in the middle is not that of this name and key")
    return key


def note_key(name: str, private: Ed25519PrivateKey) -> NoteKey:
    """Give the public side of a key that signs under a name. Raises NoteRefused."""
    return NoteKey(name, private.public_key().public_bytes_raw())


def sign_note(text: str, *, name: str, private: Ed25519PrivateKey) -> str:
    """Sign a text that ends with a newline. Raises NoteRefused: it does not, or it holds control characters."""
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteRefused("a note is text that ends with a newline and has no other control characters")
    signature = note_key(name, private).id + private.sign(text.encode())
    return f"{text}\n— {name} {base64.b64encode(signature).decode()}\n"


def open_note(note: str, *, keys: Iterable[NoteKey]) -> Note:
    """Check a note against the keys one trusts; signatures by others are passed over.

    Raises:
        NoteRefused: it is no note, no known key signed it, or a signature under a known key is wrong.
    """
    text, signatures = _split(note)
    known = {(key.name, key.id): key for key in keys}
    signers = {}
    for name, raw in signatures:
        key = known.get((name, raw[:4]))
        if key is not None:
            _check(key, raw[4:], text)
            signers[str(key)] = key
    if not signers:
        raise NoteRefused("no known key has signed this note")
    return Note(text, tuple(signers.values()))


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, separator, lines = note.rpartition("\n\n")
    found = [_SIGNATURE.match(line) for line in lines.removesuffix("\n").split("\n")]
    whole = [match for match in found if match]
    if not separator or not note.endswith("\n") or _CONTROL.search(note) or len(whole) != len(found):
        raise NoteRefused("this is no signed note: text, an empty line, and lines of signatures")
    signatures = [(match[1], _decode(match[2])) for match in whole]
    if any(len(raw) < 5 for _, raw in signatures):
        raise NoteRefused("a signature of this note is too short")
    return text + "\n", signatures


def _check(key: NoteKey, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, text.encode())
    except InvalidSignature:
        raise NoteRefused(f"the signature of {key.name} does not belong to this text") from None


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteRefused(f"{text[:20]!r} is no base64") from None
