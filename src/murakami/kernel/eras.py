"""Japanese eras: read on the way in, printed on the way out, never stored.

Source: 元号法（昭和54年法律第43号）と各改元の政令; 1873-01-01 (明治6年) is the first day of the Gregorian calendar in Japan
(明治5年太政官布告第337号), so no earlier day is converted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from murakami.kernel.characters import fold_width

FIRST_DAY: Final = date(1873, 1, 1)


@dataclass(frozen=True, slots=True)
class Era:
    """An era with its first and last day (None while it lasts). `first_year` is the year of year 1."""

    letter: str
    kanji: str
    romaji: str
    first_year: int
    first_on: date
    last_on: date | None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the era."""
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)

    def year_of(self, western_year: int) -> int:
        """Count a Western year in this era."""
        return western_year - self.first_year + 1

    def western_year(self, year: int) -> int:
        """Name the Western year of a year of this era."""
        return self.first_year + year - 1


ERAS: Final = (
    Era("M", "明治", "Meiji", 1868, FIRST_DAY, date(1912, 7, 29)),
    Era("T", "大正", "Taisho", 1912, date(1912, 7, 30), date(1926, 12, 24)),
    Era("S", "昭和", "Showa", 1926, date(1926, 12, 25), date(1989, 1, 7)),
    Era("H", "平成", "Heisei", 1989, date(1989, 1, 8), date(2019, 4, 30)),
    Era("R", "令和", "Reiwa", 2019, date(2019, 5, 1), None),
)

_NAMES: Final = {
    name: era
    for era in ERAS
    for name in (era.letter.lower(), era.kanji, era.kanji[0], era.romaji.lower(), era.romaji.lower() + ".")
}
_YEAR: Final = re.compile(
    rf"(?P<era>{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})?\.?(?P<year>元|[0-9]{{1,4}})年?\Z"
)


class BeforeGregorianCalendar(ValueError):
    """A day before 1873 has no era date here."""


@dataclass(frozen=True, slots=True)
class YearText:
    """A year as somebody wrote it: in an era, or without one."""

    era: Era | None
    number: int

    @property
    def western(self) -> int | None:
        """The Western year; None for a number under 1000 without an era, which could be anything."""
        if self.era is not None:
            return self.era.western_year(self.number)
        return self.number if self.number >= 1000 else None


def parse_year(text: str) -> YearText | None:
    """Read 2026, 令和8, R8, 令8, 元 (of an era), ㋿8, in any width and with or without 年; None for anything else.

    A bare 元 is year 1 of no era.
    """
    match = _YEAR.match(re.sub(r"\s", "", fold_width(text)).lower())
    if match is None:
        return None
    number = 1 if match["year"] == "元" else int(match["year"])
    return YearText(_NAMES[match["era"]] if match["era"] else None, number)


def era_of(day: date) -> Era:
    """Name the era that a day lies in.

    Raises:
        BeforeGregorianCalendar: the day is before 1873-01-01.
    """
    for era in reversed(ERAS):
        if era.holds(day):
            return era
    raise BeforeGregorianCalendar(day.isoformat())


def year_in_era(day: date) -> str:
    """Write 令和8, 平成元, as it is typed into a year box.

    Raises:
        BeforeGregorianCalendar: the day is before 1873-01-01.
    """
    return _year_text(era_of(day), day.year)


def format_era_year(day: date) -> str:
    """Write 令和8年, 平成元年.

    Raises:
        BeforeGregorianCalendar: the day is before 1873-01-01.
    """
    return f"{year_in_era(day)}年"


def format_era_date(day: date) -> str:
    """Write 令和8年11月3日, as paper forms and letters have it.

    Raises:
        BeforeGregorianCalendar: the day is before 1873-01-01.
    """
    return f"{format_era_year(day)}{day.month}月{day.day}日"


def _year_text(era: Era, western_year: int) -> str:
    year = era.year_of(western_year)
    return f"{era.kanji}{'元' if year == 1 else year}"
