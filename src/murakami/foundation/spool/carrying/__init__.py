"""The traffic between edge and core: numbered, sealed files in a directory on the edge's disk (docs/zones.md).

Each side writes only into its own half (`outgoing` is written by the edge, `incoming` by the core) and reads the other's.
The edge never opens a connection: it works on its own disk, and the core comes to fetch and to bring. Each half holds
`sealed/` (one message each, numbered without gaps), `files/` (what messages name, written before them) and `receipt` (up to
which number this side has committed what the other wrote). A side removes its own files once they are acknowledged. Every
step can be repeated: killed at any instruction, the next round continues; and what a round cannot do, the next one tries.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings

from murakami.foundation.spool.carrying.directory import Half, read_mark, write_mark
from murakami.foundation.spool.carrying.incoming import Pulled, pull
from murakami.foundation.spool.carrying.outgoing import Pushed, push
from murakami.foundation.spool.carrying.reporting import hear, tell
from murakami.foundation.spool.carrying.ring import load_ring
from murakami.foundation.spool.carrying.standing import (
    load_standing,
    note_directory,
    note_report,
    note_round,
    note_trouble,
)
from murakami.foundation.spool.carrying.troubles import CarryingStopped, Trouble, detail_of, trouble_of
from murakami.foundation.spool.models import Carrying

_HALVES = {"edge": "outgoing", "core": "incoming"}


def carry(*, at: datetime) -> int:
    """Do one round for this zone: take in what the other side wrote, write out what waits for it.

    Returns how many envelopes went either way; 0 says that nothing more can be done now. What keeps it from its work is
    noted where the operator looks (`between.get_between`) and tried again at the next round; nothing is lost meanwhile.

    Only one process at a time carries; the others skip the round (a second one would only repeat the same steps).
    """
    if settings.SPOOL_DIR is None:
        return 0
    with _alone(settings.DATA_DIR / "carrying.lock") as is_mine:
        if not is_mine:
            return 0
        standing = load_standing()
        try:
            pulled, pushed = _round(settings.SPOOL_DIR, standing, at=at)
        except CarryingStopped as stopped:
            note_trouble(standing, stopped, at=at)
            return 0
        except OSError as error:
            note_trouble(standing, CarryingStopped(trouble_of(error), detail_of(error)), at=at)
            return 0
        note_round(standing, taken_in=pulled.count, written=pushed.count, hitch=_hitch(pulled, pushed), at=at)
        return pulled.count + pushed.count


def halves_of(zone: str, *, root: Path) -> tuple[Half, Half]:
    """Give the half that `zone` writes and the half that it reads."""
    other = "core" if zone == "edge" else "edge"
    return Half(root / _HALVES[zone]), Half(root / _HALVES[other])


def _round(root: Path, standing: Carrying, *, at: datetime) -> tuple[Pulled, Pushed]:
    ring = load_ring(settings.ZONE, at=at)
    note_directory(standing, _enter(root, known=standing.directory))
    mine, theirs = halves_of(settings.ZONE, root=root)
    mine.prepare()
    receipt = hear(theirs=theirs, ring=ring)
    note_report(standing, report={**receipt.report, "knows": receipt.knows}, heard_at=receipt.at)
    pulled = pull(theirs=theirs, ring=ring, at=at)
    tell(mine=mine, ring=ring, pulled=pulled, known=receipt, at=at)
    pushed = push(mine=mine, receipt=receipt, ring=ring, at=at)
    return pulled, pushed


def _enter(root: Path, *, known: str) -> str:
    """Look whether this is the directory that was carried through before; give its mark.

    Where a disk is not mounted there is an empty directory instead: what was written into it would reach nobody.
    """
    mark = read_mark(root)
    if mark is None and known:
        raise CarryingStopped(Trouble.GONE, str(root))
    if mark is None and settings.ZONE == "core":
        raise CarryingStopped(Trouble.NOT_BEGUN, str(root))
    if mark is not None and known not in {"", mark}:
        raise CarryingStopped(Trouble.OTHER_DIRECTORY, str(root))
    return mark or write_mark(root)


def _hitch(pulled: Pulled, pushed: Pushed) -> tuple[Trouble, str] | None:
    if pulled.missing is not None:
        return Trouble.GAP, str(pulled.missing)
    return (Trouble.BEHIND, "") if pushed.is_behind else None


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
