"""From partial states to what readers see: months, quarters, fiscal years and dimensions, small cells hidden."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from murakami.domain.indicators.rules.figures import HIDDEN, Figure, show_state
from murakami.domain.indicators.rules.months import fiscal_year_of_month, quarter_of_month
from murakami.domain.indicators.rules.states import State, over_months
from murakami.domain.indicators.rules.suppression import protect

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Showing:
    """How the figures of an indicator are shown; a cell of fewer than `threshold` cases is not."""

    statistic: str
    unit: str
    decimals: int
    threshold: int

    def figure(self, state: State) -> Figure:
        """Show a state that may be shown."""
        return show_state(state, statistic=self.statistic, unit=self.unit, decimals=self.decimals)

    def total(self, state: State) -> Figure:
        """Show a whole; one of too few cases is hidden."""
        return HIDDEN if 0 < state.n < self.threshold else self.figure(state)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure with the code of what it is about."""

    code: str
    figure: Figure


def year_figures(months: Mapping[int, State], showing: Showing) -> dict[int, Figure]:
    """Show each fiscal year as a whole."""
    return {year: showing.total(state) for year, state in _by(months, fiscal_year_of_month, showing).items()}


def quarter_figures(months: Mapping[int, State], showing: Showing) -> dict[tuple[int, int], Figure]:
    """Show each quarter, so that no hidden one follows from its year and the other quarters."""
    quarters = _by(months, quarter_of_month, showing)
    hidden = _hidden_quarters(quarters, showing)
    return {quarter: HIDDEN if quarter in hidden else showing.figure(state) for quarter, state in quarters.items()}


def month_figures(months: Mapping[int, State], showing: Showing) -> dict[int, Figure]:
    """Show each month, so that no hidden month or quarter follows from a quarter or year and the months that are shown.

    The months of a hidden quarter are hidden with it: they would add up to it.
    """
    hidden_quarters = _hidden_quarters(_by(months, quarter_of_month, showing), showing)
    hidden = _hidden({month: (state, quarter_of_month(month)) for month, state in months.items()}, showing) | {
        month for month in months if quarter_of_month(month) in hidden_quarters and months[month].n}
    return {month: HIDDEN if month in hidden else showing.figure(state) for month, state in months.items()}


def dimension_cells(codes: Mapping[str, State], showing: Showing) -> tuple[Cell, ...]:
    """Show the codes of a dimension over a period, the largest first, so that no hidden one follows from the whole."""
    hidden = protect({code: state.n for code, state in codes.items()}, threshold=showing.threshold).hidden
    cells = (Cell(code, HIDDEN if code in hidden else showing.figure(state)) for code, state in codes.items())
    return tuple(sorted(cells, key=lambda cell: (-cell.figure.n, cell.code)))


def spread(state: State, showing: Showing) -> tuple[tuple[int, int | None], ...]:
    """Show how often each value of a distribution came; None where that is hidden."""
    if 0 < state.n < showing.threshold:
        return ()
    hidden = protect(state.values, threshold=showing.threshold).hidden
    return tuple((value, None if value in hidden else state.values[value]) for value in sorted(state.values))


def _by(months: Mapping[int, State], group: Callable[[int], K], showing: Showing) -> dict[K, State]:
    found: dict[K, dict[int, State]] = {}
    for month in sorted(months):
        found.setdefault(group(month), {})[month] = months[month]
    return {key: over_months(states, showing.statistic) for key, states in found.items()}


def _hidden_quarters(quarters: Mapping[tuple[int, int], State], showing: Showing) -> frozenset[tuple[int, int]]:
    return _hidden({quarter: (state, quarter[0]) for quarter, state in quarters.items()}, showing)


def _hidden(cells: Mapping[K, tuple[State, object]], showing: Showing) -> frozenset[K]:
    """Protect the cells of each group on their own."""
    groups: dict[object, dict[K, int]] = {}
    for key, (state, group) in cells.items():
        groups.setdefault(group, {})[key] = state.n
    return frozenset(key for counts in groups.values()
                     for key in protect(counts, threshold=showing.threshold).hidden)
