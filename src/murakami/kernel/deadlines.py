"""Legal periods: from when they count, on which day they end, and clocks that stand still.

Source: 民法138条–143条 (the first day does not count; a period ends with its last day; a closed last day gives way to the
next open one; months go by the calendar), 地方自治法4条の2第4項, 戸籍法43条1項 (there the day of the event counts).
"""

from __future__ import annotations

import calendar as months
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from murakami.kernel.workdays import ONE_DAY, PUBLIC_CALENDAR, WorkCalendar, days_between


class PeriodUnit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of law.

    `counts_first_day`: the day of the event is day 1 (戸籍法43条1項), else the day after it (民法140条).
    `rolls`: a closed last day gives way to the next open day (民法142条).
    """

    within: int
    unit: PeriodUnit
    counts_first_day: bool = False
    rolls: bool = True

    def __post_init__(self) -> None:
        if self.within < 1:
            raise ValueError(f"a period has at least 1 {self.unit}")

    def due_on(self, event_on: date, calendar: WorkCalendar = PUBLIC_CALENDAR) -> date:
        """Name the last day of the period that an event begins."""
        return self.rolled(self.full_on(event_on, calendar), calendar)

    def full_on(self, event_on: date, calendar: WorkCalendar = PUBLIC_CALENDAR) -> date:
        """Name the day on which the count is full, open or closed."""
        first_day = event_on if self.counts_first_day else event_on + ONE_DAY
        if self.unit is PeriodUnit.DAYS:
            return first_day + timedelta(days=self.within - 1)
        if self.unit is PeriodUnit.WORKING_DAYS:
            return calendar.add_working_days(first_day - ONE_DAY, self.within)
        return last_day_of_months(first_day, self.within * (12 if self.unit is PeriodUnit.YEARS else 1))

    def rolled(self, day: date, calendar: WorkCalendar = PUBLIC_CALENDAR) -> date:
        """Move a last day to the next open one where this period does that."""
        return calendar.open_on_or_after(day) if self.rolls else day


def last_day_of_months(first_day: date, count: int) -> date:
    """Name the last day of months that begin with a day.

    The day before the corresponding day; where the last month has no corresponding day, its last day
    (民法143条2項). From 1 February one month ends on 28 February, from 31 January too.
    """
    month_number = first_day.year * 12 + first_day.month - 1 + count
    year, month = divmod(month_number, 12)
    last = months.monthrange(year, month + 1)[1]
    if first_day.day > last:
        return date(year, month + 1, last)
    return date(year, month + 1, first_day.day) - ONE_DAY


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which the clock stands still, from a request to its answer; `until` None: not answered yet.

    As a period does not count its first day, the days after `since` do not run, up to `until` and with it.
    Stops may overlap.
    """

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether the clock stands still on a day."""
        return self.since < day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Clock:
    """How a period stands on a day.

    `allowed` and `used` count days of the period (working days where it is counted in them, else calendar days);
    `due_on` is None while the clock stands still.
    """

    allowed: int
    used: int
    running: bool
    due_on: date | None
    overdue: bool

    @property
    def remaining(self) -> int:
        """Days that are left: 0 on the last day, negative when the period is over."""
        left = self.allowed - self.used
        return left if left >= 0 or self.overdue else 0


def clock_on(
    today: date,
    *,
    deadline: Deadline,
    event_on: date,
    stops: Sequence[Stop] = (),
    calendar: WorkCalendar = PUBLIC_CALENDAR,
) -> Clock:
    """Read the clock of a period that stands still during its stops."""
    before = event_on - ONE_DAY if deadline.counts_first_day else event_on
    allowed = _allowed_days(deadline, event_on, calendar)
    used = sum(
        1
        for day in days_between(after=before, through=today)
        if _counts(day, deadline=deadline, stops=stops, calendar=calendar)
    )
    due_on = due_with_stops(deadline, event_on, stops=stops, calendar=calendar)
    return Clock(
        allowed=allowed,
        used=used,
        running=not any(stop.since <= today and (stop.until is None or today < stop.until) for stop in stops),
        due_on=due_on,
        overdue=due_on is not None and today > due_on,
    )


def remaining(
    deadline: Deadline,
    *,
    event_on: date,
    today: date,
    stops: Sequence[Stop] = (),
    calendar: WorkCalendar = PUBLIC_CALENDAR,
) -> int:
    """Count the days of a period that are left; it does not change while the clock stands still."""
    return clock_on(today, deadline=deadline, event_on=event_on, stops=stops, calendar=calendar).remaining


def due_with_stops(
    deadline: Deadline,
    event_on: date,
    *,
    stops: Sequence[Stop] = (),
    calendar: WorkCalendar = PUBLIC_CALENDAR,
) -> date | None:
    """Name the last day of a period that stands still during its stops; None while one of them is open.

    A stop that begins on the last day or later no longer matters.
    """
    day = event_on - ONE_DAY if deadline.counts_first_day else event_on
    open_since = min((stop.since for stop in stops if stop.until is None), default=None)
    left = _allowed_days(deadline, event_on, calendar)
    while left > 0:
        day += ONE_DAY
        if open_since is not None and day > open_since:
            return None
        left -= _counts(day, deadline=deadline, stops=stops, calendar=calendar)
    return deadline.rolled(day, calendar)


def _allowed_days(deadline: Deadline, event_on: date, calendar: WorkCalendar) -> int:
    if deadline.unit is PeriodUnit.WORKING_DAYS:
        return deadline.within
    before = event_on - ONE_DAY if deadline.counts_first_day else event_on
    return (deadline.full_on(event_on, calendar) - before).days


def _counts(day: date, *, deadline: Deadline, stops: Sequence[Stop], calendar: WorkCalendar) -> bool:
    if any(stop.holds(day) for stop in stops):
        return False
    return deadline.unit is not PeriodUnit.WORKING_DAYS or calendar.is_open(day)
