"""Processes killed at random moments: what was committed is handled exactly once, in order, in both shapes."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone

from murakami.demo.house.pairing import pair_zones
from tests.serving import environment_of, fresh_databases, migrate, run_murakami

pytestmark = [pytest.mark.crash, pytest.mark.slow]
ROUNDS = 6
CHILD = str(Path(__file__).with_name("crash_child.py"))
_HEARD = (
    "from murakami.foundation.events.models import Event; "
    "[print(e.kind, e.subject_key.split('-')[0], e.details['n']) for e in Event.objects.order_by('id')]"
)
Environment = dict[str, str]


@pytest.fixture
def databases() -> Iterator[list[dict[str, str]]]:
    """Two fresh databases, as settings."""
    with fresh_databases(2) as settings:
        yield settings


def _environments(shape: str, tmp_path: Path, databases: list[dict[str, str]]) -> tuple[Environment, Environment]:
    """Settings of the process that sends and of the one that handles."""
    if shape == "all":
        both = _prepared(tmp_path, zone="all", **databases[0])
        return both, both
    between = {"MURAKAMI_SPOOL_DIR": str(tmp_path / "between")}
    pair_zones(edge=tmp_path / "edge" / "keys", core=tmp_path / "core" / "keys", at=timezone.now())
    edge = _prepared(tmp_path / "edge", zone="edge", **databases[0], **between)
    return edge, _prepared(tmp_path / "core", zone="core", **databases[1], **between)


def _prepared(data_dir: Path, **settings: str) -> Environment:
    environment = {**environment_of(data_dir, **settings), "DJANGO_SETTINGS_MODULE": "murakami.config.settings"}
    migrate(environment)
    return environment


def _start(role: str, environment: Environment) -> subprocess.Popen[bytes]:
    quiet = None if role == "finish" else subprocess.DEVNULL
    return subprocess.Popen([sys.executable, CHILD, role], env=environment, stdout=subprocess.PIPE, stderr=quiet)


def _run_and_kill(sender: Environment, worker: Environment, *, rng: random.Random) -> list[int]:
    """Let all run for a moment after the first commit, kill them, return the numbers that were acknowledged."""
    sending, workers = _start("send", sender), [_start("work", each) for each in ({id(e): e for e in (sender, worker)}).values()]
    assert sending.stdout is not None
    first = sending.stdout.readline()
    victims = [sending, *workers]
    rng.shuffle(victims)
    for victim in victims:
        try:
            victim.wait(rng.uniform(0, 1.2))
        except subprocess.TimeoutExpired:
            victim.send_signal(signal.SIGKILL)
    lines = [first, *sending.stdout.readlines()]
    for victim in victims:
        victim.wait()
        if victim.stdout:
            victim.stdout.close()
    return [int(line) for line in lines if line.endswith(b"\n")]


def _finished(sender: Environment, worker: Environment) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Let both sides do what is left, as often as the window of the traffic asks for; give what was sent and heard."""
    sent, heard = _book(sender, "test.sent"), list[tuple[str, int]]()
    for _ in range(1 + len(sent) // 500):
        for environment in (sender, worker, sender):
            assert _start("finish", environment).wait(120) == 0
        heard = _book(worker, "test.heard")
        if len(heard) >= len(sent):
            break
    return sent, heard


def _book(environment: Environment, kind: str) -> list[tuple[str, int]]:
    rows = [line.split() for line in run_murakami("manage", "shell", "-v", "0", "-c", _HEARD, environment=environment).splitlines()]
    return [(row[1], int(row[2])) for row in rows if row[0] == kind]


@pytest.mark.parametrize("shape", ["all", "zones"])
def test_spool__loses_and_doubles_nothing_when_processes_are_killed(
    shape: str, tmp_path: Path, databases: list[dict[str, str]]
) -> None:
    sender, worker = _environments(shape, tmp_path, databases)
    rng, acknowledged = random.Random(20261123), list[int]()
    for _ in range(ROUNDS):
        acknowledged += _run_and_kill(sender, worker, rng=rng)
    sent, heard = _finished(sender, worker)
    assert set(acknowledged) <= {number for _, number in sent}
    assert len(acknowledged) >= ROUNDS
    assert sorted(heard) == sorted(sent)
    for about in {subject for subject, _ in sent}:
        numbers = [number for subject, number in heard if subject == about]
        assert numbers == sorted(numbers)
