"""A KPI as lines over the years."""

from collections.abc import Sequence

from murakami.domain.programme.queries.plan import KpiReading
from murakami.domain.programme.rules.measures import show_measure
from murakami.interfaces.components.target_chart import TargetChart, YearMark, draw_targets
from murakami.kernel.fiscal_years import short_fiscal_year


def chart_of(reading: KpiReading, *, years: Sequence[int]) -> TargetChart | None:
    """Draw a KPI over fiscal years; None where there is nothing to draw."""
    return draw_targets([
        YearMark(short_fiscal_year(year), reading.target(year), reading.result(year), show_measure(reading.target(year)),
                 show_measure(reading.result(year))) for year in years])
