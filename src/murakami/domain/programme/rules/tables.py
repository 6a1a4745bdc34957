"""The tables of an edition as they are printed: 図表2.5-1 and the schedules, cell by cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from murakami.domain.programme.formats.editions import EditionFile, Schedule, ScheduleBar, ScheduleRow


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A row of 図表2.5-1: the pillar, the group below it (empty where there is none), the cells of its initiatives."""

    pillar: str
    group: str
    initiatives: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a schedule over one or more fiscal years; nothing is planned where the text is empty."""

    start: int
    until: int
    text: str

    @property
    def span(self) -> int:
        """Count the years."""
        return self.until - self.start + 1


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A row of a schedule. Bars that overlap stand on lanes below each other; each lane covers every year once."""

    label: str
    is_heading: bool
    initiative: str
    is_part: bool
    group: str
    lanes: tuple[tuple[Cell, ...], ...]


def focus_table(edition: EditionFile) -> tuple[FocusRow, ...]:
    """Set 図表2.5-1: a row for each pillar without groups, else for each group."""
    return tuple(row for pillar in edition.pillars for row in (
        [_focus_row(edition, pillar.title, "", pillar.code)] if not pillar.groups else
        [_focus_row(edition, pillar.title, f"{group.number or ''}{group.title}", group.code) for group in pillar.groups]))


def schedule_lines(schedule: Schedule) -> tuple[ScheduleLine, ...]:
    """Set a schedule row by row."""
    return tuple(_line(row, schedule.years) for row in schedule.rows)


def is_own_schedule(schedule: Schedule) -> bool:
    """Tell the edition's own schedule, whose every row is about an initiative, from one that it quotes."""
    return all(row.heading or row.initiative or row.part_of for row in schedule.rows)


def _focus_row(edition: EditionFile, pillar: str, group: str, code: str) -> FocusRow:
    inside = [one for one in edition.initiatives if one.group == code]
    return FocusRow(pillar, group, tuple(f"{one.number}{one.table_title or one.title}" for one in inside),
                    tuple(one.code for one in inside))


def _line(row: ScheduleRow, years: Sequence[int]) -> ScheduleLine:
    return ScheduleLine(
        label=row.heading or row.label or "", is_heading=row.heading is not None,
        initiative=row.initiative or row.part_of or "", is_part=row.part_of is not None, group=row.group or "",
        lanes=() if row.heading else tuple(tuple(_cells(lane, years)) for lane in _lanes(row.bars)) or (
            (Cell(years[0], years[-1], ""),),))


def _lanes(bars: Sequence[ScheduleBar]) -> list[list[ScheduleBar]]:
    lanes: list[list[ScheduleBar]] = []
    for bar in sorted(bars, key=lambda one: one.start):
        free = next((lane for lane in lanes if lane[-1].until < bar.start), None)
        if free is None:
            lanes.append([bar])
        else:
            free.append(bar)
    return lanes


def _cells(lane: Sequence[ScheduleBar], years: Sequence[int]) -> Iterator[Cell]:
    year = years[0]
    for bar in lane:
        if year < bar.start:
            yield Cell(year, bar.start - 1, "")
        yield Cell(bar.start, bar.until, bar.text)
        year = bar.until + 1
    if year <= years[-1]:
        yield Cell(year, years[-1], "")
