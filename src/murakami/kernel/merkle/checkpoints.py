"""Checkpoints: what a log says of itself at one moment, as the text of a signed note.

Source: C2SP tlog-checkpoint: a line each for the log's name (origin), its size in decimal and its root in base64; lines
after these are for others and are passed over.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from murakami.kernel.merkle.notes import NoteKey, NoteRefused, open_note, sign_note
from murakami.kernel.merkle.tree import HASH_BYTES

_SIZE: Final = re.compile(r"0\Z|[1-9][0-9]{0,18}\Z")


@dataclass(frozen=True, slots=True)
class Head:
    """A log's name, how many leaves its tree has, and their root (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def to_text(self) -> str:
        """Write the text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_checkpoint(head: Head, *, private: Ed25519PrivateKey) -> str:
    """Sign a head under its log's name. Raises NoteRefused: the name is none."""
    return sign_note(head.to_text(), name=head.origin, private=private)


def open_checkpoint(note: str, *, keys: Iterable[NoteKey]) -> Head:
    """Check a checkpoint, and read it. Raises NoteRefused: it is none, or its own log's key has not signed it."""
    opened = open_note(note, keys=keys)
    head = read_head(opened.text)
    if head.origin not in {key.name for key in opened.signers}:
        raise NoteRefused(f"no known key of {head.origin} has signed this checkpoint")
    return head


def read_head(text: str) -> Head:
    """Read the text of a checkpoint, unchecked. Raises NoteRefused."""
    origin, size, root, *_ = [*text.split("\n"), "", "", ""]
    try:
        raw = base64.b64decode(root, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not origin or not _SIZE.match(size) or len(raw) != HASH_BYTES:
        raise NoteRefused("this is no checkpoint: the log's name, its size and its root in base64, a line each")
    return Head(origin, int(size), raw)
