"""The house closed while it is being changed: who is inside finishes, nobody new comes in.

Every request and every round of a worker is `inside`; whoever changes the house hangs up the notice, waits until it is
`alone`, and takes the notice down. The notice is a file: it outlives a killed process, so that nobody comes in half way.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

import murakami

NOTICE, RELEASE, _LOCK = "maintenance.json", "release.json", "maintenance.lock"
_LOOK_SECONDS = 0.05
_seen: dict[Path, tuple[int, str]] = {}


class Closed(RuntimeError):
    """Nobody may come in now; `until` says when it should be over, None when nobody knows."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__("closed for maintenance")
        self.until = until


class StillBusy(TimeoutError):
    """Somebody inside did not finish in time."""


@contextmanager
def inside() -> Iterator[None]:
    """Work on the data; whoever wants to change the house waits for the end of the block.

    Raises:
        Closed: the notice hangs, or the data are of another release than this process.
    """
    refuse_if_closed()
    handle = _open_lock()
    if handle is None:
        yield
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Closed(None) from None
        yield
    finally:
        os.close(handle)


def refuse_if_closed() -> None:
    """Raise Closed while the notice hangs, or when the data have moved on to another release than ours."""
    notice = settings.DATA_DIR / NOTICE
    if notice.exists():
        raise Closed(_read_until(notice))
    if release_of_data() not in {"", murakami.__version__}:
        raise Closed(None)


def release_of_data() -> str:
    """Say which release the last upgrade brought the data to; "" when there was none."""
    path = settings.DATA_DIR / RELEASE
    try:
        changed = path.stat().st_mtime_ns
        if _seen.get(path, (0, ""))[0] != changed:
            _seen[path] = (changed, str(json.loads(path.read_text(encoding="utf-8"))["release"]))
    except (OSError, ValueError, KeyError):
        return ""
    return _seen[path][1]


def hang_notice(*, until: datetime | None) -> None:
    """Let nobody in from now on. Raises OSError."""
    path = settings.DATA_DIR / NOTICE
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps({"until": until.isoformat() if until else None}), encoding="utf-8")
    beside.replace(path)


def take_notice_down() -> None:
    """Let everybody in again."""
    (settings.DATA_DIR / NOTICE).unlink(missing_ok=True)


@contextmanager
def alone(*, patience_seconds: float, wait: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Have the house to oneself. The notice hangs already.

    Raises:
        StillBusy: somebody inside did not finish within `patience_seconds`.
    """
    handle = os.open(settings.DATA_DIR / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
    try:
        _take_whole(handle, patience_seconds=patience_seconds, wait=wait)
        yield
    finally:
        os.close(handle)


def _take_whole(handle: int, *, patience_seconds: float, wait: Callable[[float], None]) -> None:
    deadline = time.monotonic() + patience_seconds
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if time.monotonic() > deadline:
            raise StillBusy
        wait(_LOOK_SECONDS)


def _open_lock() -> int | None:
    """Open the lock; where even that cannot be written nobody can change the house either, and reading goes on."""
    path = settings.DATA_DIR / _LOCK
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with suppress(OSError):
            return os.open(path, flags | os.O_CLOEXEC, 0o660)
    return None


def _read_until(notice: Path) -> datetime | None:
    try:
        said = json.loads(notice.read_text(encoding="utf-8"))["until"]
        return datetime.fromisoformat(said) if said else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
