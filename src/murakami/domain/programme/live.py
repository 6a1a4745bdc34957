"""Figures that others measure, for KPIs that are bound to an indicator: the port, bound once by config."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """The newest figure of an indicator, in the unit of its definition; `value` None where nothing can be said yet."""

    value: Decimal | None
    as_of: date | None = None


class LiveFigures(Protocol):
    """Reads the newest figures of indicators by key; leaves out those it does not know. A fixed number of SQL."""

    def __call__(self, indicators: Collection[str], *, on: date) -> Mapping[str, LiveFigure]: ...


def _nothing(indicators: Collection[str], *, on: date) -> Mapping[str, LiveFigure]:
    return {}


_figures: LiveFigures = _nothing


def bind_live_figures(figures: LiveFigures) -> None:
    """Say who measures; called by config."""
    global _figures  # noqa: PLW0603  (a port bound once when the process starts)
    _figures = figures


def live_figures(indicators: Collection[str], *, on: date) -> Mapping[str, LiveFigure]:
    """Read the newest figures of indicators by key. SQL: that of whoever is bound, none for no keys."""
    return _figures(indicators, on=on) if indicators else {}
