"""What the tests of the spool share: a clock that moves when told, listeners that note what they hear, a file store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from murakami.demo.house.pairing import pair_zones
from murakami.foundation.spool import ports, registry
from murakami.foundation.spool.carrying.directory import write_mark
from murakami.foundation.spool.operations import send
from murakami.foundation.spool.registry import Received
from tests.foundation.spool.between import OTHER, Side, become


@dataclass
class Clock:
    """Tells a time that only `forward` changes."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Ear:
    """A handler and a task that note what they hear, and fail as often as told."""

    heard: list[str] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def hear(self, message: Received, /, *, at: datetime) -> None:
        self._note(message.key)

    def work(self, payload: Any, /, *, at: datetime) -> None:
        self._note(payload["say"])

    def _note(self, said: str) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.heard.append(said)


@dataclass
class MemoryFiles:
    """A store of files in memory."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, data: bytes) -> str:
        name = sha256(data).hexdigest()
        self.kept[name] = data
        return name

    def has(self, sha256: str) -> bool:
        return sha256 in self.kept

    def open(self, sha256: str) -> BinaryIO:
        if sha256 not in self.kept:
            raise FileNotFoundError(sha256)
        return BytesIO(self.kept[sha256])

    def keep(self, sha256: str, source: BinaryIO, *, at: datetime) -> None:
        self.kept[sha256] = source.read()


@pytest.fixture
def clock(at: datetime) -> Clock:
    return Clock(at)


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch) -> Ear:
    """Listens to `filing.received` (core), `case.message` (edge) and the task `test.work`, instead of the real ones."""
    listening = Ear()
    monkeypatch.setattr(registry, "_handlers", {"filing.received": listening.hear, "case.message": listening.hear})
    monkeypatch.setattr(registry, "_tasks", {"test.work": listening.work})
    return listening


@pytest.fixture
def files() -> Iterator[MemoryFiles]:
    """The store of this zone."""
    before, store = list(ports._bound), MemoryFiles()
    ports.bind_stored_files(store)
    yield store
    ports._bound[:] = before


@pytest.fixture
def say(clock: Clock) -> Callable[..., None]:
    """Send a message to the core."""

    def send_one(key: str, *, about: str = "", payload: dict[str, Any] | None = None, files: tuple[str, ...] = ()) -> None:
        send(topic="filing.received", payload=payload or {}, key=key, to="core", at=clock(), files=files,
             ordering_key=about)

    return send_one


@pytest.fixture
def sides(settings: Any, tmp_path: Path, files: MemoryFiles, at: datetime) -> dict[str, Side]:
    """Two zones that know each other."""
    keys = tmp_path / "keys"
    pair_zones(edge=keys / "edge", core=keys / "core", at=at)
    settings.SPOOL_DIR, settings.DATA_DIR = tmp_path / "between", tmp_path
    return {name: Side(name, settings.SPOOL_DIR, keys, at) for name in OTHER}


@pytest.fixture
def edge(settings: Any, sides: dict[str, Side]) -> Side:
    """This process is the edge."""
    return become(sides["edge"], settings)


@pytest.fixture
def core(settings: Any, sides: dict[str, Side]) -> Side:
    """This process is the core, and the edge has begun."""
    side = become(sides["core"], settings)
    write_mark(side.root)
    side.theirs.prepare()
    return side
