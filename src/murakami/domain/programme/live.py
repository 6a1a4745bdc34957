"""Figures that are measured, for KPIs that are bound to an indicator: the port, bound once by config."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """What an indicator shows for a fiscal year, in the unit of its definition; so far, while the year is running.

    `value` is None where nothing can be said yet, or too few cases to say it.
    """

    value: Decimal | None
    is_final: bool = False


Figures = Mapping[tuple[str, int], LiveFigure]


class LiveFigures(Protocol):
    """Reads indicators for fiscal years, by (key, year); leaves out those it does not know. A fixed number of SQL."""

    def __call__(self, indicators: Collection[str], fiscal_years: Collection[int], *, today: date) -> Figures: ...


def _nothing(indicators: Collection[str], fiscal_years: Collection[int], *, today: date) -> Figures:
    return {}


_figures: LiveFigures = _nothing


def bind_live_figures(figures: LiveFigures) -> None:
    """Say who measures; called by config."""
    global _figures  # noqa: PLW0603  (a port bound once when the process starts)
    _figures = figures


def live_figures(indicators: Collection[str], fiscal_years: Collection[int], *, today: date) -> Figures:
    """Read indicators for fiscal years. SQL: that of whoever is bound, none for no keys or years."""
    return _figures(indicators, fiscal_years, today=today) if indicators and fiscal_years else {}
