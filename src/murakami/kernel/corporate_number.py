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


def local_government_check_digit(body: str) -> int:
    """Compute the last digit of a 全国地方公共団体コード from its first five.

    Source: 総務省 全国地方公共団体コード仕様 (weights 6 to 2, modulus 11).
    """
    weighted = sum(int(digit) * weight for digit, weight in zip(body, range(6, 1, -1), strict=True))
    return (11 - weighted % 11) % 10


def is_local_government_code(digits: str) -> bool:
    """Tell whether six ASCII digits are a well-formed 全国地方公共団体コード. A leading zero belongs to it."""
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return False
    return local_government_check_digit(digits[:5]) == int(digits[5])
