"""Ages by 年齢計算ニ関スル法律."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.ages import (
    AgeDay,
    age_at_end_of,
    age_for,
    age_on,
    fiscal_year,
    fiscal_year_end,
    fiscal_year_start,
    reaches_age_on,
)

_BIRTHS = st.dates(date(1890, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "age", "reached_on"),
    [
        (date(2020, 4, 1), 6, date(2026, 3, 31)),
        (date(2020, 4, 2), 6, date(2026, 4, 1)),
        (date(2008, 1, 1), 18, date(2025, 12, 31)),
        (date(2008, 2, 29), 18, date(2026, 2, 28)),
        (date(2008, 2, 29), 20, date(2028, 2, 28)),
        (date(2007, 3, 1), 1, date(2008, 2, 29)),
    ],
)
def test_reach_age__is_the_day_before_the_birthday(born_on: date, age: int, reached_on: date) -> None:
    assert reaches_age_on(born_on, age) == reached_on


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2020, 4, 1), date(2026, 3, 31), 5),
        (date(2020, 4, 1), date(2026, 4, 1), 6),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 11, 3), date(2026, 11, 23), 0),
        (date(2026, 11, 24), date(2026, 11, 23), -1),
    ],
)
def test_age__is_what_people_say_on_that_day(born_on: date, day: date, age: int) -> None:
    assert age_on(born_on, day) == age


@pytest.mark.parametrize(
    ("born_on", "on", "today", "age"),
    [
        # Born on 1 April: the elder school year.
        (date(2020, 4, 1), AgeDay.APRIL_FIRST, date(2026, 11, 23), 6),
        (date(2020, 4, 2), AgeDay.APRIL_FIRST, date(2026, 11, 23), 5),
        (date(2020, 4, 1), AgeDay.FISCAL_YEAR_END, date(2025, 11, 23), 6),
        (date(2020, 4, 2), AgeDay.FISCAL_YEAR_END, date(2025, 11, 23), 5),
        # 1 January to 31 March belong to the fiscal year that began before.
        (date(2020, 6, 1), AgeDay.APRIL_FIRST, date(2026, 3, 31), 4),
        (date(2020, 6, 1), AgeDay.APRIL_FIRST, date(2026, 4, 1), 5),
        (date(2020, 6, 1), AgeDay.TODAY, date(2026, 5, 31), 5),
        (date(2020, 6, 1), AgeDay.TODAY, date(2026, 6, 1), 6),
    ],
)
def test_age_for__looks_at_the_day_that_the_rule_names(born_on: date, on: AgeDay, today: date, age: int) -> None:
    assert age_for(born_on, on=on, today=today) == age


@given(_BIRTHS, st.integers(1, 110))
def test_reach_age__is_the_last_day_before_the_age_is_had(born_on: date, age: int) -> None:
    reached_on = reaches_age_on(born_on, age)
    assert age_on(born_on, reached_on) == age - 1
    assert age_on(born_on, reached_on + timedelta(days=1)) == age
    assert age_at_end_of(born_on, reached_on) == age


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_fiscal_year__holds_its_days(day: date) -> None:
    assert fiscal_year_start(day) <= day <= fiscal_year_end(day)
    assert fiscal_year_start(day).year == fiscal_year(day) == fiscal_year_end(day).year - 1


def test_reach_age__has_no_negative_age() -> None:
    with pytest.raises(ValueError):
        reaches_age_on(date(2020, 1, 1), -1)
