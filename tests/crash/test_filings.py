"""Servers killed at random moments while eight residents file: what was acknowledged is there exactly once."""

import json
import random
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from murakami.demo.house.pairing import pair_zones
from tests.crash.clients import Acknowledged, Resident
from tests.serving import environment_of, fresh_databases, migrate, run_murakami, start

pytestmark = [pytest.mark.crash, pytest.mark.slow]
TALKS, CLIENTS, KILLS = 75, 8, 6  # 75 conversations of four procedures: 300 filings
ROOT = Path(__file__).parents[2]
Environment = dict[str, str]


@pytest.fixture
def databases() -> Iterator[list[dict[str, str]]]:
    """Two fresh databases, as settings."""
    with fresh_databases(2) as settings:
        yield settings


def run_script(name: str, *arguments: str, environment: Mapping[str, str]) -> dict[str, Any]:
    """Run a script of this folder in an environment and read the JSON that it prints."""
    done = subprocess.run([sys.executable, "-m", f"tests.crash.{name}", *arguments], env=environment, cwd=ROOT,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def prepared(data_dir: Path, **settings: str) -> Environment:
    """A migrated zone with the packs loaded."""
    environment = {**environment_of(data_dir, **settings), "DJANGO_SETTINGS_MODULE": "murakami.config.settings"}
    migrate(environment)
    run_murakami("packs", "load", environment=environment)
    return environment


def zones(shape: str, tmp_path: Path, databases: list[dict[str, str]]) -> list[Environment]:
    """The environments to serve, the residents' first."""
    if shape == "all":
        return [prepared(tmp_path, **databases[0])]
    between = {"MURAKAMI_SPOOL_DIR": str(tmp_path / "between")}
    pair_zones(edge=tmp_path / "edge" / "keys", core=tmp_path / "core" / "keys", at=timezone.now())
    return [prepared(tmp_path / "edge", zone="edge", **databases[0], **between),
            prepared(tmp_path / "core", zone="core", **databases[1], **between)]


def kill_now_and_then(environments: list[Environment], residents: list[Resident], *, is_up: threading.Event,
                      rng: random.Random) -> None:
    """Serve every zone until all residents are done; kill one of the servers at random moments on the way."""
    running = [start(environment) for environment in environments]
    is_up.set()
    for _ in range(KILLS):
        residents[0].join(rng.uniform(0.1, 1.5))
        victim = rng.randrange(len(running))
        if victim == 0:
            is_up.clear()
        running[victim].kill()
        running[victim] = start(environments[victim])
        is_up.set()
    for resident in residents:
        resident.join(240)
    for served in running:
        served.kill()


def finished(environments: list[Environment], *, cases: int) -> list[dict[str, Any]]:
    """Let every zone do what is left, until the agency has its cases; returns what the zones hold."""
    for _ in range(12):
        books = [run_script("book", "finish", environment=environment) for environment in environments]
        if len(books[-1]["cases"]) >= cases and not any(book["waiting"] for book in books):
            break
    return books


@pytest.mark.parametrize("shape", ["all", "zones"])
def test_filing__every_acknowledged_filing_exists_exactly_once(
    shape: str, tmp_path: Path, databases: list[dict[str, str]]
) -> None:
    environments = zones(shape, tmp_path, databases)
    ready = run_script("prepare", str(TALKS), environment=environments[0])
    told, is_up, rng = Acknowledged(), threading.Event(), random.Random(20261123)
    residents = [Resident(ready["talks"][number::CLIENTS], port=int(environments[0]["PORT"]), cookies=ready, told=told,
                          is_up=is_up) for number in range(CLIENTS)]
    for resident in residents:
        resident.start()
    kill_now_and_then(environments, residents, is_up=is_up, rng=rng)
    assert [resident.failure for resident in residents if resident.failure] == []
    assert len(told.numbers) == TALKS

    books = finished(environments, cases=4 * TALKS)
    filed: dict[str, set[str]] = {}
    for key, number in books[0]["filings"]:
        filed.setdefault(key, set()).add(number)
    numbers = [number for _, number in books[0]["filings"]]
    assert len(numbers) == len(set(numbers)) == 4 * TALKS
    assert filed == {key: set(shown) for key, shown in told.numbers.items()}
    assert sorted(books[0]["mailbox"]) == sorted(numbers)
    assert sorted(books[-1]["cases"]) == sorted(numbers)
