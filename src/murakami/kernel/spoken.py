"""Letters and digits as they are said over the telephone."""

from __future__ import annotations

import re
from typing import Final

from murakami.kernel.languages import EN, language_of

_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS_JA: Final = (
    "エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー", "エイチ", "アイ", "ジェー", "ケー", "エル", "エム",
    "エヌ", "オー", "ピー", "キュー", "アール", "エス", "ティー", "ユー", "ブイ", "ダブリュー", "エックス", "ワイ", "ゼット",
)  # fmt: skip
# Source: ITU-R M.1172 / ICAO spelling alphabet.
_LETTERS_EN: Final = (
    "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima", "Mike",
    "November", "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray", "Yankee",
    "Zulu",
)  # fmt: skip
# Yon, nana and kyū, because shi and shichi are misheard.
_DIGITS_JA: Final = ("ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ")
_DIGITS_EN: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

_JA: Final = dict(zip(_LETTERS, _LETTERS_JA, strict=True)) | dict(zip("0123456789", _DIGITS_JA, strict=True))
_EN: Final = dict(zip(_LETTERS, _LETTERS_EN, strict=True)) | dict(zip("0123456789", _DIGITS_EN, strict=True))


def spell(code: str, lang: str) -> str:
    """Say a code of capital letters and digits, group by group; hyphens and blanks part the groups.

    Raises:
        KeyError: the code holds another character.
    """
    groups = [group for group in re.split(r"[-\s]+", code) if group]
    if language_of(lang) == EN:
        return ", ".join(" ".join(_EN[character] for character in group) for group in groups)
    return "、".join("・".join(_JA[character] for character in group) for group in groups)
