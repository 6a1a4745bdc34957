"""`date`."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.eras import FIRST_DAY, year_in_era
from murakami.kernel.fields import field_type
from tests.kernel.fields.reading import parsed, refused, said

DATE = field_type("date")


def _raw(year: str, month: str = "11", day: str = "3") -> dict[str, str]:
    return {"year": year, "month": month, "day": day}


@pytest.mark.parametrize("year", ["2026", "２０２６", "令和8", "R8", "r８", "令和8年", "㋿8"])
def test_parse__takes_western_and_era_years_in_the_year_box(year: str) -> None:
    assert parsed("date", _raw(year, "１１月", " 3日 ")) == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("raw", "errors"),
    [
        (_raw("", "", ""), [("year", "part_missing"), ("month", "part_missing"), ("day", "part_missing")]),
        (_raw("2026", "", "3"), [("month", "part_missing")]),
        (_raw("8"), [("year", "year_needs_era")]),
        (_raw("元"), [("year", "year_needs_era")]),
        (_raw("昭和"), [("year", "year_unreadable")]),
        (_raw("二千"), [("year", "year_unreadable")]),
        (_raw("R9999"), [("year", "year_unreadable")]),
        (_raw("R0"), [("year", "era_year_zero")]),
        (_raw("2026", "13"), [("month", "month_out_of_range")]),
        (_raw("2026", "0"), [("month", "month_out_of_range")]),
        (_raw("2026", "x", "y"), [("month", "month_unreadable"), ("day", "day_unreadable")]),
        (_raw("2026", "11", "0"), [("day", "day_zero")]),
        (_raw("2026", "11", "31"), [("day", "day_out_of_month")]),
        (_raw("2026", "2", "29"), [("day", "day_out_of_february")]),
        (_raw("2100", "2", "29"), [("day", "day_out_of_february")]),
        (_raw("1872", "12", "31"), [("year", "before_gregorian")]),
        (_raw("M5", "1", "1"), [("year", "before_gregorian")]),
        (_raw("R元", "4", "30"), [("year", "era_not_begun")]),
        (_raw("H31", "5", "1"), [("year", "era_ended")]),
        (_raw("S64", "1", "8"), [("year", "era_ended")]),
        (_raw("H元", "1", "7"), [("year", "era_not_begun")]),
        (_raw("8", "13", "32"), [("year", "year_needs_era"), ("month", "month_out_of_range")]),
        (_raw("2026", "-1"), [("month", "month_unreadable")]),
        (_raw("2026", "111"), [("month", "month_unreadable")]),
        (_raw("2026\x00"), [("year", "control_character")]),
        (_raw("2" * 10_000_000), [("year", "too_long")]),
    ],
)
def test_parse__names_the_part_to_mend(raw: dict[str, str], errors: list[tuple[str, str]]) -> None:
    assert refused("date", raw) == errors


@pytest.mark.parametrize(
    ("raw", "lang", "text"),
    [
        (_raw("2026", "11", "31"), "ja", "生まれた日：11月は30日までです。日を直してください。"),
        (_raw("2026", "11", "31"), "ja-easy", "生まれた日：11月は 30日までです。日を 直してください。"),
        (_raw("2026", "11", "31"), "en", "生まれた日: November has only 30 days. Correct the day."),
        (_raw("2026", "2", "29"), "ja", "生まれた日：2026年の2月は28日までです。日を直してください。"),
        (
            _raw("8"),
            "ja",
            "生まれた日：年が「8」だけでは、いつの年か決まりません。「令和8」のように元号を付けるか、「2026」のように西暦で入力してください。",
        ),
        (_raw("元"), "en", "生まれた日: The year “元” could be in any era. Name the era (R1) or use a year like 2026."),
        (
            _raw("H31", "5", "1"),
            "ja",
            "生まれた日：平成は2019年（平成31年）4月30日までです。年を「令和元」に直すか、月と日を直してください。",
        ),
        (
            _raw("R1", "4", "30"),
            "en",
            "生まれた日: Reiwa begins on 1 May 2019. Correct the year (for example 2019) or the month and day.",
        ),
    ],
)
def test_error__says_field_fault_and_mend(raw: dict[str, str], lang: str, text: str) -> None:
    assert said("date", raw, lang, label="生まれた日") == [text]


@pytest.mark.parametrize(
    ("day", "options", "code"),
    [
        (date(2026, 11, 24), {"latest": "today"}, "date_in_future"),
        (date(2026, 11, 22), {"earliest": "today"}, "date_too_early"),
        (date(2026, 4, 2), {"latest": "2026-04-01"}, "date_too_late"),
        (date(2026, 3, 31), {"earliest": "2026-04-01"}, "date_too_early"),
    ],
)
def test_parse__keeps_to_the_limits_of_the_pack(day: date, options: dict[str, object], code: str) -> None:
    assert refused("date", DATE.to_raw(day), **options) == [("year", code)]


@pytest.mark.parametrize(
    ("day", "options"),
    [
        (date(2026, 11, 23), {"latest": "today", "earliest": "today"}),
        (date(2026, 4, 1), {"latest": "2026-04-01", "earliest": "2026-04-01"}),
    ],
)
def test_parse__counts_the_limits_themselves_in(day: date, options: dict[str, object]) -> None:
    assert parsed("date", DATE.to_raw(day), **options) == day


@given(st.dates(FIRST_DAY, date(2150, 12, 31)))
def test_parse__reads_every_day_in_both_calendars(day: date) -> None:
    assert parsed("date", DATE.to_raw(day)) == day
    assert parsed("date", DATE.to_raw(day) | {"year": year_in_era(day)}) == day
    assert DATE.from_json(DATE.to_json(day)) == day


@given(st.text(), st.text(), st.text())
def test_parse__answers_any_text_with_a_day_or_errors(year: str, month: str, day: str) -> None:
    raw = {"year": year, "month": month, "day": day}
    try:
        value = parsed("date", raw)
    except Exception:
        assert refused("date", raw)
    else:
        assert isinstance(value, date)


def test_print_paper__uses_the_era_and_csv_does_not() -> None:
    assert DATE.print_paper(date(2019, 5, 1)) == "令和元年5月1日"
    assert DATE.to_csv(date(2019, 5, 1)) == "2019-05-01"
    assert DATE.show(date(2019, 5, 1), "en") == "1 May 2019"


def test_parts__are_three_inputs_and_the_year_takes_letters() -> None:
    assert [(part.name, part.input) for part in DATE.parts()] == [
        ("year", "text"),
        ("month", "numeric"),
        ("day", "numeric"),
    ]
    assert [part.autocomplete for part in DATE.parts({"autocomplete": "bday"})] == [
        "bday-year",
        "bday-month",
        "bday-day",
    ]


def test_option_problems__name_what_a_pack_wrote_wrong() -> None:
    problems = DATE.option_problems({"latest": "tomorrow", "erliest": "today"})
    assert [problem.option for problem in problems] == ["erliest", "latest"]
    assert all(problem.mend for problem in problems)
    assert DATE.option_problems({"latest": "today", "earliest": "1900-01-01"}) == ()
