"""Readings in katakana: hiragana and half-width kana are folded, nothing else is changed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from murakami.kernel.characters import HYPHENS

_HIRAGANA: Final = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_HALF_WIDTH: Final = re.compile("[\uff61-\uff9f]+")
_WITH_MARK: Final = re.compile("[\u3041-\u30fe][\u3099\u309a]")
_LONG_VOWEL: Final = re.compile(f"(?<=[\u30a1-\u30ff])[{re.escape(HYPHENS)}]+")
_BLANKS: Final = re.compile(r"[ \u3000\u00a0]+")
_READING: Final = re.compile("[\u30a1-\u30fa\u30fb\u30fc\u30fd\u30fe\u3000]*\\Z")
_OTHER: Final = re.compile("[^\u30a1-\u30fa\u30fb\u30fc\u30fd\u30fe\u3000]")


def fold_to_katakana(text: str) -> str:
    """Fold hiragana and half-width kana to full katakana: ｶﾞ and が become ガ.

    A hyphen of any kind behind a kana becomes ー, blanks become one full-width blank. Everything that is not
    kana stays, so that an error can name it.
    """
    full = _HALF_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    composed = _WITH_MARK.sub(lambda match: unicodedata.normalize("NFC", match[0]), full)
    katakana = composed.translate(_HIRAGANA)
    return _BLANKS.sub("\u3000", _LONG_VOWEL.sub(lambda match: "ー" * len(match[0]), katakana)).strip("\u3000")


def is_katakana(text: str) -> bool:
    """Tell whether a text is a reading: full katakana, ー, ・, iteration marks, full-width blanks."""
    return _READING.match(text) is not None


def first_not_katakana(text: str) -> str:
    """Name the first character that no reading has; "" when there is none."""
    match = _OTHER.search(text)
    return match[0] if match else ""


def to_hiragana(text: str) -> str:
    """Write katakana as hiragana (for ruby); what has no hiragana stays."""
    return text.translate({katakana: hiragana for hiragana, katakana in _HIRAGANA.items()})
