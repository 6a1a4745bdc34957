"""What somebody can do on a day, and what they still lack for their role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from murakami.kernel.deadlines import last_day_of_months


@dataclass(frozen=True, slots=True)
class Held:
    """A skill gained at a level: from `since`, until the day before `until` (None: for good)."""

    skill: str
    level: int
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it counts on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Lack:
    """A skill below the level that is needed; `expired_on` is the first day on which an earlier gain no longer held."""

    skill: str
    needed: int
    level: int
    expired_on: date | None = None


def until_of(since: date, *, valid_months: int | None) -> date | None:
    """Name the first day on which a skill gained on a day no longer holds; None when it holds for good.

    Months go by the calendar from the day itself (民法143条): gained on 2026-11-28 for 12 months, it holds through
    2027-11-27.
    """
    return None if valid_months is None else last_day_of_months(since, valid_months) + timedelta(days=1)


def levels_on(day: date, gains: Iterable[Held]) -> dict[str, int]:
    """Gather the highest level of each skill that counts on a day."""
    levels: dict[str, int] = {}
    for gain in gains:
        if gain.holds_on(day):
            levels[gain.skill] = max(gain.level, levels.get(gain.skill, 0))
    return levels


def lacks_on(day: date, *, needs: Mapping[str, int], gains: Iterable[Held]) -> tuple[Lack, ...]:
    """List what is needed and not held on a day, in the order of `needs`."""
    known = tuple(gains)
    levels = levels_on(day, known)
    return tuple(Lack(skill, needed, levels.get(skill, 0), _expired(day, skill, needed, known))
                 for skill, needed in needs.items() if levels.get(skill, 0) < needed)


def _expired(day: date, skill: str, needed: int, gains: tuple[Held, ...]) -> date | None:
    ended = (gain.until for gain in gains if gain.skill == skill and gain.level >= needed and gain.until and gain.until <= day)
    return max(ended, default=None)
