"""Receipt numbers: MK-2611-04827-3, safe to copy by hand and to read over the telephone.

The last digit checks all digits before it. It catches every single wrong digit and every swap of two neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from murakami.kernel.characters import fold_hyphens, fold_width
from murakami.kernel.spoken import spell

# A weakly totally anti-symmetric quasigroup of order 10 with a zero diagonal.
# Source: H. M. Damm, Total anti-symmetrische Quasigruppen, Dissertation, Philipps-Universität Marburg 2004, 6.2.
QUASIGROUP: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_SERIAL_DIGITS: Final = 5
_WRITTEN: Final = re.compile(
    r"(?P<prefix>[A-Z]{1,5})(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<serial>[0-9]{5,12})(?P<check>[0-9])\Z"
)
_PREFIX: Final = re.compile(r"[A-Z]{1,5}\Z")


class NotAReceiptNumber(ValueError):
    """A text does not have the shape of a receipt number."""


class WrongCheckDigit(NotAReceiptNumber):
    """A receipt number was copied wrongly: its last digit does not fit the others."""


@dataclass(frozen=True, slots=True)
class ReceiptNumber:
    """A municipality's prefix, the year and month of filing, and a serial number.

    `year` is the Western year modulo 100. A number is unique by its digits, whatever the prefix.
    """

    prefix: str
    year: int
    month: int
    serial: int

    def __post_init__(self) -> None:
        if not _PREFIX.match(self.prefix):
            raise NotAReceiptNumber(f"prefix {self.prefix!r}: one to five capital letters")
        if not (0 <= self.year <= 99 and 1 <= self.month <= 12 and 0 < self.serial < 10**12):
            raise NotAReceiptNumber(f"{self.year}-{self.month}-{self.serial}: out of range")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a receipt number in any width and case, with any hyphens and blanks, or with none.

        Raises:
            WrongCheckDigit: it was copied wrongly.
            NotAReceiptNumber: it has another shape.
        """
        if len(text) > 100:
            raise NotAReceiptNumber("too long")
        compact = re.sub(r"[\s-]", "", fold_hyphens(fold_width(text))).upper()
        match = _WRITTEN.match(compact)
        if match is None or not 1 <= int(match["month"]) <= 12 or int(match["serial"]) == 0:
            raise NotAReceiptNumber(text)
        if check_digit(compact[len(match["prefix"]) : -1]) != int(match["check"]):
            raise WrongCheckDigit(text)
        return cls(match["prefix"], int(match["year"]), int(match["month"]), int(match["serial"]))

    @property
    def check(self) -> int:
        """The check digit over year, month and serial."""
        return check_digit(f"{self.year:02}{self.month:02}{self.serial:0{_SERIAL_DIGITS}}")

    def format(self) -> str:
        """Write the one form that is stored and shown: MK-2611-04827-3."""
        return f"{self.prefix}-{self.year:02}{self.month:02}-{self.serial:0{_SERIAL_DIGITS}}-{self.check}"

    def spell(self, lang: str = "ja") -> str:
        """Write the number as it is said over the telephone, group by group."""
        return spell(self.format(), lang)

    def __str__(self) -> str:
        return self.format()


def check_digit(digits: str) -> int:
    """Compute the check digit of a row of ASCII digits (Damm)."""
    interim = 0
    for digit in digits:
        interim = QUASIGROUP[interim][int(digit)]
    return interim
