"""Fiscal years: April to March, written and read."""

from datetime import date

import pytest

from murakami.kernel.fiscal_years import (
    era_fiscal_year,
    first_day_of,
    fiscal_year_of,
    last_day_of,
    parse_fiscal_year,
    short_fiscal_year,
    show_fiscal_year,
)


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 4, 1), 2026), (date(2027, 3, 31), 2026), (date(2026, 3, 31), 2025), (date(2026, 12, 31), 2026),
])
def test_fiscal_year_of__begins_in_april(day: date, expected: int) -> None:
    assert fiscal_year_of(day) == expected
    assert first_day_of(expected) <= day <= last_day_of(expected)


@pytest.mark.parametrize(("year", "whole", "era", "short"), [
    (2026, "令和8年度（2026年度）", "令和8年度", "R8"),
    (2019, "令和元年度（2019年度）", "令和元年度", "R1"),
    (2018, "平成30年度（2018年度）", "平成30年度", "H30"),
])
def test_show_fiscal_year__names_era_and_western_year(year: int, whole: str, era: str, short: str) -> None:
    assert (show_fiscal_year(year), era_fiscal_year(year), short_fiscal_year(year)) == (whole, era, short)
    assert {parse_fiscal_year(text) for text in (whole, era, short, str(year), f"{year}年度")} == {year}


@pytest.mark.parametrize("text", ["Ｒ８", "令和８年度", "令和 8 年度（2026年度）", "r8", "２０２６年度", "2026"])
def test_parse_fiscal_year__reads_every_width(text: str) -> None:
    assert parse_fiscal_year(text) == 2026


@pytest.mark.parametrize("text", ["", "8", "年度", "令和", "来年度", "R8/R9", "元年度"])
def test_parse_fiscal_year__refuses_what_could_be_anything(text: str) -> None:
    assert parse_fiscal_year(text) is None
