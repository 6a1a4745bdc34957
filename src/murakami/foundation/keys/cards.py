"""The card of a zone: its public keys as a few lines of text that are handed to the other zone once."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

_TITLE: Final = "Smart Murakami zone card 1"
_ZONES: Final = ("edge", "core")
_CARD = re.compile(
    rb"Smart Murakami zone card 1\nzone (?P<zone>edge|core)\nmade (?P<made>[0-9T:.+-]{19,40})\n"
    rb"sign (?P<sign>[0-9a-f]{64})\nread (?P<read>[0-9a-f]{64})\nsigned (?P<signed>[0-9a-f]{128})\n?\Z")
LARGEST_CARD: Final = 1000


class CardRefused(ValueError):
    """A text is no card, or was altered on the way; says the mend."""


@dataclass(frozen=True)
class Card:
    """The public half of a zone's key; `sign` and `read` are 32 raw bytes, Ed25519 and X25519."""

    zone: str
    made_at: datetime
    sign: bytes
    read: bytes

    @cached_property
    def key_id(self) -> str:
        """Name the key after what it is: 32 hexadecimal digits, the beginning of the SHA-256 of zone and both keys."""
        return hashlib.sha256(b"smart-murakami-zone-key/1\n" + self.zone.encode() + b"\n" + self.sign + self.read).hexdigest()[:32]

    @property
    def spoken_id(self) -> str:
        """Write the name of the key in groups of four, to be compared by telephone."""
        return "-".join(self.key_id[start : start + 4] for start in range(0, 32, 4))

    @property
    def verifier(self) -> Ed25519PublicKey:
        """The key that checks what the zone signed."""
        return Ed25519PublicKey.from_public_bytes(self.sign)

    @property
    def recipient(self) -> X25519PublicKey:
        """The key to which is encrypted what only the zone may read."""
        return X25519PublicKey.from_public_bytes(self.read)


def write_card(card: Card, *, by: Ed25519PrivateKey) -> bytes:
    """Write a card, signed by the key it shows: who handed it out had both."""
    lines = _lines(card)
    return lines + b"signed " + by.sign(lines).hex().encode() + b"\n"


def read_card(text: bytes) -> Card:
    """Read a card. Raises CardRefused."""
    found = _CARD.match(text.replace(b"\r\n", b"\n"))
    if not found:
        raise CardRefused(f"This is no card of a zone. It begins with the line {_TITLE!r}: murakami keys show > card.txt")
    try:
        made_at = datetime.fromisoformat(found["made"].decode())
        card = Card(found["zone"].decode(), made_at, bytes.fromhex(found["sign"].decode()), bytes.fromhex(found["read"].decode()))
        if made_at.tzinfo is None:
            raise ValueError
        card.verifier.verify(bytes.fromhex(found["signed"].decode()), _lines(card))
    except (ValueError, InvalidSignature) as error:
        raise CardRefused("The card was altered on the way. Have it shown again: murakami keys show > card.txt") from error
    return card


def _lines(card: Card) -> bytes:
    return (f"{_TITLE}\nzone {card.zone}\nmade {card.made_at.isoformat()}\n"
            f"sign {card.sign.hex()}\nread {card.read.hex()}\n").encode()
