"""`date`: three inputs; the year box takes a Western year or a year of an era."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import ClassVar, Final

from murakami.kernel.characters import fold_width
from murakami.kernel.dates import show_date
from murakami.kernel.eras import FIRST_DAY, Era, YearText, format_era_date, parse_year
from murakami.kernel.facts import NO_OPTIONS, Options
from murakami.kernel.fields.base import FieldType, ParseContext, Part, Raw, RawValue
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.options import OptionProblem, day_option, option_errors, text_option
from murakami.kernel.fields.texts import read_text, shown_in_error
from murakami.kernel.json_values import Json, JsonShapeError, read_str

_ANY_DAY: Final = date(2000, 1, 1)
_LONGEST: Final = 20


class DateField(FieldType[date]):
    """A day of the calendar since 1873.

    Options: `earliest` and `latest` (`today` or an ISO date, both inclusive), `autocomplete` (`bday`).
    """

    name: ClassVar[str] = "date"
    option_names: ClassVar[frozenset[str]] = frozenset({"earliest", "latest", "autocomplete"})

    def parts(self, options: Options = NO_OPTIONS) -> tuple[Part, ...]:
        autocomplete = text_option(options, "autocomplete", "")
        # The year takes 令和8 too, so a numeric keyboard would shut people out.
        return (
            Part("year", "date.year", "text", autocomplete=autocomplete and f"{autocomplete}-year"),
            Part("month", "date.month", "numeric", autocomplete=autocomplete and f"{autocomplete}-month"),
            Part("day", "date.day", "numeric", autocomplete=autocomplete and f"{autocomplete}-day"),
        )

    def read(self, raw: Raw, options: Options, context: ParseContext) -> date:
        typed = {part: read_text(raw, part=part, maximum=_LONGEST) for part in ("year", "month", "day")}
        errors: list[FieldError] = []
        for part, text in typed.items():
            if not text:
                errors.append(FieldError("part_missing", part=part, part_key=f"date.{part}"))
        year = _year(typed["year"], errors)
        month = _month(typed["month"], errors)
        day = _day_number(typed["day"], errors)
        if errors or year is None:
            raise FieldErrors(errors)
        found = _day(year, month=month, day=day)
        _check_range(found, options, context)
        return found

    def to_json(self, value: date) -> Json:
        return value.isoformat()

    def from_json(self, data: Json) -> date:
        text = read_str(data, where="date")
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise JsonShapeError(where="date", expected="an ISO date", found=data) from None

    def to_raw(self, value: date) -> dict[str, RawValue]:
        return {"year": str(value.year), "month": str(value.month), "day": str(value.day)}

    def show(self, value: date, lang: str = "ja", options: Options = NO_OPTIONS) -> str:
        return show_date(value, lang)

    def print_paper(self, value: date, options: Options = NO_OPTIONS, parts: object = ()) -> str:
        return format_era_date(value)

    def to_csv(self, value: date) -> str:
        return value.isoformat()

    def option_problems(self, options: Options) -> tuple[OptionProblem, ...]:
        return (
            *super().option_problems(options),
            *option_errors(
                lambda: day_option(options, "earliest", today=_ANY_DAY),
                lambda: day_option(options, "latest", today=_ANY_DAY),
                lambda: text_option(options, "autocomplete", ""),
            ),
        )


def _year(text: str, errors: list[FieldError]) -> YearText | None:
    if not text:
        return None
    year = parse_year(text)
    if year is None:
        errors.append(FieldError("year_unreadable", part="year", found=shown_in_error(text)))
        return None
    if year.era is not None and year.number == 0:
        errors.append(FieldError("era_year_zero", part="year", era=year.era.letter))
        return None
    if year.western is None:
        found = "元" if "元" in text else str(year.number)
        errors.append(FieldError("year_needs_era", part="year", found=found, number=year.number))
        return None
    if year.western > date.max.year or (year.era is None and year.western < 1000):
        errors.append(FieldError("year_unreadable", part="year", found=shown_in_error(text)))
        return None
    return year


def _number(text: str, unit: str) -> int | None:
    folded = re.sub(r"\s", "", fold_width(text)).removesuffix(unit)
    return int(folded) if re.match(r"[0-9]{1,2}\Z", folded, re.ASCII) else None


def _month(text: str, errors: list[FieldError]) -> int:
    month = _number(text, "月")
    if month is None:
        if text:
            errors.append(FieldError("month_unreadable", part="month", found=shown_in_error(text)))
        return 1
    if not 1 <= month <= 12:
        errors.append(FieldError("month_out_of_range", part="month", month=month))
        return 1
    return month


def _day_number(text: str, errors: list[FieldError]) -> int:
    day = _number(text, "日")
    if day is None:
        if text:
            errors.append(FieldError("day_unreadable", part="day", found=shown_in_error(text)))
        return 1
    if day == 0:
        errors.append(FieldError("day_zero", part="day"))
    return day


def _day(year: YearText, *, month: int, day: int) -> date:
    western = year.western
    assert western is not None
    last = calendar.monthrange(western, month)[1]
    if day > last:
        code = "day_out_of_february" if month == 2 else "day_out_of_month"
        raise FieldError(code, part="day", year=western, month=month, last=last)
    found = date(western, month, day)
    if found < FIRST_DAY:
        raise FieldError("before_gregorian", part="year")
    if year.era is not None and not year.era.holds(found):
        raise _wrong_era(year.era, found)
    return found


def _wrong_era(era: Era, day: date) -> FieldError:
    if day < era.first_on:
        return FieldError("era_not_begun", part="year", era=era.letter, begins=era.first_on, instead=day)
    assert era.last_on is not None
    return FieldError("era_ended", part="year", era=era.letter, ends=era.last_on, instead=day)


def _check_range(day: date, options: Options, context: ParseContext) -> None:
    earliest = day_option(options, "earliest", today=context.today)
    latest = day_option(options, "latest", today=context.today)
    if earliest is not None and day < earliest:
        raise FieldError("date_too_early", part="year", earliest=earliest)
    if latest is not None and day > latest:
        if options.get("latest") == "today":
            raise FieldError("date_in_future", part="year")
        raise FieldError("date_too_late", part="year", latest=latest)
