"""What a predicate asks of one value: the closed set of tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from murakami.kernel.ages import AgeDay

TODAY: Final = "today"
Day: TypeAlias = date | Literal["today"]


@dataclass(frozen=True, slots=True)
class Is:
    """The value is this one."""

    value: bool | int | str


@dataclass(frozen=True, slots=True)
class IsNot:
    """The value is another one."""

    value: bool | int | str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value is one of these."""

    values: tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Includes:
    """This choice is among the chosen ones."""

    choice: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The number is this or more."""

    number: int


@dataclass(frozen=True, slots=True)
class AtMost:
    """The number is this or less."""

    number: int


@dataclass(frozen=True, slots=True)
class Before:
    """The date is earlier than this day."""

    day: Day


@dataclass(frozen=True, slots=True)
class OnOrAfter:
    """The date is this day or later."""

    day: Day


@dataclass(frozen=True, slots=True)
class AgeUnder:
    """Someone born on the date has not reached this age on the day."""

    years: int
    on: AgeDay = AgeDay.TODAY


@dataclass(frozen=True, slots=True)
class AgeAtLeast:
    """Someone born on the date has reached this age on the day."""

    years: int
    on: AgeDay = AgeDay.TODAY


@dataclass(frozen=True, slots=True)
class WithinDays:
    """Today is the date itself or one of the days after it; the day after the date is the first.

    Source: 民法140条 (the first day of a period is not counted).
    """

    days: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Something was answered; a field left blank on purpose (None) was not."""


Test: TypeAlias = (
    Is
    | IsNot
    | OneOf
    | Includes
    | AtLeast
    | AtMost
    | Before
    | OnOrAfter
    | AgeUnder
    | AgeAtLeast
    | WithinDays
    | Answered
)


def day_for(day: Day, today: date) -> date:
    """Take the day that is meant."""
    return day if isinstance(day, date) else today
