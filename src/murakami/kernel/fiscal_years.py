"""Fiscal years (年度) of Japan: April to March, known by the year in which they begin.

Source: 地方自治法（昭和22年法律第67号）208条1項.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from murakami.kernel.characters import fold_width
from murakami.kernel.eras import era_of, parse_year, year_in_era

FIRST_MONTH: Final = 4
_SHORT: Final = re.compile(r"(年度|年|度)?(\([0-9]{4}年度?\))?\Z")


def fiscal_year_of(day: date) -> int:
    """Name the fiscal year that a day lies in, by the year in which it begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day_of(fiscal_year: int) -> date:
    """Give 1 April of a fiscal year."""
    return date(fiscal_year, FIRST_MONTH, 1)


def last_day_of(fiscal_year: int) -> date:
    """Give 31 March, the last day of a fiscal year."""
    return date(fiscal_year + 1, FIRST_MONTH - 1, 31)


def show_fiscal_year(fiscal_year: int) -> str:
    """Write 令和8年度（2026年度）. A year in which an era begins is called after it: 令和元年度（2019年度）."""
    return f"{era_fiscal_year(fiscal_year)}（{fiscal_year}年度）"


def era_fiscal_year(fiscal_year: int) -> str:
    """Write 令和8年度, as headings of papers have it."""
    return f"{year_in_era(date(fiscal_year, 12, 31))}年度"


def short_fiscal_year(fiscal_year: int) -> str:
    """Write R8, as narrow columns have it."""
    era = era_of(date(fiscal_year, 12, 31))
    return f"{era.letter}{era.year_of(fiscal_year)}"


def parse_fiscal_year(text: str) -> int | None:
    """Read 令和8年度（2026年度）, 令和8年度, 令和8, R8, 2026 or 2026年度, in any width; None for anything else.

    A year without an era and under 1000 could be anything and is not read.
    """
    folded = re.sub(r"\s", "", fold_width(text))
    year = parse_year(_SHORT.sub("", folded))
    return year.western if year is not None else None
