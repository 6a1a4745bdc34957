"""Draws a schedule: where each label, bar and word stands, on a grid whose unit is about a pixel. Pure."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

SIZE: Final = 14  # of a character
LEADING: Final = 19
PAD: Final = 6
HEAD: Final = 48
_HANGING: Final = SIZE  # so far a closing mark may stand out of its line
_NOT_FIRST: Final = frozenset("、。・，．）」』】ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々")


@dataclass(frozen=True, slots=True)
class Grid:
    """How wide a drawing is, and the column of its labels."""

    whole: int
    label: int


WIDE: Final = Grid(1000, 300)
BESIDE: Final = Grid(620, 130)  # where a column of the page stands beside it


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text whose baseline begins at x, y."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar with its words inside."""

    x: float
    y: float
    width: float
    height: float
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row: its ground, its label, its bars."""

    y: float
    height: float
    is_heading: bool
    label: tuple[Words, ...]
    bars: tuple[DrawnBar, ...]


@dataclass(frozen=True, slots=True)
class DrawnYear:
    """A column of the grid."""

    x: float
    middle: float
    width: float
    head: str
    below: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole drawing."""

    height: float
    years: tuple[DrawnYear, ...]
    rows: tuple[DrawnRow, ...]
    width: int
    label: int
    head: int = HEAD


def draw(schedule: Mapping[str, Any], *, heads: Sequence[tuple[str, str]], now: int, grid: Grid = WIDE) -> Chart:
    """Draw a published schedule; `heads` are the two lines above each year, `now` is the fiscal year of today."""
    years: Sequence[int] = schedule["years"]
    wide = (grid.whole - grid.label) / len(years)
    columns = tuple(
        DrawnYear(grid.label + index * wide, grid.label + (index + 0.5) * wide, wide, head, below, year == now)
        for index, (year, (head, below)) in enumerate(zip(years, heads, strict=True)))
    rows: list[DrawnRow] = []
    y: float = HEAD
    for line in schedule["lines"]:
        row = _row(line, y=y, first=years[0], wide=wide, grid=grid)
        rows.append(row)
        y += row.height
    return Chart(y, columns, tuple(rows), grid.whole, grid.label)


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """Break a text into lines that fit; a mark that may not begin a line hangs (行頭禁則)."""
    lines, line, used = [], "", 0.0
    for letter in text:
        step = letter_width(letter)
        if line and used + step > width + (_HANGING if letter in _NOT_FIRST else 0):
            lines.append(line)
            line, used = "", 0.0
        line += letter
        used += step
    return (*lines, line) if line else tuple(lines)


def letter_width(letter: str) -> float:
    """Give the width of a character: Japanese ones are square."""
    return SIZE if unicodedata.east_asian_width(letter) in "WFA" else SIZE * 0.62


def _row(line: Mapping[str, Any], *, y: float, first: int, wide: float, grid: Grid) -> DrawnRow:
    indent = 0 if line["heading"] else SIZE * (2 if line["part"] else 1)
    label = wrapped(line["label"], (grid.whole if line["heading"] else grid.label) - 2 * PAD - indent - SIZE)
    tops: list[float] = [y + PAD / 2]
    lanes: list[DrawnBar] = []
    for lane in line["lanes"]:
        bars = tuple(_bars(lane, y=tops[-1], first=first, wide=wide, label=grid.label))
        lanes += bars
        tops.append(tops[-1] + max((bar.height for bar in bars), default=0) + PAD / 2)
    height = max(tops[-1] - y + PAD / 2, len(label) * LEADING + 2 * PAD)
    return DrawnRow(y, height, line["heading"], tuple(_words(label, x=PAD + indent, y=y + PAD)), tuple(lanes))


def _bars(lane: Sequence[Mapping[str, Any]], *, y: float, first: int, wide: float, label: int) -> Iterator[DrawnBar]:
    filled = [(cell, wrapped(cell["text"], cell["span"] * wide - 3 * PAD - _HANGING)) for cell in lane if cell["text"]]
    most = max((len(lines) for _, lines in filled), default=0)
    for cell, lines in filled:
        x = label + (cell["from"] - first) * wide + 2
        height = most * LEADING + PAD
        yield DrawnBar(x, y, cell["span"] * wide - 4, height,
                       tuple(_words(lines, x=x + PAD, y=y + PAD / 2 + (most - len(lines)) * LEADING / 2)))


def _words(lines: Sequence[str], *, x: float, y: float) -> Iterator[Words]:
    for index, line in enumerate(lines):
        yield Words(x, y + index * LEADING + SIZE, line)
