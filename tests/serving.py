"""Real servers for the tests that need them: a zone in a directory of its own, on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import psycopg

from tests.migrated import copy_data_dir

SECRET_KEY = "a key of the tests, which sign nothing that is kept, and long enough"


class DidNotStart(AssertionError):
    """The server ended or did not answer in time."""


@dataclass
class Served:
    """A running server of one zone."""

    url: str
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def stop(self, *, by: signal.Signals = signal.SIGTERM, within: float = 40) -> int:
        """Send a signal and wait for the end; returns the exit code."""
        self.process.send_signal(by)
        return self.process.wait(within)

    def kill(self) -> None:
        """SIGKILL the server and every process it has started: what a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_demo_port() -> int:
    """Find a port whose neighbours, which the demo takes as well, are free."""
    while True:
        port = free_port()
        try:
            for each in (port, port + 1, port + 25, port + 26):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", each))
        except OSError:
            continue
        return port


def environment_of(data_dir: Path, *, zone: str = "all", port: int = 0, **more: str) -> dict[str, str]:
    """Write the settings of a server; DATABASE_URL is kept only if it is given in `more`."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return {**inherited, "MURAKAMI_ZONE": zone, "DATA_DIR": str(data_dir), "PORT": str(port or free_port()),
            "MURAKAMI_SECRET_KEY": SECRET_KEY, **more}


def run_murakami(*command: str, environment: Mapping[str, str]) -> str:
    """Run a command of ours and return what it prints; fails with what it said."""
    done = subprocess.run([sys.executable, "-m", "murakami", *command], env=environment, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def migrate(environment: Mapping[str, str]) -> None:
    """Migrate a zone; a new one on SQLite begins as a copy of one that was."""
    copy_data_dir(environment)
    run_murakami("migrate", environment=environment)


def start(environment: Mapping[str, str]) -> Served:
    """Start `murakami serve` in a process group of its own and wait until it answers. Raises DidNotStart."""
    process = subprocess.Popen([sys.executable, "-m", "murakami", "serve"], env=environment, start_new_session=True)
    served = Served(f"http://127.0.0.1:{environment['PORT']}", environment, process)
    deadline = time.monotonic() + 60
    while not _answers(served.url + "/healthz"):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            raise DidNotStart(f"exit code {process.poll()}")
        time.sleep(0.05)
    return served


@contextmanager
def fresh_databases(count: int, *, like: Mapping[str, str] = MappingProxyType({})) -> Iterator[list[dict[str, str]]]:
    """Make empty databases of the kind the tests run on; gives the settings of each, none on SQLite.

    With `like`, the settings of another that nobody uses, they are copies of that one.
    """
    pattern = f" TEMPLATE {like['DATABASE_URL'].rpartition('/')[2]}" if like else ""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield [{} for _ in range(count)]
        return
    names = [f"fresh_{uuid.uuid4().hex}" for _ in range(count)]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}{pattern}")
        yield [{"DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"} for name in names]
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def served(data_dir: Path, *, zone: str = "all", **more: str) -> Iterator[Served]:
    """Migrate and serve a zone; stopped at the end of the block."""
    environment = environment_of(data_dir, zone=zone, **more)
    migrate(environment)
    running = start(environment)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.kill()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
