"""Open days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.workdays import PUBLIC_CALENDAR, WorkCalendar, holidays_of

# Source: 内閣府 国民の祝日 (syukujitsu.csv), the odd years of the Olympics and of 2026 among them.
HOLIDAYS = """
2020-01-01 2020-01-13 2020-02-11 2020-02-23 2020-02-24 2020-03-20 2020-04-29 2020-05-03 2020-05-04 2020-05-05 2020-05-06
2020-07-23 2020-07-24 2020-08-10 2020-09-21 2020-09-22 2020-11-03 2020-11-23
2021-01-01 2021-01-11 2021-02-11 2021-02-23 2021-03-20 2021-04-29 2021-05-03 2021-05-04 2021-05-05 2021-07-22 2021-07-23
2021-08-08 2021-08-09 2021-09-20 2021-09-23 2021-11-03 2021-11-23
2026-01-01 2026-01-12 2026-02-11 2026-02-23 2026-03-20 2026-04-29 2026-05-03 2026-05-04 2026-05-05 2026-05-06 2026-07-20
2026-08-11 2026-09-21 2026-09-22 2026-09-23 2026-10-12 2026-11-03 2026-11-23
2027-01-01 2027-01-11 2027-02-11 2027-02-23 2027-03-21 2027-03-22 2027-04-29 2027-05-03 2027-05-04 2027-05-05 2027-07-19
2027-08-11 2027-09-20 2027-09-23 2027-10-11 2027-11-03 2027-11-23
"""
_DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize("year", [2020, 2021, 2026, 2027])
def test_holidays__are_those_of_the_cabinet_office(year: int) -> None:
    assert holidays_of(year) == {date.fromisoformat(day) for day in HOLIDAYS.split() if day.startswith(str(year))}


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 2), True),
        (date(2026, 11, 3), False),  # 文化の日
        (date(2026, 9, 22), False),  # 国民の休日
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 11, 7), False),  # Saturday
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2026, 12, 31), False),
        (date(2029, 1, 3), False),
        (date(2029, 1, 4), True),
    ],
)
def test_is_open__is_the_law(day: date, is_open: bool) -> None:
    assert PUBLIC_CALENDAR.is_open(day) is is_open


def test_is_open__knows_the_closures_of_a_municipality() -> None:
    festival = date(2026, 7, 7)
    assert PUBLIC_CALENDAR.is_open(festival)
    assert not WorkCalendar.closed_on([festival]).is_open(festival)


def test_add_working_days__steps_over_the_new_year() -> None:
    assert PUBLIC_CALENDAR.add_working_days(date(2026, 12, 25), 2) == date(2027, 1, 4)


def test_add_working_days__does_not_go_back() -> None:
    with pytest.raises(ValueError):
        PUBLIC_CALENDAR.add_working_days(date(2026, 1, 5), -1)


@given(_DAYS, st.integers(1, 60))
def test_add_working_days__is_undone_by_counting(day: date, count: int) -> None:
    end = PUBLIC_CALENDAR.add_working_days(day, count)
    assert PUBLIC_CALENDAR.is_open(end)
    assert PUBLIC_CALENDAR.working_days(after=day, through=end) == count


@given(_DAYS)
def test_open_on_or_after__is_the_first_open_day(day: date) -> None:
    found = PUBLIC_CALENDAR.open_on_or_after(day)
    assert PUBLIC_CALENDAR.is_open(found)
    assert PUBLIC_CALENDAR.working_days(after=day - timedelta(days=1), through=found) == 1
    assert (found - day).days <= 10
