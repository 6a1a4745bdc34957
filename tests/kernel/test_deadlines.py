"""Periods of law, and clocks that stand still."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.deadlines import (
    Deadline,
    PeriodUnit,
    Stop,
    clock_on,
    due_with_stops,
    last_day_of_months,
    remaining,
)
from murakami.kernel.workdays import PUBLIC_CALENDAR, WorkCalendar

DAYS, WORKING_DAYS, MONTHS, YEARS = (
    PeriodUnit.DAYS,
    PeriodUnit.WORKING_DAYS,
    PeriodUnit.MONTHS,
    PeriodUnit.YEARS,
)
_DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
_UNITS = st.sampled_from(list(PeriodUnit))
_STOPS = st.lists(
    st.builds(
        lambda offset, length: (offset, length),
        st.integers(-5, 60),
        st.integers(0, 40),
    ),
    max_size=5,
)


@pytest.mark.parametrize(
    ("deadline", "event_on", "due_on"),
    [
        # 出生届: 14 days, the day of birth is day 1 (戸籍法49条, 43条1項).
        (Deadline(14, DAYS, counts_first_day=True), date(2026, 11, 3), date(2026, 11, 16)),
        # 児童手当: 15 days from the day after.
        (Deadline(15, DAYS), date(2026, 11, 3), date(2026, 11, 18)),
        # The last day is a Saturday, the Monday after it a holiday: 民法142条.
        (Deadline(18, DAYS), date(2026, 11, 3), date(2026, 11, 24)),
        (Deadline(18, DAYS, rolls=False), date(2026, 11, 3), date(2026, 11, 21)),
        (Deadline(1, DAYS), date(2026, 12, 28), date(2027, 1, 4)),
        (Deadline(15, WORKING_DAYS), date(2026, 12, 25), date(2027, 1, 22)),
        # 民法143条: months by the calendar.
        (Deadline(1, MONTHS, rolls=False), date(2026, 1, 31), date(2026, 2, 28)),
        (Deadline(1, MONTHS, rolls=False), date(2026, 1, 30), date(2026, 2, 28)),
        (Deadline(1, MONTHS, rolls=False), date(2028, 1, 30), date(2028, 2, 29)),
        (Deadline(1, MONTHS, rolls=False), date(2026, 2, 28), date(2026, 3, 31)),
        (Deadline(3, MONTHS, rolls=False), date(2026, 11, 30), date(2027, 2, 28)),
        (Deadline(3, MONTHS, rolls=False), date(2026, 11, 15), date(2027, 2, 15)),
        (Deadline(2, YEARS, rolls=False), date(2024, 2, 28), date(2026, 2, 28)),
        (Deadline(1, YEARS, rolls=False), date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_due__is_the_last_day_by_law(deadline: Deadline, event_on: date, due_on: date) -> None:
    assert deadline.due_on(event_on) == due_on


@pytest.mark.parametrize(
    ("first_day", "count", "last_day"),
    [
        (date(2026, 2, 1), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 12, 1), 1, date(2026, 12, 31)),
        (date(2026, 12, 15), 1, date(2027, 1, 14)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
    ],
)
def test_last_day_of_months__is_before_the_corresponding_day(first_day: date, count: int, last_day: date) -> None:
    assert last_day_of_months(first_day, count) == last_day


def test_deadline__has_at_least_one_unit() -> None:
    with pytest.raises(ValueError):
        Deadline(0, DAYS)


def test_due__rolls_over_a_closure_of_the_municipality() -> None:
    calendar = WorkCalendar.closed_on([date(2026, 11, 18)])
    assert Deadline(15, DAYS).due_on(date(2026, 11, 3), calendar) == date(2026, 11, 19)


@given(_DAYS, st.integers(1, 60), _UNITS, st.booleans())
def test_due__never_comes_earlier_for_a_later_event(event_on: date, within: int, unit: PeriodUnit, first: bool) -> None:
    deadline = Deadline(within, unit, counts_first_day=first)
    assert deadline.due_on(event_on) <= deadline.due_on(event_on + timedelta(days=1))


@given(_DAYS, st.integers(1, 60), _UNITS)
def test_due__is_an_open_day_when_it_rolls_and_at_most_ten_days_later(
    event_on: date, within: int, unit: PeriodUnit
) -> None:
    rolled = Deadline(within, unit).due_on(event_on)
    full = Deadline(within, unit, rolls=False).due_on(event_on)
    assert PUBLIC_CALENDAR.is_open(rolled)
    assert timedelta(0) <= rolled - full <= timedelta(days=10)


# 2026-10-01 is a Thursday; 15 working days later is 2026-10-23 (10-12 is a holiday).
STANDARD = Deadline(15, WORKING_DAYS)
ARRIVED = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("stops", "due_on"),
    [
        ([], date(2026, 10, 23)),
        # Asked and answered on one day: nothing stood still.
        ([Stop(date(2026, 10, 6), date(2026, 10, 6))], date(2026, 10, 23)),
        # 10-07 to 10-09 do not run: three working days.
        ([Stop(date(2026, 10, 6), date(2026, 10, 9))], date(2026, 10, 28)),
        # Two that overlap stop the clock once.
        (
            [Stop(date(2026, 10, 6), date(2026, 10, 8)), Stop(date(2026, 10, 7), date(2026, 10, 9))],
            date(2026, 10, 28),
        ),
        ([Stop(date(2026, 10, 6), date(2026, 10, 9)), Stop(date(2026, 10, 7), date(2026, 10, 8))], date(2026, 10, 28)),
        # Apart from each other they add up.
        (
            [Stop(date(2026, 10, 6), date(2026, 10, 7)), Stop(date(2026, 10, 14), date(2026, 10, 15))],
            date(2026, 10, 27),
        ),
        # A stop over a weekend costs no working day.
        ([Stop(date(2026, 10, 9), date(2026, 10, 12))], date(2026, 10, 23)),
        # After the end nothing matters.
        ([Stop(date(2026, 10, 23), date(2026, 11, 30))], date(2026, 10, 23)),
        ([Stop(date(2026, 10, 23))], date(2026, 10, 23)),
        # An open one leaves the end unknown.
        ([Stop(date(2026, 10, 22))], None),
        ([Stop(date(2026, 10, 6), date(2026, 10, 9)), Stop(date(2026, 10, 8))], None),
    ],
)
def test_due_with_stops__moves_by_the_days_that_did_not_run(stops: list[Stop], due_on: date | None) -> None:
    assert due_with_stops(STANDARD, ARRIVED, stops=stops) == due_on


@pytest.mark.parametrize(
    ("today", "stops", "left"),
    [
        (ARRIVED, [], 15),
        (date(2026, 10, 2), [], 14),
        (date(2026, 10, 23), [], 0),
        (date(2026, 10, 24), [], 0),
        (date(2026, 10, 26), [], -1),
        (date(2026, 10, 6), [Stop(date(2026, 10, 6))], 12),
        (date(2026, 12, 24), [Stop(date(2026, 10, 6))], 12),
        (date(2026, 10, 9), [Stop(date(2026, 10, 6), date(2026, 10, 9))], 12),
        (date(2026, 10, 13), [Stop(date(2026, 10, 6), date(2026, 10, 9))], 11),
    ],
)
def test_remaining__counts_down_only_while_the_clock_runs(today: date, stops: list[Stop], left: int) -> None:
    assert remaining(STANDARD, event_on=ARRIVED, today=today, stops=stops) == left


def test_clock__tells_whether_it_runs_and_when_it_is_over() -> None:
    stops = [Stop(date(2026, 10, 6), date(2026, 10, 9))]
    asked = clock_on(date(2026, 10, 6), deadline=STANDARD, event_on=ARRIVED, stops=stops)
    answered = clock_on(date(2026, 10, 9), deadline=STANDARD, event_on=ARRIVED, stops=stops)
    late = clock_on(date(2026, 10, 29), deadline=STANDARD, event_on=ARRIVED, stops=stops)
    assert (asked.running, asked.used, asked.overdue) == (False, 3, False)
    assert (answered.running, answered.used, answered.due_on) == (True, 3, date(2026, 10, 28))
    assert (late.overdue, late.remaining) == (True, -1)


def test_remaining__is_zero_while_a_closed_last_day_gives_way() -> None:
    # Full on Saturday 2026-11-21; the next open day is Tuesday 2026-11-24.
    deadline = Deadline(18, DAYS)
    assert remaining(deadline, event_on=date(2026, 11, 3), today=date(2026, 11, 24)) == 0
    assert remaining(deadline, event_on=date(2026, 11, 3), today=date(2026, 11, 25)) < 0


@given(_DAYS, st.integers(1, 30), _UNITS, _STOPS)
def test_due_with_stops__never_comes_before_the_plain_end(
    event_on: date, within: int, unit: PeriodUnit, spans: list[tuple[int, int]]
) -> None:
    deadline = Deadline(within, unit)
    stops = [
        Stop(event_on + timedelta(days=offset), event_on + timedelta(days=offset + length)) for offset, length in spans
    ]
    due_on = due_with_stops(deadline, event_on, stops=stops)
    assert due_on is not None
    assert due_on >= deadline.due_on(event_on)
    if not stops:
        assert due_on == deadline.due_on(event_on)


@given(_DAYS, st.integers(1, 30), _STOPS, st.randoms())
def test_due_with_stops__depends_on_the_stopped_days_only(
    event_on: date, within: int, spans: list[tuple[int, int]], rng: object
) -> None:
    deadline = Deadline(within, WORKING_DAYS)
    stops = [
        Stop(event_on + timedelta(days=offset), event_on + timedelta(days=offset + length)) for offset, length in spans
    ]
    each_day = [
        Stop(stop.since + timedelta(days=day), stop.since + timedelta(days=day + 1))
        for stop in stops
        if stop.until is not None
        for day in range((stop.until - stop.since).days)
    ]
    rng.shuffle(each_day)  # type: ignore[attr-defined]
    assert due_with_stops(deadline, event_on, stops=stops) == due_with_stops(deadline, event_on, stops=each_day)


@given(_DAYS, st.integers(1, 30), st.integers(0, 29), st.integers(0, 200))
def test_remaining__does_not_change_while_a_request_is_open(
    event_on: date, within: int, asked_after: int, waited: int
) -> None:
    stop = Stop(event_on + timedelta(days=asked_after))
    left = [
        remaining(
            Deadline(within, DAYS, rolls=False), event_on=event_on, today=stop.since + timedelta(days=day), stops=[stop]
        )
        for day in (0, waited)
    ]
    assert left[0] == left[1]
