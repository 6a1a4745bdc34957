"""Days as screens show them, in each language."""

from __future__ import annotations

import calendar
from datetime import date

from murakami.kernel.eras import FIRST_DAY, format_era_year
from murakami.kernel.languages import EN, language_of


def show_date(day: date, lang: str = "ja") -> str:
    """Write a day for a screen: 2026年（令和8年）11月3日, or 3 November 2026."""
    if language_of(lang) == EN:
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    era_year = f"（{format_era_year(day)}）" if day >= FIRST_DAY else ""
    return f"{day.year}年{era_year}{day.month}月{day.day}日"
