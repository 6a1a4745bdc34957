"""Predicates: one named yes-or-no question about one fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from murakami.kernel.conditions.checks import check_of
from murakami.kernel.conditions.truth import Truth
from murakami.kernel.conditions.value_tests import Answered, Test
from murakami.kernel.facts import ABSENT, UNKNOWN, FactRef

TruthOfValue: TypeAlias = Callable[[Any, date], Truth]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A test of a fact of a role, or of one part of its value (`registered` of a bank account).

    Two handwritten sentences belong to it, one for when it holds and one for when it does not.
    """

    id: str
    ref: FactRef
    test: Test
    part: str | None = None


def truth_of_value(predicate: Predicate) -> TruthOfValue:
    """Make the function that tells the truth of a predicate from the value of its fact and the day."""
    return truth_of_test(predicate.test, predicate.part)


def truth_of_test(test: Test, part: str | None = None) -> TruthOfValue:
    """Make the function that tells the truth of a test of a value, or of one part of it, on a day.

    UNKNOWN and ABSENT stay what they are. A value left blank on purpose (None) was not answered; every other test
    finds nothing to test and is ABSENT.
    """
    check = check_of(test)
    yes, no = Truth.TRUE, Truth.FALSE
    when_blank = no if isinstance(test, Answered) else Truth.ABSENT

    def truth(value: Any, today: date) -> Truth:
        if value is UNKNOWN:
            return Truth.UNKNOWN
        if value is ABSENT:
            return Truth.ABSENT
        if value is not None and part is not None:
            value = getattr(value, part)
        if value is None:
            return when_blank
        return yes if check(value, today) else no

    return truth
