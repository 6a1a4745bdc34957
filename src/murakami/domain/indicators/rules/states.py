"""Partial states: what is kept of many events, so that months merge to quarters and years without counting again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

_KEEPS_VALUES: Final = frozenset({"median", "p90", "distribution"})


@dataclass(slots=True)
class State:
    """`n` observations (for a ratio: its denominator), their `total` (its numerator), and how often each value came.

    `values` is an exact multiset, kept only where a median, a percentile or a distribution is asked for.
    """

    n: int = 0
    total: int = 0
    values: dict[int, int] = field(default_factory=dict)

    def add(self, other: "State") -> None:
        """Take another state in; the order of adding changes nothing."""
        self.n += other.n
        self.total += other.total
        for value, times in other.values.items():
            self.values[value] = self.values.get(value, 0) + times

    @classmethod
    def read(cls, n: int, total: int, values: Mapping[str, int] | None) -> "State":
        """Read what a table keeps."""
        return cls(n, total, {int(value): times for value, times in (values or {}).items()})

    def values_json(self) -> dict[str, int] | None:
        """Write the multiset as a table keeps it, in the order of values; None where there is none."""
        return {str(value): self.values[value] for value in sorted(self.values)} or None


def keeps_values(statistic: str) -> bool:
    """Say whether a statistic needs the multiset."""
    return statistic in _KEEPS_VALUES


def merge(states: Iterable[State]) -> State:
    """Add states up."""
    whole = State()
    for state in states:
        whole.add(state)
    return whole


def over_months(states: Mapping[int, State], statistic: str) -> State:
    """Take months together: their sum, or of a level how it stood in the last of them."""
    return states[max(states)] if statistic == "level" else merge(states.values())


def codes_over_months(months: Mapping[int, Mapping[str, State]], statistic: str) -> dict[str, State]:
    """Take the codes of a dimension together over months; of a level those that the last month has."""
    codes = months[max(months)] if statistic == "level" else {code for states in months.values() for code in states}
    return {code: over_months({month: states[code] for month, states in months.items() if code in states}, statistic)
            for code in codes}


def figure_of(state: State, statistic: str) -> Fraction | None:
    """Take the figure of a state, exactly; None where nothing was observed (a count is then 0).

    The median of an even number of values is the mean of the two in the middle; p90 is the smallest value that at
    least nine tenths do not exceed.
    """
    if statistic == "count":
        return Fraction(state.n)
    if state.n == 0:
        return None
    if statistic == "median":
        return Fraction(_nth(state, (state.n - 1) // 2) + _nth(state, state.n // 2), 2)
    if statistic == "p90":
        return Fraction(_nth(state, -(-state.n * 9 // 10) - 1))
    return Fraction(state.total, state.n)


def _nth(state: State, place: int) -> int:
    """Find the value at a place (from 0) of the sorted multiset."""
    seen = 0
    for value in sorted(state.values):
        seen += state.values[value]
        if seen > place:
            return value
    raise ValueError("the multiset holds fewer values than were counted")
