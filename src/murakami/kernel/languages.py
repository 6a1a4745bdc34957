"""The three languages of the resident's pages, and texts that exist in each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias

Text: TypeAlias = Mapping[str, str]
"""A text by language; Japanese is always there."""

JA: Final = "ja"
EASY: Final = "ja-easy"
EN: Final = "en"
LANGUAGES: Final = (JA, EASY, EN)

_EASY_NAMES: Final = frozenset({"ja-easy", "easy"})


def language_of(code: str) -> str:
    """Name the one of the three languages that a language code means; Japanese for any other.

    `en-gb` is English; `easy` and `ja_Easy` (folder names) are `ja-easy`.
    """
    if code in LANGUAGES:
        return code
    folded = code.lower().replace("_", "-")
    if folded in _EASY_NAMES:
        return EASY
    return EN if folded.partition("-")[0] == EN else JA


def text_in(text: Text, lang: str) -> str:
    """Take the text in a language, else in Japanese, else nothing."""
    language = language_of(lang)
    return text.get(language) or text.get(JA, "")
