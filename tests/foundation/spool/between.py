"""One side of the traffic as a test sees it: its halves, its keys, and the other side's hand."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from murakami.foundation.keys.trust import list_trusted
from murakami.foundation.keys.zones import list_zone_keys
from murakami.foundation.spool.carrying import halves_of
from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.envelope import Envelope, read_envelope, write_envelope
from murakami.foundation.spool.carrying.incoming import Pulled, pull
from murakami.foundation.spool.carrying.outgoing import Pushed, push
from murakami.foundation.spool.carrying.receipts import Receipt, write_receipt
from murakami.foundation.spool.carrying.ring import Ring, load_ring
from murakami.foundation.spool.carrying.sealed_files import SealedFile, sealed_file

if TYPE_CHECKING:
    from tests.foundation.spool.conftest import MemoryFiles

OTHER = {"edge": "core", "core": "edge"}


@dataclass
class Side:
    """This process is the zone `name`; `mine` and `theirs` are the halves, `root` the directory between."""

    name: str
    root: Path
    keys: Path
    at: datetime

    @property
    def mine(self) -> Half:
        return halves_of(self.name, root=self.root)[0]

    @property
    def theirs(self) -> Half:
        return halves_of(self.name, root=self.root)[1]

    @property
    def ring(self) -> Ring:
        return load_ring(self.name, at=self.at)

    @property
    def their_ring(self) -> Ring:
        """The keys of the other zone, as its own process has them."""
        folder, other = self.keys / OTHER[self.name], OTHER[self.name]
        return Ring(other, self.name, list_zone_keys(other, folder=folder), list_trusted(self.name, folder=folder))

    def push(self, receipt: Receipt | None = None) -> Pushed:
        return push(mine=self.mine, receipt=receipt or Receipt(), ring=self.ring, at=self.at)

    def pull(self) -> Pulled:
        return pull(theirs=self.theirs, ring=self.ring, at=self.at)

    def put(self, *envelopes: Envelope) -> None:
        """Have the other side write envelopes."""
        for each in envelopes:
            self.theirs.write_envelope_bytes(each.number, self.sealed(each))

    def sealed(self, one: Envelope) -> bytes:
        """Seal an envelope as the other side does."""
        return write_envelope(one, ring=self.their_ring, signer=self.their_ring.own[0])

    def put_receipt(self, receipt: Receipt) -> None:
        """Have the other side write a receipt."""
        self.theirs.prepare()
        self.theirs.write_receipt_bytes(write_receipt(receipt, ring=self.their_ring, signer=self.their_ring.own[0]))

    def put_file(self, data: bytes, files: "MemoryFiles") -> SealedFile:
        """Have the other side write a file that is not stored here."""
        name = files.put(data)
        file = sealed_file(name, key=self.their_ring.own[0], to=self.name)
        with files.open(name) as source:
            self.theirs.write_file(file, source)
        del files.kept[name]
        return file

    def sent(self) -> list[Envelope]:
        """Open everything that lies in our half, as the other side does."""
        return [read_envelope(self.mine.read_envelope_bytes(number, at_most=10**6), number=number, ring=self.their_ring)
                for number in self.mine.list_numbers()]

    def sealed_names(self, hashes: Iterable[str]) -> set[str]:
        return {sealed_file(sha256, key=self.ring.own[0], to=OTHER[self.name]).name for sha256 in hashes}

    def path(self, half: Half, folder: str, name: str) -> Path:
        half.prepare()
        return half._root / folder / name


def envelope(number: int, at: datetime, **changes: Any) -> Envelope:
    """A filing on its way to the core."""
    plain = Envelope(number=number, topic="filing.received", key=f"k{number}", ordering_key="A",
                     payload={"name": "葛󠄀城 𠮷田", "n": number}, files=(), sent_at=at)
    return replace(plain, **changes)


def become(side: Side, settings: Any) -> Side:
    """Make this process that zone."""
    settings.ZONE, settings.KEYS_DIR = side.name, side.keys / side.name
    return side
