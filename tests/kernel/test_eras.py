"""Japanese eras."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.dates import day_in_japan, show_date
from murakami.kernel.eras import (
    ERAS,
    FIRST_DAY,
    BeforeGregorianCalendar,
    era_of,
    format_era_date,
    parse_year,
    year_in_era,
)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(1873, 1, 1), "明治6年1月1日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2026, 11, 3), "令和8年11月3日"),
    ],
)
def test_format_era_date__changes_on_the_first_day_of_each_era(day: date, written: str) -> None:
    assert format_era_date(day) == written


@pytest.mark.parametrize("day", [date(1872, 12, 31), date(1868, 1, 25), date(1, 1, 1)])
def test_era_of__knows_no_day_before_the_gregorian_calendar(day: date) -> None:
    with pytest.raises(BeforeGregorianCalendar):
        era_of(day)


@pytest.mark.parametrize(
    ("text", "western"),
    [
        ("2026", 2026),
        ("２０２６年", 2026),
        ("令和8", 2026),
        ("令和８年", 2026),
        ("R8", 2026),
        ("r8", 2026),
        ("Ｒ８", 2026),
        ("R.8", 2026),
        ("令8", 2026),
        ("Reiwa 8", 2026),
        ("㋿8", 2026),
        ("㍻元", 1989),
        ("H元", 1989),
        ("平成元年", 1989),
        ("S 64", 1989),
        ("T15", 1926),
        ("M6", 1873),
        (" 令 和 元 ", 2019),
    ],
)
def test_parse_year__reads_every_way_of_writing_a_year(text: str, western: int) -> None:
    year = parse_year(text)
    assert year is not None
    assert year.western == western


@pytest.mark.parametrize("text", ["8", "元", "99", "0", "999"])
def test_parse_year__knows_no_western_year_for_a_small_number_without_era(text: str) -> None:
    year = parse_year(text)
    assert year is not None
    assert year.western is None


@pytest.mark.parametrize(
    "text", ["", "年", "令和", "X8", "8R", "20 26 1", "令和8年度", "-8", "令和平成8", "12345", "二〇二六"]
)
def test_parse_year__refuses_other_texts(text: str) -> None:
    assert parse_year(text) is None


@given(st.dates(FIRST_DAY, date(2150, 12, 31)))
def test_year_in_era__is_read_back(day: date) -> None:
    year = parse_year(year_in_era(day))
    assert year is not None
    assert year.western == day.year
    assert year.era is not None
    assert year.era.holds(day)


@given(st.dates(FIRST_DAY, date(2150, 12, 31)))
def test_eras__hold_every_day_exactly_once(day: date) -> None:
    assert sum(era.holds(day) for era in ERAS) == 1


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("ja", "2026年（令和8年）11月3日"), ("ja-easy", "2026年（令和8年）11月3日"), ("en", "3 November 2026")],
)
def test_show_date__speaks_the_language(lang: str, shown: str) -> None:
    assert show_date(date(2026, 11, 3), lang) == shown


def test_show_date__shows_old_days_without_an_era() -> None:
    assert show_date(date(1868, 1, 25)) == "1868年1月25日"


def test_day_in_japan__is_not_the_servers_day() -> None:
    assert day_in_japan(datetime(2026, 11, 22, 15, 0, tzinfo=UTC)) == date(2026, 11, 23)
    assert day_in_japan(datetime(2026, 11, 22, 14, 59, tzinfo=UTC)) == date(2026, 11, 22)
    with pytest.raises(ValueError):
        day_in_japan(datetime(2026, 11, 22))  # noqa: DTZ001
