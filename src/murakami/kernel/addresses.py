"""A postal address in Japan, in the parts of GIF DS-442 (2026-03-17)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from murakami.kernel.characters import HYPHENS
from murakami.kernel.postal import format_postal_code

_DIGITS: Final = {ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")}
_HYPHEN: Final = re.compile(f"(?<=[0-9])[{re.escape(HYPHENS)}](?=[0-9])")


@dataclass(frozen=True, slots=True)
class Address:
    """`postal_code` has seven digits; `town` is 町名・大字, `block` 番地以下, `building` 建物名等 (方書) or ""."""

    postal_code: str
    prefecture: str
    city: str
    town: str
    block: str
    building: str = ""

    @property
    def line(self) -> str:
        """The address in one line, without the postal code; one blank before the building."""
        street = f"{self.prefecture}{self.city}{self.town}{self.block}"
        return f"{street} {self.building}" if self.building else street

    def __str__(self) -> str:
        return f"〒{format_postal_code(self.postal_code)} {self.line}"


def fold_block(text: str) -> str:
    """Write a house number with half-width digits and hyphens (１－２ーA becomes 1-2ーA); words stay as typed.

    Source: GIF DS-442: 町字以下 in half-width digits and hyphens.
    """
    return _HYPHEN.sub("-", text.translate(_DIGITS))
