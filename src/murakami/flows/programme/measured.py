"""Figures of the indicators, as the plan's KPIs ask for them; importing it binds them."""

from collections.abc import Collection
from datetime import date

from murakami.domain.indicators.queries.definitions import list_indicators
from murakami.domain.indicators.queries.figures import read_values
from murakami.domain.programme.live import Figures, LiveFigure, bind_live_figures


def measured_figures(indicators: Collection[str], fiscal_years: Collection[int], *, today: date) -> Figures:
    """Read what indicators show for fiscal years, by (key, year); hidden where there are too few cases. SQL: 3."""
    wanted = [one for one in list_indicators() if one.key in indicators]
    values = read_values(wanted, fiscal_years, today=today) if wanted else {}
    return {at: LiveFigure(read.value, read.is_final) for at, read in values.items()}


bind_live_figures(measured_figures)
