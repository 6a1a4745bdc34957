"""Months, quarters and fiscal years of Japan as whole numbers that can be counted on."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from murakami.kernel.fiscal_years import FIRST_MONTH

_JAPAN: Final = timezone(timedelta(hours=9))  # no summer time since 1952, and no event is older


def month_of(at: datetime) -> int:
    """Number the month in Japan that a moment lies in: year × 12 + month − 1."""
    local = at.astimezone(_JAPAN)
    return local.year * 12 + local.month - 1


def month_of_day(day: date) -> int:
    """Number the month of a day."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> date:
    """Give the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def first_moment(month: int) -> datetime:
    """Give the moment at which a month begins in Japan, in UTC."""
    return datetime(month // 12, month % 12 + 1, 1, tzinfo=_JAPAN).astimezone(UTC)


def fiscal_year_of_month(month: int) -> int:
    """Name the fiscal year of a month, by the year in which it begins."""
    return (month - (FIRST_MONTH - 1)) // 12


def months_of(fiscal_year: int) -> range:
    """List the months of a fiscal year, April to March."""
    first = fiscal_year * 12 + FIRST_MONTH - 1
    return range(first, first + 12)


def quarter_of_month(month: int) -> tuple[int, int]:
    """Name the quarter of a month: fiscal year, and 1 (April to June) to 4."""
    return fiscal_year_of_month(month), (month - (FIRST_MONTH - 1)) % 12 // 3 + 1
