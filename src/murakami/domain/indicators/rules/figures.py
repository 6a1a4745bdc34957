"""Figures as they are shown: rounded in their unit, hidden where too few, compared with a target, old or fresh."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal

from murakami.domain.indicators.rules.formula import scale_of
from murakami.domain.indicators.rules.states import State, figure_of

Direction = Literal["up", "down", "none"]
_FRESH: Final = {"daily": timedelta(days=2), "monthly": timedelta(days=40), "yearly": timedelta(days=400)}


class Standing(StrEnum):
    """How a figure stands to its target."""

    REACHED = "reached"
    SHORT = "short"
    NO_TARGET = "no_target"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a period: `value` is None where nothing was observed or where it is hidden; `n` is how many."""

    value: Decimal | None
    n: int
    is_hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was observed."""
        return self.value is None and not self.is_hidden


HIDDEN: Final = Figure(value=None, n=0, is_hidden=True)


def show_state(state: State, *, statistic: str, unit: str, decimals: int) -> Figure:
    """Take the figure of a state in its unit, rounded half up."""
    figure = figure_of(state, "mean" if statistic == "distribution" else statistic)
    return Figure(None if figure is None else rounded(figure, scale_of(unit, statistic), decimals), state.n)


def rounded(figure: Fraction, scale: Decimal, decimals: int) -> Decimal:
    """Scale an exact figure and round it half up."""
    exact = figure * Fraction(scale) if scale >= 1 else figure / Fraction(round(1 / scale))
    places = Decimal(1).scaleb(-decimals)
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(places, rounding=ROUND_HALF_UP)


def compare(value: Decimal | None, target: Decimal | None, direction: Direction) -> Standing:
    """Compare with a target in the direction that is better; reaching it exactly counts."""
    if value is None or target is None or direction == "none":
        return Standing.NO_TARGET
    reached = value >= target if direction == "up" else value <= target
    return Standing.REACHED if reached else Standing.SHORT


def is_fresh(counted_at: datetime | None, *, cadence: str, at: datetime) -> bool:
    """Say whether a figure is as new as its cadence promises; one that is given once is never old."""
    if cadence == "once":
        return True
    return counted_at is not None and at - counted_at <= _FRESH[cadence]
