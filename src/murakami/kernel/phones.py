"""Telephone numbers: typed in any width and grouping, kept and printed with hyphens.

Source: 電気通信番号計画（令和元年総務省告示第6号）: ten digits for fixed lines and 0120/0570, eleven for mobile and IP phones.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from murakami.kernel.characters import fold_hyphens, fold_width

_ELEVEN_DIGITS: Final = re.compile(r"0[25-9]0[0-9]|0800")
_NOT_DIALLED: Final = re.compile(r"[\s\-().]")
_TYPED_GROUPS: Final = re.compile(r"\(?(0[0-9]{1,4})[-) .]+([0-9]{1,4})[- .]+([0-9]{4})\Z")
# Longest prefix first. Only areas whose length is sure; elsewhere the caller's own grouping is kept.
_AREA_LENGTHS: Final = (
    ("02557", 4), ("02572", 4), ("02573", 4), ("02574", 4),
    ("0250", 4), ("0254", 4), ("0256", 4), ("0258", 4), ("0259", 4), ("025", 3),
    ("0233", 4), ("0234", 4), ("0235", 4), ("0237", 4), ("0238", 4), ("0236", 3),
    ("011", 3), ("044", 3), ("045", 3), ("052", 3), ("075", 3), ("078", 3), ("03", 2), ("06", 2),
)  # fmt: skip


class PhoneRefusal(StrEnum):
    """Why a text is no telephone number."""

    CHARACTERS = "phone_characters"
    LENGTH = "phone_length"
    START = "phone_start"


class NotAPhone(ValueError):
    """A text is no telephone number that can be dialled from Japan."""

    def __init__(self, refusal: PhoneRefusal, *, found: str = "", count: int = 0) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal
        self.found = found
        self.count = count


def parse_phone(text: str) -> str:
    """Read a telephone number and write it as it is printed: 0254-53-2111, 090-1234-5678, +12125550100.

    +81 becomes 0. A grouping that somebody typed and that has the right shape is kept where the area's rule is
    not known here.

    Raises:
        NotAPhone: other characters, not ten or eleven digits, or no leading 0.
    """
    folded = fold_hyphens(fold_width(text)).strip()
    folded = re.sub(r"^(\+81|0081|010-?81)[-\s]*(\(0\))?[-\s]*0?", "0", folded)
    digits = _NOT_DIALLED.sub("", folded.removeprefix("+"))
    if not (digits.isascii() and digits.isdigit()):
        found = next((character for character in digits if not character.isdecimal()), digits[:1])
        raise NotAPhone(PhoneRefusal.CHARACTERS, found=found)
    if folded.startswith("+"):
        return _abroad(digits)
    if not digits.startswith("0"):
        raise NotAPhone(PhoneRefusal.START)
    if len(digits) != _expected_length(digits):
        raise NotAPhone(PhoneRefusal.LENGTH, count=len(digits))
    return _grouped(digits, folded)


def dialled_digits(phone: str) -> str:
    """Take the digits to dial from a printed number (for `tel:` links and search); + stays."""
    return ("+" if phone.startswith("+") else "") + re.sub(r"[^0-9]", "", phone)


def _abroad(digits: str) -> str:
    if not 8 <= len(digits) <= 15:
        raise NotAPhone(PhoneRefusal.LENGTH, count=len(digits))
    return f"+{digits}"


def _expected_length(digits: str) -> int:
    return 11 if _ELEVEN_DIGITS.match(digits) else 10


def _grouped(digits: str, typed: str) -> str:
    if len(digits) == 11:
        first, second = (4, 3) if digits.startswith("0800") else (3, 4)
        return f"{digits[:first]}-{digits[first : first + second]}-{digits[first + second :]}"
    if digits.startswith(("0120", "0570", "0990")):
        return f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    for prefix, length in _AREA_LENGTHS:
        if digits.startswith(prefix):
            return f"{digits[:length]}-{digits[length:6]}-{digits[6:]}"
    groups = _TYPED_GROUPS.match(typed)
    if groups and len(groups[1]) + len(groups[2]) == 6:
        return "-".join(groups.groups())
    return digits
