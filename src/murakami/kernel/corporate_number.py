"""法人番号: thirteen digits whose first one checks the other twelve."""

from __future__ import annotations

from typing import Final

LENGTH: Final = 13


def check_digit_of(body: str) -> int:
    """Compute the check digit (the first digit) of a body of twelve digits.

    Source: 法人番号の指定等に関する省令（平成26年財務省令第70号）2条.
    """
    weighted = (int(digit) * (1 if place % 2 == 1 else 2) for place, digit in enumerate(reversed(body), start=1))
    return 9 - sum(weighted) % 9


def is_corporate_number(digits: str) -> bool:
    """Tell whether thirteen ASCII digits have a right check digit."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return check_digit_of(digits[1:]) == int(digits[0])
