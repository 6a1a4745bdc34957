"""The real server: it answers, works inside, stops in order, and refuses to start unsafely."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests.serving import environment_of, fresh_databases, migrate, run_murakami, served

pytestmark = pytest.mark.slow
PSS_LIMIT_MIB = 300


def _children(process: int) -> list[int]:
    return [int(child) for path in Path(f"/proc/{process}/task").glob("*/children") for child in path.read_text().split()]


def _pss_mib(process: int) -> float:
    """Add up the proportional memory of a process and its children."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    return own + sum(_pss_mib(child) for child in _children(process))


def test_serve__answers_works_inside_and_stops_in_order(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        with urllib.request.urlopen(server.url + "/healthz") as answer:
            assert answer.status == 200
            assert "Content-Security-Policy" in answer.headers
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.url}/api/v1/procedures?q={'a' * 5000}")
        assert (refused.value.code, refused.value.headers["Content-Type"]) == (414, "application/problem+json")
        enqueue = ("from django.utils import timezone; from murakami.foundation.spool.operations import enqueue; "
                   "enqueue('nobody.listens', payload={}, key='a', not_before=timezone.now())")
        run_murakami("manage", "shell", "-v", "0", "-c", enqueue, environment=server.environment)
        _until_tried(server.environment)
        assert _pss_mib(server.process.pid) < PSS_LIMIT_MIB
        assert server.stop() == 0


def _until_tried(environment: object) -> None:
    """The worker inside must take up what another process queued, within its poll."""
    ask = "from murakami.foundation.spool.models import Message; print(Message.objects.get().attempts)"
    deadline = time.monotonic() + 20
    while run_murakami("manage", "shell", "-v", "0", "-c", ask, environment=environment).strip() == "0":  # type: ignore[arg-type]
        assert time.monotonic() < deadline


@pytest.mark.parametrize(("missing", "said"), [
    ({"MURAKAMI_SECRET_KEY": ""}, "MURAKAMI_SECRET_KEY"),
    ({}, "murakami migrate"),
    ({"MURAKAMI_ZONE": "nowhere"}, "MURAKAMI_ZONE"),
])
def test_serve__refuses_to_start_and_says_why(tmp_path: Path, missing: dict[str, str], said: str) -> None:
    environment = {**environment_of(tmp_path), **missing}
    done = subprocess.run([sys.executable, "-m", "murakami", "serve"], env=environment, capture_output=True, text=True,
                          check=False, timeout=60)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_worker__works_as_a_process_of_its_own_until_told_to_stop(tmp_path: Path) -> None:
    environment = environment_of(tmp_path)
    migrate(environment)
    worker = subprocess.Popen([sys.executable, "-m", "murakami", "worker"], env=environment, stderr=subprocess.PIPE)
    assert worker.stderr is not None
    assert b"worker started" in worker.stderr.readline()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    assert b"worker stopped" in worker.stderr.read()
    worker.stderr.close()


_on_postgresql = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite serves in one process")


@_on_postgresql
def test_serve__refuses_a_server_that_does_not_flush(tmp_path: Path) -> None:
    with fresh_databases(1) as [database]:
        if _flushes(database["DATABASE_URL"]):
            pytest.skip("this cluster flushes: started with --fsync")
        environment = environment_of(tmp_path, **database)
        migrate(environment)
        done = subprocess.run([sys.executable, "-m", "murakami", "serve"], env=environment, capture_output=True,
                              text=True, check=False, timeout=60)
        assert done.returncode == 1
        assert "would lose what it acknowledged: fsync, full_page_writes is off" in done.stderr


@_on_postgresql
@pytest.mark.crash
def test_serve__works_in_several_processes(tmp_path: Path) -> None:
    with fresh_databases(1) as [database]:
        assert _flushes(database["DATABASE_URL"]), "start the cluster with scripts/with_postgresql.py --fsync"
        with served(tmp_path, MURAKAMI_PROCESSES="2", **database) as server:
            deadline = time.monotonic() + 20
            while len(_children(server.process.pid)) < 2:
                assert time.monotonic() < deadline
            assert server.stop() == 0


def _flushes(url: str) -> bool:
    with psycopg.connect(url) as connection:
        return connection.execute("SHOW fsync").fetchone() == ("on",)
