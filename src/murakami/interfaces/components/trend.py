"""The geometry of a small line over time: drawn without a script, with a table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

WIDTH: Final = 320
HEIGHT: Final = 80
_EDGE: Final = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure at one time: its label, how it is written, and where it lies; None where there is no figure to draw."""

    label: str
    shown: str
    value: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a figure is drawn."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A line in pieces (it breaks where a figure is missing), its dots, the height of a target, and the marks in words."""

    pieces: tuple[str, ...]
    dots: tuple[Dot, ...]
    target_y: str
    marks: tuple[Mark, ...]

    width = WIDTH
    height = HEIGHT

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to see: one dot alone tells no course."""
        return len(self.dots) > 1


def draw_trend(marks: Sequence[Mark], *, target: Decimal | None = None) -> Trend:
    """Lay figures over equal steps of time, from zero (or the smallest negative) to the largest."""
    values = [mark.value for mark in marks if mark.value is not None] + ([target] if target is not None else [])
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    span = (high - low) or Decimal(1)

    def height_of(value: Decimal) -> str:
        return _text(HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * float((value - low) / span))

    step = (WIDTH - 2 * _EDGE) / max(1, len(marks) - 1)
    places = [None if mark.value is None else Dot(_text(_EDGE + step * number), height_of(mark.value))
              for number, mark in enumerate(marks)]
    return Trend(pieces=tuple(_pieces(places)), dots=tuple(place for place in places if place),
                 target_y="" if target is None else height_of(target), marks=tuple(marks))


def _pieces(places: Sequence[Dot | None]) -> list[str]:
    found: list[list[str]] = [[]]
    for place in places:
        if place is None:
            found.append([])
        else:
            found[-1].append(f"{place.x},{place.y}")
    return [" ".join(piece) for piece in found if len(piece) > 1]


def _text(number: float) -> str:
    return f"{number:.1f}"
