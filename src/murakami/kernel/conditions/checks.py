"""The tests at work: what each of them asks of a value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from murakami.kernel.ages import age_for
from murakami.kernel.conditions.value_tests import (
    AgeAtLeast,
    AgeUnder,
    Answered,
    AtLeast,
    AtMost,
    Before,
    Includes,
    Is,
    IsNot,
    OneOf,
    OnOrAfter,
    Test,
    WithinDays,
)

Check: TypeAlias = Callable[[Any, date], bool]
"""Tells of a value, on a day, whether a test holds."""


def check_of(test: Test) -> Check:  # noqa: PLR0911 — one return per test
    """Make the function that tells whether a test holds for a value that is there."""
    match test:
        case Is(value) | IsNot(value):
            return _equality(value, wanted=isinstance(test, Is))
        case OneOf(values):
            return lambda value, _today: value in values
        case Includes(choice):
            return lambda value, _today: choice in value
        case AtLeast(number):
            return lambda value, _today: bool(value >= number)
        case AtMost(number):
            return lambda value, _today: bool(value <= number)
        case Answered():
            return lambda _value, _today: True
        case _:
            return _check_of_date(test)


def _equality(expected: bool | int | str, *, wanted: bool) -> Check:
    if wanted:
        return lambda value, _today: bool(value == expected)
    return lambda value, _today: bool(value != expected)


def _check_of_date(test: Before | OnOrAfter | AgeUnder | AgeAtLeast | WithinDays) -> Check:
    match test:
        case Before(day):
            return (
                (lambda value, _today: value < day) if isinstance(day, date) else (lambda value, today: value < today)
            )
        case OnOrAfter(day):
            return (
                (lambda value, _today: value >= day) if isinstance(day, date) else (lambda value, today: value >= today)
            )
        case WithinDays(days):
            return lambda value, today: 0 <= (today - value).days <= days
        case AgeUnder(years, on):
            return lambda value, today: age_for(value, on=on, today=today) < years
        case AgeAtLeast(years, on):
            return lambda value, today: age_for(value, on=on, today=today) >= years
