"""The traffic between edge and core: numbered, checksummed files in a directory on the edge's disk.

Each side writes only into its own half (`outgoing` is written by the edge, `incoming` by the core) and reads the other's.
The edge never opens a connection: it works on its own disk, and the core comes to fetch and to bring. Each half holds
`envelopes/` (one message each, numbered without gaps), `blobs/` (files by their SHA-256, written before the envelope that
names them) and `receipt.json` (up to which number this side has committed what the other wrote). A side removes its own
files once they are acknowledged. Every step can be repeated: killed at any instruction, the next round continues.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from murakami.foundation.spool.carrying.directory import Half
from murakami.foundation.spool.carrying.incoming import pull
from murakami.foundation.spool.carrying.outgoing import push

_HALVES = {"edge": "outgoing", "core": "incoming"}


def carry(*, at: datetime) -> int:
    """Do one round for this zone: take in what the other side wrote, write out what waits for it.

    Returns how many envelopes went either way; 0 says that nothing more can be done now.

    Only one process at a time carries; the others skip the round (a second one would only repeat the same steps).

    Raises:
        OSError: the directory cannot be reached; nothing is lost, the next round continues.
    """
    if settings.SPOOL_DIR is None:
        return 0
    mine, theirs = halves_of(settings.ZONE, root=settings.SPOOL_DIR)
    with _alone(settings.DATA_DIR / "carrying.lock") as is_mine:
        if not is_mine:
            return 0
        return pull(mine=mine, theirs=theirs, at=at) + push(mine=mine, theirs=theirs, at=at)


def halves_of(zone: str, *, root: Path) -> tuple[Half, Half]:
    """Give the half that `zone` writes and the half that it reads."""
    other = "core" if zone == "edge" else "edge"
    return Half(root / _HALVES[zone]), Half(root / _HALVES[other])


@contextmanager
def _alone(lock: Path) -> Iterator[bool]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
