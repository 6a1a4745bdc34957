"""Ages as the law counts them, and the fiscal year that school and benefits go by.

Source: 年齢計算ニ関スル法律（明治35年法律第50号）1項・2項, 民法143条2項: an age is reached when the day before the
birthday ends. So someone born on 1 April reaches it on 31 March, in the earlier school year.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum

_ONE_DAY = timedelta(days=1)


class AgeDay(StrEnum):
    """The day on which an age is looked at."""

    TODAY = "today"
    APRIL_FIRST = "april_first"
    FISCAL_YEAR_END = "fiscal_year_end"


def reaches_age_on(born_on: date, age: int) -> date:
    """Name the day at whose end an age is reached: the day before the birthday.

    Someone born on 29 February reaches every age on 28 February (民法143条2項ただし書 where the year has no
    29th). 「X歳に達する日」in an act is this day.

    Raises:
        ValueError: the age is negative or the day lies beyond the year 9999.
    """
    if age < 0:
        raise ValueError(f"an age cannot be {age}")
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return born_on.replace(year=year) - _ONE_DAY


def age_on(born_on: date, day: date) -> int:
    """Count the full years at the start of a day: what people mean by somebody's age on that day.

    Negative before birth.
    """
    birthday_has_come = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (0 if birthday_has_come else 1)


def age_at_end_of(born_on: date, day: date) -> int:
    """Count the full years when a day ends: an age reached at the end of that day counts."""
    return age_on(born_on, day + _ONE_DAY)


def age_for(born_on: date, *, on: AgeDay, today: date) -> int:
    """Count the age on today, on 1 April or on 31 March of the fiscal year that today lies in.

    On 31 March the age reached when that day ends counts (「18歳に達する日以後の最初の3月31日」), on 1 April the
    age at its start: both put someone born on 1 April among the elder.
    """
    if on is AgeDay.APRIL_FIRST:
        return age_on(born_on, fiscal_year_start(today))
    if on is AgeDay.FISCAL_YEAR_END:
        return age_at_end_of(born_on, fiscal_year_end(today))
    return age_on(born_on, today)


def fiscal_year(day: date) -> int:
    """Name the fiscal year (1 April to 31 March; 地方自治法208条) that a day lies in."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_start(day: date) -> date:
    """Name 1 April of the fiscal year that a day lies in."""
    return date(fiscal_year(day), 4, 1)


def fiscal_year_end(day: date) -> date:
    """Name 31 March of the fiscal year that a day lies in."""
    return date(fiscal_year(day) + 1, 3, 31)
