"""Finds 個人番号 (My Number) in text, so that it can be refused. Nothing here stores or returns one."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LENGTH: Final = 12
_WEIGHTS: Final = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_KANJI_DIGITS: Final = dict(zip("〇零一二三四五六七八九壱壹弐貳参參肆伍陸漆捌玖", "0012345678911223345678" "9", strict=True))
_DIGIT: Final = rf"[\d{''.join(_KANJI_DIGITS)}⓪⓿①-⑨⑴-⑼⒈-⒐⓵-⓽❶-❾➀-➈➊-➒⁰¹²³⁴-⁹₀-₉🄀-🄊]"
_SEPARATOR: Final = r"[\s\-‐‑‒–—―−－ーｰ─━〜～~﹣⁃˗._,・･、，．/／|｜]"
_USUAL: Final = ((12,), (4, 4, 4), (1,) * 12)
# Twelve digits or more that only separators part, three at most between two of them.
_ROW: Final = re.compile(f"{_DIGIT}(?:{_SEPARATOR}{{0,3}}{_DIGIT}){{11,}}")
# The same as people write a number, in the usual groups, whatever signs stand between them.
_WIDE_ROW: Final = re.compile(f"{_DIGIT}(?:[\\W_]{{0,6}}{_DIGIT}){{11,}}")
# What nobody sees beside or upon a digit: signs of width zero, marks upon it, keycaps, fillers.
_UNSEEN: Final = re.compile("[\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
                            "\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e01ef]")
_GROUP: Final = re.compile(f"{_DIGIT}+")


def check_digit_of(body: str) -> int:
    """Compute the check digit of eleven digits.

    Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び個人番号カード
    並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令（平成26年総務省令第85号）5条.
    """
    remainder = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
    return 0 if remainder <= 1 else 11 - remainder


def is_individual_number(digits: str) -> bool:
    """Tell whether twelve ASCII digits have a right check digit."""
    if len(digits) != _LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return check_digit_of(digits[:-1]) == int(digits[-1])


def contains_individual_number(text: str) -> bool:
    """Tell whether a text holds twelve digits in a row with the right check digit.

    Digits count in every width and script (１, ①, 一), with up to three blanks, hyphens or the like between
    them; in the groups in which people write it, up to six signs of any kind. What nobody sees does not part digits.
    One in eleven harmless rows of twelve digits is taken for a number too; longer rows without a separator are not.
    Linear in the length of the text.
    """
    return any(_holds_number(_groups(row)) for row in _ROW.findall(_seen(text))) or shows_individual_number(text)


def shows_individual_number(text: str) -> bool:
    """Tell whether a text holds a number as people write it: in one row, in fours, or digit by digit.

    For whole files, in which amounts, dates and telephone numbers stand side by side and would by chance be taken for
    one by `contains_individual_number`.
    """
    return any(_is_usual(groups) for groups in map(_groups, _WIDE_ROW.findall(_seen(text))))


def _seen(text: str) -> str:
    return text if text.isascii() else _UNSEEN.sub("", text)


def _is_usual(groups: list[str]) -> bool:
    lengths = tuple(map(len, groups))
    return any(lengths[start:start + len(shape)] == shape and is_individual_number("".join(groups[start:start + len(shape)]))
               for shape in _USUAL for start in range(len(groups)))


def _groups(row: str) -> list[str]:
    return ["".join(map(_digit, group)) for group in _GROUP.findall(row)]


def _digit(character: str) -> str:
    if character in _KANJI_DIGITS:
        return _KANJI_DIGITS[character]
    return str(unicodedata.digit(character))


def _holds_number(groups: list[str]) -> bool:
    for start in range(len(groups)):
        if _is_date(groups[start : start + 3]):
            continue
        digits = ""
        for group in groups[start : start + _LENGTH]:
            digits += group
            if len(digits) >= _LENGTH:
                break
        if is_individual_number(digits):
            return True
    return False


def _is_date(groups: list[str]) -> bool:
    """Tell whether three groups are a day such as 2026-11-03, which an hour may follow."""
    if len(groups) < 3 or len(groups[0]) != 4 or max(map(len, groups[1:])) > 2:
        return False
    return groups[0][:2] in ("19", "20") and 1 <= int(groups[1]) <= 12 and 1 <= int(groups[2]) <= 31
