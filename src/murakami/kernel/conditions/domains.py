"""What a fact's value can be, as far as conditions can tell: classes of values that pass the same tests."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final, TypeAlias

from murakami.kernel.ages import AgeDay, fiscal_year_end, fiscal_year_start
from murakami.kernel.conditions.checks import Check, check_of
from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.truth import Truth
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
    day_for,
)
from murakami.kernel.conditions.vocabulary import choices_of
from murakami.kernel.facts import Fact
from murakami.kernel.fields.options import day_option, int_option

_EARLIEST: Final = date(1900, 1, 1)
_LATEST: Final = date(2200, 12, 31)
_LARGEST: Final = 10**12
_OTHER_TEXT: Final = ""
_BLANK: Final = None


@dataclass(frozen=True, slots=True)
class Probe:
    """A test of a value or of one part of it: what a predicate asks, whoever it asks it of."""

    test: Test
    part: str | None

    @classmethod
    def of(cls, predicate: Predicate) -> Probe:
        """Take the probe of a predicate."""
        return cls(predicate.test, predicate.part)


Truths: TypeAlias = tuple[Truth, ...]
"""What each probe of a fact says of one value."""


@dataclass(frozen=True, slots=True)
class ValueClass:
    """All values that give the same truths, and how much of the fact's choices they make up (all sum to 1)."""

    truths: Truths
    weight: float


def value_classes(fact: Fact, probes: Sequence[Probe], today: date) -> tuple[ValueClass, ...]:
    """Divide the values that somebody can answer into classes by what the probes say of them.

    Every class has at least one value and every value that the options allow lies in one class. Where a probe asks
    whether something was answered at all, leaving it blank is an answer too.
    """
    weights: dict[Truths, float] = {(): 1.0}
    order: list[int] = []
    for part in dict.fromkeys(probe.part for probe in probes):
        places = [index for index, probe in enumerate(probes) if probe.part == part]
        samples = _samples_of(fact, part, [probes[index].test for index in places], today)
        weights = _crossed(weights, _weighted(samples, [probes[index].test for index in places], today))
        order += places
    by_place = {_in_place(truths, order): weight for truths, weight in weights.items()}
    if any(isinstance(probe.test, Answered) for probe in probes):
        by_place.setdefault(_truths_of_blank(probes), 1.0)
    total = sum(by_place.values())
    return tuple(ValueClass(truths, weight / total) for truths, weight in by_place.items())


def _weighted(samples: Iterable[object], tests: Sequence[Test], today: date) -> dict[Truths, float]:
    """Weigh each class by its share of the choices where they are counted, else all alike."""
    checks: list[Check] = [check_of(test) for test in tests]
    counts: dict[Truths, float] = {}
    countable = True
    for sample in samples:
        truths = tuple(Truth.of(check(sample, today)) for check in checks)
        countable = countable and isinstance(sample, bool | str)
        counts[truths] = counts.get(truths, 0.0) + 1.0
    return counts if countable else dict.fromkeys(counts, 1.0)


def _crossed(first: Mapping[Truths, float], second: Mapping[Truths, float]) -> dict[Truths, float]:
    return {(*a, *b): first[a] * second[b] for a in first for b in second}


def _in_place(truths: Truths, order: Sequence[int]) -> Truths:
    placed = dict(zip(order, truths, strict=True))
    return tuple(placed[index] for index in range(len(order)))


def _truths_of_blank(probes: Sequence[Probe]) -> Truths:
    return tuple(Truth.FALSE if isinstance(probe.test, Answered) else Truth.ABSENT for probe in probes)


def _samples_of(fact: Fact, part: str | None, tests: Sequence[Test], today: date) -> Iterable[object]:
    """List values such that each possible combination of the tests' answers is met by one of them."""
    type = fact.type if part is None else ""
    match type:
        case "yes_no":
            return (True, False)
        case "choice":
            return choices_of(fact.options) or _texts(tests)
        case "choices":
            return _selections(fact, tests)
        case "integer" | "amount_yen":
            return _numbers(fact, tests)
        case "date":
            return _dates(fact, tests, today)
        case _:
            return _parts(tests)


def _parts(tests: Sequence[Test]) -> Iterable[object]:
    if any(isinstance(test, Is | IsNot) and isinstance(test.value, bool) for test in tests):
        return (True, False)
    return _texts(tests)


def _texts(tests: Sequence[Test]) -> Iterable[object]:
    return (*dict.fromkeys(_named_values(tests)), _OTHER_TEXT)


def _named_values(tests: Sequence[Test]) -> Iterator[bool | int | str]:
    for test in tests:
        match test:
            case Is(value) | IsNot(value):
                yield value
            case OneOf(values):
                yield from values
            case _:
                pass


def _selections(fact: Fact, tests: Sequence[Test]) -> Iterator[tuple[str, ...]]:
    """List the selections that differ in a tested choice and that the fewest and most to choose allow."""
    known = choices_of(fact.options)
    tested = tuple(dict.fromkeys(test.choice for test in tests if isinstance(test, Includes)))
    others = max(len(known) - len(tested), 0)
    fewest, most = int_option(fact.options, "min", 1), int_option(fact.options, "max", max(len(known), 1))
    for size in range(len(tested) + 1):
        if size <= most and size + others >= fewest:
            yield from combinations(tested, size)


def _numbers(fact: Fact, tests: Sequence[Test]) -> Sequence[object]:
    least, most = int_option(fact.options, "min", 0), int_option(fact.options, "max", _LARGEST)
    edges = [value for value in _named_values(tests) if isinstance(value, int)]
    edges += [test.number for test in tests if isinstance(test, AtLeast | AtMost)]
    candidates = {least, most, *(edge + step for edge in edges for step in (-1, 0, 1))}
    return sorted(number for number in candidates if least <= number <= most)


def _dates(fact: Fact, tests: Sequence[Test], today: date) -> Sequence[object]:
    earliest = day_option(fact.options, "earliest", today=today) or _EARLIEST
    latest = day_option(fact.options, "latest", today=today) or _LATEST
    candidates = {earliest, latest, *(day for test in tests for day in _days_around(test, today))}
    return sorted(day for day in candidates if earliest <= day <= latest)


def _days_around(test: Test, today: date) -> Iterator[date]:
    """List days on both sides of every day at which a test changes its answer."""
    match test:
        case Before(day) | OnOrAfter(day):
            yield from _near(day_for(day, today), 1)
        case WithinDays(days):
            yield from _near(today, 1)
            yield from _near(today - timedelta(days=days), 1)
        case AgeUnder(years, on) | AgeAtLeast(years, on):
            # the birthday that decides lies next to the day of counting; 29 February moves it by one more
            yield from _near(_years_before(_counting_day(on, today), years), 3)
        case _:
            return


def _near(day: date, distance: int) -> Iterator[date]:
    for step in range(-distance, distance + 1):
        yield day + timedelta(days=step)


def _counting_day(on: AgeDay, today: date) -> date:
    match on:
        case AgeDay.TODAY:
            return today
        case AgeDay.APRIL_FIRST:
            return fiscal_year_start(today)
        case AgeDay.FISCAL_YEAR_END:
            return fiscal_year_end(today)


def _years_before(day: date, years: int) -> date:
    year = day.year - years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
