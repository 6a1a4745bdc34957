"""The private keys of a zone, one file for each generation: the newest and the one before it stand side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from murakami.foundation.keys.cards import Card, write_card
from murakami.foundation.keys.files import KeyRefused, one_at_a_time, read_private, write_once

GENERATIONS: Final = 2  # what was sealed for the older one is still read
_BLOCK = re.compile(rb"-----BEGIN PRIVATE KEY-----.+?-----END PRIVATE KEY-----\n?", re.DOTALL)
_STAMP: Final = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class ZoneKey:
    """One generation: a key that signs, a key that reads, and the card of both."""

    card: Card
    signing: Ed25519PrivateKey
    reading: X25519PrivateKey

    @property
    def card_text(self) -> bytes:
        """The card, signed."""
        return write_card(self.card, by=self.signing)


def list_zone_keys(zone: str, *, folder: Path) -> tuple[ZoneKey, ...]:
    """List the generations that `zone` has, the newest first. Raises KeyRefused."""
    return tuple(_read(path, zone) for path in _paths(zone, folder))


def load_or_make_zone_keys(zone: str, *, folder: Path, at: datetime) -> tuple[ZoneKey, ...]:
    """List the generations of `zone`, the newest first; make the first when there is none. Raises KeyRefused."""
    if not _paths(zone, folder):
        with one_at_a_time(folder):
            if not _paths(zone, folder):
                _make(zone, folder=folder, at=at)
    return list_zone_keys(zone, folder=folder)


def rotate_zone_keys(zone: str, *, folder: Path, at: datetime) -> ZoneKey:
    """Make a new generation, keep the one before it, delete what is older. Raises KeyRefused.

    It counts as newer than the last one also where the clock has been set back.
    """
    with one_at_a_time(folder):
        made = [key.card.made_at + timedelta(microseconds=1) for key in list_zone_keys(zone, folder=folder)]
        _make(zone, folder=folder, at=max([at, *made]))
        for path in _paths(zone, folder)[GENERATIONS:]:
            path.unlink()
    return list_zone_keys(zone, folder=folder)[0]


def _paths(zone: str, folder: Path) -> Sequence[Path]:
    return sorted(folder.glob(f"zone-{zone}-*.pem"), reverse=True)


def _make(zone: str, *, folder: Path, at: datetime) -> None:
    signing, reading = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
    plain = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    content = signing.private_bytes(*plain) + reading.private_bytes(*plain)
    stamp = at.astimezone(UTC).strftime(_STAMP)
    name = f"zone-{zone}-{stamp}-{_card(zone, at, signing, reading).key_id[:8]}.pem"
    write_once(folder / name, content)


def _read(path: Path, zone: str) -> ZoneKey:
    """Read a generation; the file's name says when it was made."""
    try:
        made_at = datetime.strptime(path.stem.split("-")[2], _STAMP).replace(tzinfo=UTC)
        signing, reading = (load_pem_private_key(block, password=None) for block in _BLOCK.findall(read_private(path)))
    except ValueError as error:
        raise KeyRefused(f"{path} is no key of a zone. Put it back from the backup, or remove it and pair the zones again.") from error
    if not isinstance(signing, Ed25519PrivateKey) or not isinstance(reading, X25519PrivateKey):
        raise KeyRefused(f"{path} holds other keys than Ed25519 and X25519, in that order. Put it back from the backup.")
    return ZoneKey(_card(zone, made_at, signing, reading), signing, reading)


def _card(zone: str, made_at: datetime, signing: Ed25519PrivateKey, reading: X25519PrivateKey) -> Card:
    return Card(zone, made_at.astimezone(UTC), signing.public_key().public_bytes_raw(), reading.public_key().public_bytes_raw())
