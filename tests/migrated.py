"""What a new zone holds once it has been migrated, on SQLite: made once, kept beside pytest's cache, and copied from there.

Going through every migration takes ten times as long as finding that nothing is left to do. Whoever takes a copy still
runs `migrate` over it, so nothing is older than the code. That the migrations work from nothing is shown by whoever
makes the copy, by tests/demo and on PostgreSQL, which takes none.
"""

import fcntl
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache" / "migrated"


def copy_data_dir(environment: Mapping[str, str]) -> None:
    """Put what a migrated zone holds into the DATA_DIR of these settings, if nothing was ever migrated there."""
    data_dir = Path(environment["DATA_DIR"])
    if "DATABASE_URL" not in environment and not list(data_dir.glob("*.sqlite3")):
        shutil.copytree(_made(environment["MURAKAMI_ZONE"], environment), data_dir, dirs_exist_ok=True)


def copy_database(to: Path, *, environment: Mapping[str, str]) -> None:
    """Put the database of a migrated zone at a path."""
    [database] = _made(environment["MURAKAMI_ZONE"], environment).glob("*.sqlite3")
    shutil.copyfile(database, to)


def _made(zone: str, environment: Mapping[str, str]) -> Path:
    """Find the directory of a migrated zone; the first who asks makes it, and everybody else waits for it."""
    whole = KEPT / f"{zone}-{_digest()}"
    with _alone():
        if not whole.exists():
            for older in KEPT.glob(f"{zone}-*"):
                shutil.rmtree(older)
            begun = KEPT / "begun"
            shutil.rmtree(begun, ignore_errors=True)
            subprocess.run([sys.executable, "-m", "murakami", "migrate"], check=True,
                           env={**environment, "DATA_DIR": str(begun), "DJANGO_SETTINGS_MODULE": "murakami.config.settings"})
            begun.rename(whole)
    return whole


@contextmanager
def _alone() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _digest() -> str:
    """Sum up what decides how a migrated database looks: our migrations, our release, and what we depend on."""
    read = [*sorted((ROOT / "src").rglob("migrations/*.py")), ROOT / "src/murakami/__init__.py", ROOT / "requirements.lock"]
    return sha256(b"\0".join(path.read_bytes() for path in read)).hexdigest()[:16]
