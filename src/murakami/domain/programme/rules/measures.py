"""Numbers of KPIs as people write and read them."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from murakami.kernel.characters import fold_hyphens, fold_width

DIGITS: Final = 14
DECIMALS: Final = 4
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?\Z")


def parse_measure(text: str) -> Decimal | None:
    """Read a number of at most 14 digits before and 4 behind the point, in any width, with commas or a % behind it."""
    folded = re.sub(r"\s", "", fold_hyphens(fold_width(text))).removesuffix("%")
    if not _NUMBER.match(folded):
        return None
    try:
        number = Decimal(folded.replace(",", ""))
    except InvalidOperation:
        return None
    exponent = number.normalize().as_tuple().exponent
    fits = abs(number) < Decimal(10) ** DIGITS and isinstance(exponent, int) and exponent >= -DECIMALS
    return number if fits else None


def show_measure(number: Decimal | None, unit: str = "") -> str:
    """Write 1,234.5 with its unit, without trailing zeros; "" for none."""
    if number is None:
        return ""
    return f"{plain_measure(number, grouped=True)}{unit}"


def plain_measure(number: Decimal | None, *, grouped: bool = False) -> str:
    """Write 1234.5 as a cell or an input holds it; "" for none."""
    if number is None:
        return ""
    written = f"{number:,f}" if grouped else f"{number:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) or "0"
