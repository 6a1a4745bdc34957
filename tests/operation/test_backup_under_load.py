"""Residents file while a backup is taken: every filing acknowledged before it began is in it. Both shapes, both databases."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.utils import timezone

from murakami.demo.house.pairing import pair_zones
from tests.crash.clients import Acknowledged, Resident
from tests.operation.installation import Installation
from tests.serving import fresh_databases, start

pytestmark = [pytest.mark.crash, pytest.mark.slow]
TALKS, CLIENTS, ACKNOWLEDGED_FIRST = 320, 6, 12


@pytest.fixture
def databases() -> Iterator[list[dict[str, str]]]:
    """Four fresh databases: two to fill, two to restore into."""
    with fresh_databases(4) as settings:
        yield settings


def places(shape: str, root: Path, databases: list[dict[str, str]]) -> list[Installation]:
    """The installations of a shape, the residents' first."""
    if shape == "all":
        return [Installation(root, database=databases[0])]
    between = {"MURAKAMI_SPOOL_DIR": str(root / "between")}
    pair_zones(edge=root / "edge" / "keys", core=root / "core" / "keys", at=timezone.now())
    return [Installation(root / zone, zone, database, between) for zone, database in zip(("edge", "core"), databases, strict=False)]


@contextmanager
def serving(ours: list[Installation]) -> Iterator[None]:
    """Serve every place; afterwards none is left running."""
    running = [start(place.environment) for place in ours]
    try:
        yield
        assert [server.stop() for server in running] == [0 for _ in running]
    finally:
        for server in running:
            if server.process.poll() is None:
                server.kill()


@contextmanager
def filing(place: Installation, told: Acknowledged) -> Iterator[list[Resident]]:
    """Have residents file without a pause; the block ends when all are done."""
    ready, is_up = place.script("tests.crash.prepare", str(TALKS)), threading.Event()
    is_up.set()
    port = int(place.environment["PORT"])
    residents = [Resident(ready["talks"][number::CLIENTS], port=port, cookies=ready, told=told, is_up=is_up)
                 for number in range(CLIENTS)]
    yield residents
    for resident in residents:
        resident.join(120)
    assert [resident.failure for resident in residents if resident.failure] == []


def back_up_under_load(ours: list[Installation], shelf: Path) -> tuple[set[str], set[str]]:
    """Back every place up while residents file; gives what had been acknowledged, and arrived, before the first began."""
    told = Acknowledged()
    with filing(ours[0], told) as residents, serving(ours):
        for resident in residents:
            resident.start()
        while len(told.numbers) < ACKNOWLEDGED_FIRST:
            residents[0].join(0.02)
        arrived = taken_in(ours[-1])
        acknowledged = set().union(*dict(told.numbers).values())
        ours[0].run("backup", str(shelf))
        assert any(resident.is_alive() for resident in residents), "the load was over before the backup was"
        for place in ours[1:]:
            place.run("backup", str(shelf))
        for resident in residents:
            resident.join(120)
    assert len(acknowledged) >= 4 * ACKNOWLEDGED_FIRST
    return acknowledged, arrived


@pytest.mark.parametrize("shape", ["all", "zones"])
def test_backup__under_load_holds_everything_acknowledged_before_it_began(
    shape: str, tmp_path: Path, databases: list[dict[str, str]]
) -> None:
    ours = [place.prepare() for place in places(shape, tmp_path / "from", databases[:2])]
    acknowledged, arrived = back_up_under_load(ours, tmp_path / "shelf")
    theirs = places(shape, tmp_path / "to", databases[2:])
    for place in theirs:
        place.run("restore", str(tmp_path / "shelf"))
        assert "すべてそろっています" in place.run("verify")
    filed = {number for _, number in theirs[0].script("tests.crash.book")["filings"]}
    assert acknowledged <= filed
    assert arrived <= taken_in(theirs[-1])


def taken_in(place: Installation) -> set[str]:
    """The cases that a place has."""
    return set(place.script("tests.crash.book")["cases"])
