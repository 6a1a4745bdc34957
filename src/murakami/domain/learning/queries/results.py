"""Checks that were taken, and what was completed."""

from dataclasses import dataclass
from datetime import date

from murakami.domain.learning.models import CheckTaken, Gain
from murakami.domain.learning.refusals import ResultUnknown


@dataclass(frozen=True, slots=True)
class Completed:
    """A course that somebody completed on a day, with the levels it gave and until when they hold."""

    course: str
    on: date
    until: date | None
    levels: dict[str, int]


def get_result(*, key: str, account_id: int) -> CheckTaken:
    """Take one's own result. Raises ResultUnknown. SQL: 1."""
    taken = CheckTaken.objects.select_related("catalogue").filter(key=key, account_id=account_id).first()
    if taken is None:
        raise ResultUnknown(key)
    return taken


def list_completed(account_id: int) -> tuple[Completed, ...]:
    """List what somebody has completed, newest first. SQL: 1."""
    found: dict[tuple[date, str], Completed] = {}
    for gain in Gain.objects.filter(account_id=account_id).order_by("-since", "course", "skill"):
        done = found.setdefault((gain.since, gain.course), Completed(gain.course, gain.since, gain.until, {}))
        done.levels[gain.skill] = gain.level
    return tuple(found.values())
