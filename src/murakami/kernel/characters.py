"""Code points that no text here may hold, and characters that mean the same when typed."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Refusal(StrEnum):
    """Why a text cannot be kept."""

    CONTROL = "control_character"
    DIRECTION = "direction_mark"
    BROKEN = "broken_character"


_CONTROLS: Final = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\U000e0001"
_LINE_CONTROLS: Final = r"\t\n\r"
_DIRECTIONS: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"
_BROKEN: Final = r"\ud800-\udfff\ufdd0-\ufdef\ufffc-\uffff" + "".join(
    f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17)
)
_ONE_LINE: Final = re.compile(f"(?P<direction>[{_DIRECTIONS}])|(?P<broken>[{_BROKEN}])|[{_CONTROLS}{_LINE_CONTROLS}]")
_LINES: Final = re.compile(f"(?P<direction>[{_DIRECTIONS}])|(?P<broken>[{_BROKEN}])|[{_CONTROLS}]")
# Zero-width spaces and byte order marks come along when text is pasted; they are nobody's content.
_PASTED_NOTHING: Final = re.compile("[\u200b\u2060\ufeff]")

HYPHENS: Final = "-‐‑‒–—―−－ーｰ─━〜～~﹣⁃˗"
"""What people type between numbers when they mean a hyphen, long vowel marks and wave dashes included."""
_HYPHEN: Final = re.compile(f"[{re.escape(HYPHENS)}]")


def refusal_of_text(text: str, *, lines: bool = False) -> Refusal | None:
    """Say why a text cannot be kept: control characters, direction marks, broken characters.

    With `lines`, line breaks and tabs are allowed. The cost is one pass; check the length before.
    """
    match = (_LINES if lines else _ONE_LINE).search(text)
    if match is None:
        return None
    if match["direction"]:
        return Refusal.DIRECTION
    return Refusal.BROKEN if match["broken"] else Refusal.CONTROL


def drop_pasted_nothing(text: str) -> str:
    """Remove zero-width spaces, word joiners and byte order marks."""
    return _PASTED_NOTHING.sub("", text)


def fold_width(text: str) -> str:
    """Fold full-width letters, digits and signs to ASCII. For numbers, codes and search keys, never for names."""
    return unicodedata.normalize("NFKC", text)


def fold_hyphens(text: str) -> str:
    """Fold everything that people type for a hyphen to `-`. For numbers and addresses, never for names."""
    return _HYPHEN.sub("-", text)


def digits_only(text: str) -> str | None:
    """Read digits in any width, with blanks, hyphens, dots or brackets between; None when anything else is there."""
    folded = re.sub(r"[\s\-().]", "", fold_hyphens(fold_width(text)))
    return folded if folded.isascii() and (folded.isdigit() or not folded) else None
