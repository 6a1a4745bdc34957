"""Figures in words: units, months, quarters, and what stands where a figure is hidden or missing."""

from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from murakami.kernel.fiscal_years import era_fiscal_year, show_fiscal_year
from murakami.kernel.languages import EN, language_of

_UNITS = {
    "percent": gettext_lazy("%"), "points": gettext_lazy("点"), "days": gettext_lazy("日"), "hours": gettext_lazy("時間"),
    "cases": gettext_lazy("件"), "times": gettext_lazy("回"), "people": gettext_lazy("人"), "km2": gettext_lazy("km²"),
    "yes_no": "",
}
AGE_GROUPS = {"under_20": gettext_lazy("20歳未満"), "from_20": gettext_lazy("20〜39歳"), "from_40": gettext_lazy("40〜64歳"),
              "from_65": gettext_lazy("65〜74歳"), "from_75": gettext_lazy("75歳以上")}
_QUARTERS = {1: gettext_lazy("4〜6月"), 2: gettext_lazy("7〜9月"), 3: gettext_lazy("10〜12月"), 4: gettext_lazy("1〜3月")}


def unit_word(unit: str) -> str:
    """Name a unit."""
    return str(_UNITS[unit])


def show_figure(value: Decimal | str | None, unit: str) -> str:
    """Write a figure with its unit; "" where there is none. A yes or no is written as a word."""
    if value is None:
        return ""
    number = Decimal(value)
    if unit == "yes_no":
        return _("している") if number else _("していない")
    between = "" if unit == "percent" else " "
    return f"{number:,}{between}{unit_word(unit)}"


def hidden_word() -> str:
    """Say that a figure is hidden because too few cases stand behind it."""
    return _("非表示（件数が少ない）")


def empty_word() -> str:
    """Say that nothing was observed."""
    return _("なし")


def cases_word(n: int) -> str:
    """Say how many cases a figure stands for."""
    return ngettext("%(n)s件", "%(n)s件", n) % {"n": f"{n:,}"}


def short_month(year: int, month: int) -> str:
    """Write a month where there is little room: 2026-10."""
    return f"{year}-{month:02d}"


def quarter_word(fiscal_year: int, quarter: int) -> str:
    """Write a quarter: 令和8年度 7〜9月."""
    return f"{year_word(fiscal_year, short=True)} {_QUARTERS[quarter]}"


def year_word(fiscal_year: int, *, short: bool = False) -> str:
    """Write a fiscal year in the page's language."""
    if _in_english():
        return f"FY{fiscal_year}"
    return era_fiscal_year(fiscal_year) if short else show_fiscal_year(fiscal_year)


def _in_english() -> bool:
    return language_of(get_language() or "ja") == EN
