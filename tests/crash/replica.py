"""Two PostgreSQL servers on sockets of their own: a first, and a second that follows it and that commits wait for."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.deploy.bundling import ROOT, load

ours = load(ROOT / "scripts" / "with_postgresql.py")
FIRST, SECOND = 5432, 5433
MEMORY = Path("/dev/shm")  # they wait for the disk, or the software would not serve: there it costs nothing


@dataclass
class Pair:
    """The two servers below `root`, by port; commands as docs/deployment.md names them."""

    root: Path
    running: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def url(self, port: int) -> str:
        """The setting DATABASE_URL for a server."""
        return f"postgres://murakami@{quote(str(self.root), safe='')}:{port}/murakami"

    def run(self, program: str, *arguments: object) -> None:
        """Run a program of PostgreSQL that must succeed."""
        done = subprocess.run([str(ours.binaries() / program), *map(str, arguments)], user=ours.server_user(), cwd=self.root,
                              capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def start(self, port: int) -> None:
        """Start a server and wait until it answers."""
        options = [*ours.ALWAYS, "-c", f"unix_socket_directories={self.root}", "-p", str(port), "-c", "cluster_name=second"]
        self.running[port] = subprocess.Popen([ours.binaries() / "postgres", "-D", self.root / str(port), *options], start_new_session=True,
                                              user=ours.server_user(), cwd=self.root, stderr=subprocess.DEVNULL)
        patiently(lambda: self.ask(port, "SELECT 1") == 1)

    def ask(self, port: int, statement: str) -> object:
        """Ask a server for one value, None while it does not answer."""
        try:
            with psycopg.connect(host=str(self.root), port=port, user="murakami", dbname="postgres", autocommit=True) as connection:
                row = connection.execute(statement).fetchone()
                return row[0] if row else None
        except psycopg.OperationalError:
            return None

    def kill(self, port: int) -> None:
        """Kill a server with everything it has started."""
        process = self.running.pop(port)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def pair() -> Iterator[Pair]:
    """Make and start both, the second synchronous; stopped and removed at the end."""
    made = Pair(Path(tempfile.mkdtemp(prefix="murakami-pair-", dir=MEMORY if MEMORY.is_dir() else None)))
    if ours.server_user():
        shutil.chown(made.root, ours.server_user())
    try:
        made.run("initdb", "-D", FIRST, "-U", "murakami", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        made.start(FIRST)
        made.run("createdb", "-h", made.root, "-p", FIRST, "-U", "murakami", "murakami")
        made.run("pg_basebackup", "-h", made.root, "-p", FIRST, "-U", "murakami", "-D", SECOND, "-R", "-C", "-S", "second", "--no-sync", "-c", "fast")
        made.start(SECOND)
        with psycopg.connect(host=str(made.root), port=FIRST, user="murakami", dbname="postgres", autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (second)'")
            connection.execute("SELECT pg_reload_conf()")
        patiently(lambda: made.ask(FIRST, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1)
        yield made
    finally:
        for port in list(made.running):
            made.kill(port)
        shutil.rmtree(made.root, ignore_errors=True)


def patiently(holds: Callable[[], bool]) -> None:
    """Ask until it holds, half a minute long."""
    deadline = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < deadline
        signal.sigtimedwait([], 0.05)
