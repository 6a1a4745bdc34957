"""Says field errors in words: 「生まれた日：11月は30日までです。日を直してください。」"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol, TypeAlias

from murakami.kernel.dates import show_date
from murakami.kernel.eras import ERAS, year_in_era
from murakami.kernel.fields.labels import part_label
from murakami.kernel.fields.message_table import TABLE, Wording
from murakami.kernel.languages import EASY, EN, JA, language_of, text_in

Param: TypeAlias = str | int | date

_WHOLE_FIELD: Final = {JA: "内容", EASY: "書いたこと", EN: "The text"}


class Described(Protocol):
    """An error as `error_text` needs it: a `FieldError`."""

    code: str
    label: str
    params: Mapping[str, Param]


def message_of(code: str, params: Mapping[str, Param], lang: str) -> str:
    """Say what is wrong, without the label.

    Raises:
        KeyError: there is no such code.
    """
    return _fill(_wording(code, lang).message, params, lang)


def mend_of(code: str, params: Mapping[str, Param], lang: str) -> str:
    """Say what to do about it.

    Raises:
        KeyError: there is no such code.
    """
    return _fill(_wording(code, lang).mend, params, lang)


def error_text(error: Described, lang: str) -> str:
    """Say the label of the field, what is wrong and what to do about it."""
    english = language_of(lang) == EN
    message = message_of(error.code, error.params, lang)
    mend = mend_of(error.code, error.params, lang)
    sentence = f"{message} {mend}" if english else f"{message}{mend}"
    if not error.label:
        return sentence
    return f"{error.label}{': ' if english else '：'}{sentence}"


def _wording(code: str, lang: str) -> Wording:
    wordings = TABLE[code]
    return {JA: wordings.ja, EASY: wordings.easy, EN: wordings.en}[language_of(lang)]


def _fill(template: str, params: Mapping[str, Param], lang: str) -> str:
    values: dict[str, str | int] = {"part": _part_name("", lang)}
    for name, value in params.items():
        values |= _said(name, value, lang)
    return template.format_map(values)


def _said(name: str, value: Param, lang: str) -> dict[str, str | int]:
    """Turn a parameter into words: inputs and eras by their names, days as this language shows them."""
    english = language_of(lang) == EN
    if name == "part_key":
        return {"part": _part_name(str(value), lang)}
    if name == "era":
        era = next(era for era in ERAS if era.letter == value)
        return {"era": era.romaji if english else era.kanji}
    if name == "month":
        month = int(str(value))
        return {"month": month, "month_name": calendar.month_name[month] if 1 <= month <= 12 else str(month)}
    if isinstance(value, date):
        year = f"{value.year}" if english else year_in_era(value)
        return {name: show_date(value, lang) if name != "instead" else year}
    return {name: value}


def _part_name(key: str, lang: str) -> str:
    return text_in(part_label(key), lang) or _WHOLE_FIELD[language_of(lang)]
