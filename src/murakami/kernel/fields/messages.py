"""Says field errors in words: 「生まれた日：11月は30日までです。日を直してください。」"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from murakami.kernel.fields.labels import part_label
from murakami.kernel.fields.message_table import TABLE, Wording
from murakami.kernel.languages import EASY, EN, JA, language_of, text_in

ERROR_CODES: Final = frozenset(TABLE)
"""Every code that a field error can have."""

_WHOLE_FIELD: Final = {JA: "内容", EASY: "書いたこと", EN: "The text"}


class Described(Protocol):
    """An error as `error_text` needs it: a `FieldError`."""

    code: str
    label: str
    params: Mapping[str, str | int]


def message_of(code: str, params: Mapping[str, str | int], lang: str) -> str:
    """Say what is wrong, without the label.

    Raises:
        KeyError: there is no such code.
    """
    return _fill(_wording(code, lang).message, params, lang)


def mend_of(code: str, params: Mapping[str, str | int], lang: str) -> str:
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


def _fill(template: str, params: Mapping[str, str | int], lang: str) -> str:
    values: dict[str, str | int] = {"part": _part_name("", lang)}
    for name, value in params.items():
        if name == "part_key":
            values["part"] = _part_name(str(value), lang)
        else:
            values[name] = value
    return template.format_map(values)


def _part_name(key: str, lang: str) -> str:
    return text_in(part_label(key), lang) or _WHOLE_FIELD[language_of(lang)]
