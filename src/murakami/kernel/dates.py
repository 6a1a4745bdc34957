"""Days of Japan: which one a moment lies in, and how screens show them in each language."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from murakami.kernel.eras import FIRST_DAY, format_era_year
from murakami.kernel.languages import EN, language_of

JAPAN: Final = ZoneInfo("Asia/Tokyo")


def day_in_japan(at: datetime) -> date:
    """Name the day in Japan that a moment lies in: what law counts, whatever the server's clock shows.

    Raises:
        ValueError: the moment has no offset.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its offset")
    return at.astimezone(JAPAN).date()


def show_date(day: date, lang: str = "ja") -> str:
    """Write a day for a screen: 2026年（令和8年）11月3日, or 3 November 2026."""
    if language_of(lang) == EN:
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    era_year = f"（{format_era_year(day)}）" if day >= FIRST_DAY else ""
    return f"{day.year}年{era_year}{day.month}月{day.day}日"
