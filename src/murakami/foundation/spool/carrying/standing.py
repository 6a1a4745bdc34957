"""How the carrying stands, noted in one row whenever it changes, and in the log."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.foundation.spool.carrying.troubles import CarryingStopped, Trouble
from murakami.foundation.spool.models import Carrying

_ROW = 1
_log = logging.getLogger("murakami.spool")


def load_standing() -> Carrying:
    """Load how it stands; well, when nothing was ever noted. SQL: 1."""
    return Carrying.objects.filter(pk=_ROW).first() or Carrying(pk=_ROW)


def note_trouble(standing: Carrying, stopped: CarryingStopped, *, at: datetime) -> None:
    """Note that nothing can be carried; once, not at every round. SQL: 2 when it is new."""
    detail = stopped.detail[:300]
    if (standing.trouble, standing.detail) == (stopped.trouble, detail):
        return
    _log.error("carrying is hindered, trying again (%s)", detail, extra={"topic": str(stopped.trouble)})
    since = standing.since if standing.trouble == stopped.trouble else at
    _save(standing, trouble=stopped.trouble, detail=detail, since=since)


def note_round(standing: Carrying, *, taken_in: int, written: int, hitch: tuple[Trouble, str] | None, at: datetime) -> None:
    """Note what a round has done; `hitch` is what it could not. SQL: 2 when something has changed."""
    if hitch:
        note_trouble(standing, CarryingStopped(*hitch), at=at)
    elif standing.trouble:
        _log.info("carrying again", extra={"topic": standing.trouble})
        _save(standing, trouble="", detail="", since=None)
    if taken_in or written:
        _save(standing, **({"taken_in_at": at} if taken_in else {}), **({"written_at": at} if written else {}))


def note_report(standing: Carrying, *, report: Mapping[str, Any], heard_at: datetime | None) -> None:
    """Note what the other zone says of itself. SQL: 2 when it is new."""
    if heard_at is not None and heard_at != standing.heard_at:
        _save(standing, report=dict(report), heard_at=heard_at)


def note_directory(standing: Carrying, mark: str) -> None:
    """Remember through which directory is carried. SQL: 2 when it is new."""
    if standing.directory != mark:
        _save(standing, directory=mark)


def forget_directory() -> None:
    """Carry through another directory from now on: everything that was not acknowledged is written into it. SQL: 1."""
    Carrying.objects.filter(pk=_ROW).update(directory="")


def _save(standing: Carrying, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.save()
