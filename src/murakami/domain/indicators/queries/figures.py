"""Figures: from the partial states and imported points, suppressed as they leave this room."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from murakami.domain.indicators.formats import IndicatorFile
from murakami.domain.indicators.models import IndicatorVersion, Partial, SeriesPoint
from murakami.domain.indicators.queries.definitions import Indicator, IndicatorUnknown, get_indicator, target_of
from murakami.domain.indicators.rules.counting import TOTAL
from murakami.domain.indicators.rules.figures import Figure, Standing, compare
from murakami.domain.indicators.rules.months import fiscal_year_of_month, month_of_day, months_of
from murakami.domain.indicators.rules.states import State, codes_over_months, merge
from murakami.domain.indicators.rules.tables import (
    Cell,
    Showing,
    dimension_cells,
    month_figures,
    quarter_figures,
    spread,
    year_figures,
)
from murakami.kernel.fiscal_years import first_day_of, fiscal_year_of, last_day_of


@dataclass(frozen=True, slots=True)
class Point:
    """An imported figure."""

    on: date
    value: Decimal
    is_projected: bool
    note: str


@dataclass(frozen=True, slots=True)
class Overview:
    """An indicator over time: figures by month, quarter and fiscal year, or its imported points."""

    indicator: Indicator
    months: Mapping[int, Figure]
    quarters: Mapping[tuple[int, int], Figure]
    years: Mapping[int, Figure]
    points: tuple[Point, ...]

    @property
    def written(self) -> IndicatorFile:
        """The definition."""
        return self.indicator.written

    def standing(self, fiscal_year: int) -> Standing:
        """Compare a fiscal year with its target."""
        figure = self.years.get(fiscal_year)
        return compare(figure.value if figure else None, target_of(self.written, fiscal_year), self.written.direction)


@dataclass(frozen=True, slots=True)
class Division:
    """A fiscal year by the codes of a dimension."""

    dimension: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ReadValue:
    """The figure of an indicator for a fiscal year, for whoever is bound to it; `value` is None where there is none.

    `is_final` says that the year is over and its events are counted beyond its end. `is_hidden` that there are too few
    cases to show one.
    """

    indicator: str
    version: int
    fiscal_year: int
    value: Decimal | None
    unit: str
    n: int
    is_hidden: bool
    is_final: bool


def showing_of(written: IndicatorFile) -> Showing:
    """Say how an indicator is shown."""
    return Showing(written.statistic, written.unit, written.decimals, written.suppress_below)


def overviews(indicators: Collection[Indicator], *, since: int, until: int) -> tuple[Overview, ...]:
    """Read indicators over the months `since` to `until` (numbers of rules.months, both included). SQL: 2."""
    ids = [one.id for one in indicators]
    states: dict[int, dict[int, State]] = {}
    rows = Partial.objects.filter(version_id__in=ids, dimension=TOTAL, month__gte=since, month__lte=until).order_by("month")
    for version, month, n, total, values in rows.values_list("version_id", "month", "n", "total", "values"):
        states.setdefault(version, {})[month] = State.read(n, total, values)
    points = _points(ids)
    return tuple(_overview(one, states.get(one.id, {}), points.get(one.id, ())) for one in indicators)


def divide(indicator: Indicator, *, fiscal_year: int, until: int) -> tuple[Division, ...]:
    """Divide a fiscal year, up to the month `until`, by each dimension of an indicator. SQL: 1."""
    found: dict[str, dict[int, dict[str, State]]] = {}
    rows = Partial.objects.filter(version_id=indicator.id, month__in=months_of(fiscal_year), month__lte=until).exclude(
        dimension=TOTAL)
    for dimension, month, code, n, total, values in rows.values_list("dimension", "month", "code", "n", "total", "values"):
        found.setdefault(dimension, {}).setdefault(month, {})[code] = State.read(n, total, values)
    showing = showing_of(indicator.written)
    return tuple(Division(name, dimension_cells(codes_over_months(found[name], showing.statistic), showing))
                 for name in indicator.written.dimensions if name in found)


def distribution_of(indicator: Indicator, *, fiscal_year: int, until: int) -> tuple[tuple[int, int | None], ...]:
    """Say how often each value of a distribution came in a fiscal year; None where hidden. SQL: 1."""
    rows = Partial.objects.filter(version_id=indicator.id, dimension=TOTAL, month__in=months_of(fiscal_year),
                                  month__lte=until)
    whole = merge(State.read(*row) for row in rows.values_list("n", "total", "values"))
    return spread(whole, showing_of(indicator.written))


def read_value(indicator: str, fiscal_year: int, *, today: date) -> ReadValue | None:
    """Read what a KPI that is bound to an indicator shows for a fiscal year; None where there is no such indicator.

    A year that is still running gives the figure so far. An imported series gives its last point within the year.
    SQL: 3.
    """
    try:
        found = get_indicator(indicator)
    except IndicatorUnknown:
        return None
    return read_values([found], [fiscal_year], today=today)[found.key, fiscal_year]


def read_values(indicators: Collection[Indicator], fiscal_years: Collection[int], *,
                today: date) -> dict[tuple[str, int], ReadValue]:
    """Read several indicators for several fiscal years, by (key, year). SQL: 2."""
    if not fiscal_years:
        return {}
    since, until = months_of(min(fiscal_years))[0], months_of(max(fiscal_years))[-1]
    return {(one.indicator.key, year): _value(one, year, today=today)
            for one in overviews(indicators, since=since, until=until) for year in fiscal_years}


def frozen_years(version_id: int) -> dict[int, Figure]:
    """Read the figures of an old version by fiscal year, as they stood. SQL: 2. Raises IndicatorUnknown."""
    row = IndicatorVersion.objects.filter(pk=version_id).first()
    if row is None:
        raise IndicatorUnknown(version_id)
    written = IndicatorFile.model_validate(row.document)
    rows = Partial.objects.filter(version_id=version_id, dimension=TOTAL).values_list("month", "n", "total", "values")
    return year_figures({month: State.read(n, total, values) for month, n, total, values in rows}, showing_of(written))


def _overview(indicator: Indicator, months: Mapping[int, State], points: tuple[Point, ...]) -> Overview:
    showing = showing_of(indicator.written)
    return Overview(indicator=indicator, months=month_figures(months, showing), points=points,
                    quarters=quarter_figures(months, showing), years=year_figures(months, showing))


def _points(ids: Collection[int]) -> dict[int, tuple[Point, ...]]:
    found: dict[int, list[Point]] = {}
    for row in SeriesPoint.objects.filter(version_id__in=ids).order_by("version_id", "on"):
        found.setdefault(row.version_id, []).append(Point(row.on, row.value, row.is_projected, row.note))
    return {version: tuple(points) for version, points in found.items()}


def _value(overview: Overview, year: int, *, today: date) -> ReadValue:
    written, counted_at = overview.written, overview.indicator.counted_at
    figure = overview.years.get(year, Figure(None, 0))
    within = [point for point in overview.points if first_day_of(year) <= point.on <= last_day_of(year)]
    value = within[-1].value if within else figure.value
    is_over = year < fiscal_year_of(today) and (
        bool(within) or (counted_at is not None and fiscal_year_of_month(month_of_day(counted_at.date())) > year))
    return ReadValue(indicator=overview.indicator.key, version=overview.indicator.number, fiscal_year=year, value=value,
                     unit=written.unit, n=figure.n, is_hidden=figure.is_hidden, is_final=is_over)
