#!/usr/bin/env python3
"""Run a command with DATABASE_URL pointing at a private PostgreSQL that lives as long as the command.

    scripts/with_postgresql.py [--fsync] command …

The cluster stands in a temporary directory and listens on a socket there, on no port. Without --fsync it does not wait
for the disk: only a test that kills processes or counts what reaches the disk needs that.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PROGRAMS = ("initdb", "postgres", "pg_isready", "createdb")
FAST = ("-c", "fsync=off", "-c", "full_page_writes=off")
ALWAYS = ("-c", "listen_addresses=", "-c", "max_connections=120", "-c", "shared_buffers=64MB",
          "-c", "max_wal_size=256MB", "-c", "timezone=UTC", "-c", "log_min_messages=fatal")


def binaries() -> Path:
    """Find the directory of PostgreSQL's programs, the newest first."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[-2]), reverse=True)
    on_path = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    for directory in [*installed, *on_path]:
        if all((directory / name).exists() for name in PROGRAMS):
            return directory
    sys.exit("PostgreSQL is not installed: run scripts/system-packages.sh, or install it and put initdb on the PATH.")


def server_user() -> str | None:
    """PostgreSQL refuses to run as root: name the user that runs it then."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def cluster(*, fsync: bool) -> Iterator[str]:
    """Start a cluster, give its DATABASE_URL, stop and remove it."""
    user, programs = server_user(), binaries()
    root = Path(tempfile.mkdtemp(prefix="murakami-pg-"))
    try:
        if user:
            shutil.chown(root, user)
        _run(programs / "initdb", "-D", root / "data", "-U", "murakami", "-A", "trust", "-E", "UTF8", "--locale=C",
             "--no-sync", user=user, cwd=root)
        options = (*ALWAYS, *(() if fsync else FAST), "-c", f"unix_socket_directories={root}")
        server = subprocess.Popen([programs / "postgres", "-D", root / "data", *options], user=user, cwd=root,
                                  start_new_session=True, stderr=subprocess.DEVNULL)
        try:
            _run(programs / "pg_isready", "-q", "-h", root, "-U", "murakami", "-d", "postgres", user=user, cwd=root, tries=200)
            _run(programs / "createdb", "-h", root, "-U", "murakami", "murakami", user=user, cwd=root)
            yield f"postgres://murakami@{quote(str(root), safe='')}/murakami"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _run(*command: object, user: str | None, cwd: Path, tries: int = 1) -> None:
    for left in range(tries, 0, -1):
        done = subprocess.run([str(part) for part in command], user=user, cwd=cwd, capture_output=True, check=False)
        if done.returncode == 0:
            return
        if left == 1:
            sys.exit(done.stderr.decode() or f"{command[0]} failed")
        signal.sigtimedwait([], 0.05)


def main() -> int:
    """Run the command and pass its exit code on."""
    arguments = sys.argv[1:]
    fsync = arguments[:1] == ["--fsync"]
    command = arguments[1:] if fsync else arguments
    if not command:
        sys.exit(__doc__)
    with cluster(fsync=fsync) as url:
        running = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
        signal.signal(signal.SIGTERM, lambda *_: running.terminate())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to the command as well
        return running.wait()


if __name__ == "__main__":
    sys.exit(main())
