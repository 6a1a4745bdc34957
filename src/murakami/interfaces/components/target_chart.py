"""Targets and results over the years as two lines: geometry only; the same figures stand in the table beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

WIDTH: Final = 360
HEIGHT: Final = 180
_LEFT, _RIGHT, _TOP, _BOTTOM, _INSET = 54, 8, 24, 32, 22


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year with its target and its result, as numbers to draw and as they are written; None where there is none."""

    label: str
    target: Decimal | None
    result: Decimal | None
    target_shown: str = ""
    result_shown: str = ""


@dataclass(frozen=True, slots=True)
class ChartDot:
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
class TargetChart:
    """Two lines as `points` of polylines, their dots, and the marks of the axes."""

    targets: str
    results: str
    target_dots: tuple[ChartDot, ...]
    result_dots: tuple[ChartDot, ...]
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]

    width = WIDTH
    height = HEIGHT
    left = _LEFT
    right = WIDTH - _RIGHT


def draw_targets(marks: Sequence[YearMark]) -> TargetChart | None:
    """Lay years over equal steps, from zero (or the smallest negative) to the largest; None with nothing to draw."""
    figures = [figure for mark in marks for figure in (mark.target, mark.result) if figure is not None]
    if not figures:
        return None
    low, high = min(Decimal(0), *figures), max(Decimal(0), *figures)
    scale = _Scale(len(marks), low, high if high > low else low + 1)
    targets = [(at, mark.target, mark.target_shown) for at, mark in enumerate(marks) if mark.target is not None]
    results = [(at, mark.result, mark.result_shown) for at, mark in enumerate(marks) if mark.result is not None]
    target_at, result_at = {at: figure for at, figure, _ in targets}, {at: figure for at, figure, _ in results}
    return TargetChart(
        targets=scale.points(targets), results=scale.points(results),
        target_dots=tuple(scale.dot(at, figure, text, other=result_at.get(at), is_target=True) for at, figure, text in targets),
        result_dots=tuple(scale.dot(at, figure, text, other=target_at.get(at)) for at, figure, text in results),
        years=tuple(Tick(scale.x(at), mark.label) for at, mark in enumerate(marks)),
        levels=tuple(Tick(scale.y(level), f"{level.normalize():,f}") for level in (low, (low + scale.high) / 2, scale.high)))


@dataclass(frozen=True, slots=True)
class _Scale:
    steps: int
    low: Decimal
    high: Decimal

    def x(self, at: int) -> int:
        return _LEFT + _INSET + (WIDTH - _LEFT - _RIGHT - 2 * _INSET) * at // max(self.steps - 1, 1)

    def y(self, figure: Decimal) -> int:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * (figure - self.low) / (self.high - self.low))

    def points(self, figures: Sequence[tuple[int, Decimal, str]]) -> str:
        return " ".join(f"{self.x(at)},{self.y(figure)}" for at, figure, _ in figures)

    def dot(self, at: int, figure: Decimal, text: str, *, other: Decimal | None, is_target: bool = False) -> ChartDot:
        """Write the larger of two figures above its dot and the smaller below, so that the words do not meet."""
        y = self.y(figure)
        is_lower = other is not None and (figure < other or (figure == other and is_target))
        below = is_lower and y < HEIGHT - _BOTTOM - 20
        return ChartDot(self.x(at), y, text, y + 19 if below else y - 9)
