"""Days on which the municipality's offices are open.

Source: 地方自治法4条の2 (closed: Sundays and Saturdays, 国民の祝日, a time around the new year by ordinance: 12-29 to 01-03).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Self

import jpholiday

ONE_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """Name the national holidays of a year, substitutes and bridges included.

    Some 50 ms the first time, kept for the process. Source: 国民の祝日に関する法律, computed by jpholiday.
    """
    return frozenset(day for day, _name in jpholiday.year_holidays(year))


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The open days of a municipality; `closures` are days closed beyond the law (packs: calendars)."""

    closures: frozenset[date] = frozenset()

    @classmethod
    def closed_on(cls, closures: Iterable[date]) -> Self:
        """Make a calendar with further closed days."""
        return cls(frozenset(closures))

    def is_open(self, day: date) -> bool:
        """Tell whether the offices are open on a day."""
        return not (
            day.weekday() >= _SATURDAY or _is_new_year(day) or day in self.closures or day in holidays_of(day.year)
        )

    def open_on_or_after(self, day: date) -> date:
        """Name the day itself when it is open, else the next open one."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """Name the n-th open day after a day; the day itself for 0.

        Raises:
            ValueError: the count is negative.
        """
        if count < 0:
            raise ValueError(f"cannot go back {count} working days")
        for _ in range(count):
            day = self.open_on_or_after(day + ONE_DAY)
        return day

    def working_days(self, *, after: date, through: date) -> int:
        """Count the open days after one day up to another, that one included; 0 when it lies before."""
        return sum(1 for day in days_between(after=after, through=through) if self.is_open(day))


PUBLIC_CALENDAR: Final = WorkCalendar()
"""The open days where a municipality has no closures of its own."""


def days_between(*, after: date, through: date) -> Iterator[date]:
    """Walk the days after one day up to another, that one included."""
    day = after + ONE_DAY
    while day <= through:
        yield day
        day += ONE_DAY


def _is_new_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
