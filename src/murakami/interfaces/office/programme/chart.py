"""A KPI as a line over the years: target and result, geometry only; the same figures stand in the table behind."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from murakami.domain.programme.queries.plan import KpiReading
from murakami.domain.programme.rules.measures import show_measure
from murakami.kernel.fiscal_years import short_fiscal_year

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 480, 180, 56, 16, 20, 30


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure at its place, with the words beside it."""

    x: int
    y: int
    text: str
    text_y: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines as `points` of SVG polylines, their dots, the marks, and all of it in one sentence."""

    targets: str
    results: str
    target_dots: tuple[Dot, ...]
    result_dots: tuple[Dot, ...]
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    baseline: int = HEIGHT - BOTTOM


def chart_of(reading: KpiReading, *, years: Sequence[int]) -> Chart | None:
    """Draw a KPI over fiscal years; None where there is nothing to draw."""
    targets = {year: target for year in years if (target := reading.target(year)) is not None}
    results = {year: result for year in years if (result := reading.result(year)) is not None}
    figures = [*targets.values(), *results.values()]
    if not figures:
        return None
    low, high = min(Decimal(0), *figures), max(figures)
    scale = _Scale(tuple(years), low, high if high > low else low + 1)
    return Chart(targets=scale.points(targets), results=scale.points(results), target_dots=scale.dots(targets, below=True),
                 result_dots=scale.dots(results), years=scale.year_ticks(), levels=scale.level_ticks())


@dataclass(frozen=True, slots=True)
class _Scale:
    years: tuple[int, ...]
    low: Decimal
    high: Decimal

    def x(self, year: int) -> int:
        span, inset = max(len(self.years) - 1, 1), 24
        return LEFT + inset + (WIDTH - LEFT - RIGHT - 2 * inset) * self.years.index(year) // span

    def y(self, figure: Decimal) -> int:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (figure - self.low) / (self.high - self.low))

    def points(self, figures: dict[int, Decimal]) -> str:
        return " ".join(f"{self.x(year)},{self.y(figure)}" for year, figure in figures.items())

    def dots(self, figures: dict[int, Decimal], *, below: bool = False) -> tuple[Dot, ...]:
        return tuple(Dot(self.x(year), self.y(figure), show_measure(figure), self.y(figure) + (16 if below else -8))
                     for year, figure in figures.items())

    def year_ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.x(year), short_fiscal_year(year)) for year in self.years)

    def level_ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(self.y(level), show_measure(level)) for level in (self.low, (self.low + self.high) / 2, self.high))
