"""A plan kept in somebody's own spreadsheet: its columns are named once, then it reads like ours."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from murakami.domain.programme.formats.sheets import BUDGET, INITIATIVES, TASKS, YEARS
from murakami.domain.programme.formats.workbook import Cell, Grid, cell_name
from murakami.kernel.fiscal_years import short_fiscal_year

CODE, TITLE = "code", "title"
_WHOLE = (("owner_unit", "主管課"), ("related_units", "関係課"), ("purpose", "目的"), ("issue", "現状・課題"))
_YEARLY = ((YEARS, "計画"), (YEARS, "成果"), (BUDGET, "予算額（円）"), (BUDGET, "決算額（円）"), (TASKS, "すること"))


def meanings(years: Iterable[int]) -> Mapping[str, str]:
    """List what a column may mean: a code for it, and its words."""
    found = {CODE: "取組の番号", TITLE: "取組名（番号がないとき）"}
    found |= {f"{INITIATIVES}|{heading}|": heading for _, heading in _WHOLE}
    for year in sorted(years):
        found |= {f"{sheet}|{heading}|{year}": f"{short_fiscal_year(year)}の{_said(sheet, heading)}" for sheet, heading in _YEARLY}
    return found


def headings_of(grid: Grid) -> tuple[str, ...]:
    """List the headings of the first row that has any."""
    return tuple(cell.text.strip() for cell in grid.rows[_first(grid)]) if grid.rows else ()


def digest_of(headings: Sequence[str]) -> str:
    """Name a set of headings, so that its meaning is remembered."""
    return hashlib.sha256("\x1f".join(headings).encode()).hexdigest()


def refusal_of_mapping(chosen: Mapping[str, str]) -> str | None:
    """Give the stable code of why columns cannot be read so, or None."""
    meant = [meaning for meaning in chosen.values() if meaning]
    if CODE not in meant and TITLE not in meant:
        return "no_initiative"
    if len(set(meant)) != len(meant):
        return "meant_twice"
    return None if any("|" in meaning for meaning in meant) else "nothing_meant"


def map_grid(grid: Grid, chosen: Mapping[str, str], *, codes: Mapping[str, str]) -> tuple[Grid, ...]:
    """Lay a sheet out as sheets of the plan; `chosen` says what each heading means, `codes` maps titles to codes."""
    headings, start = headings_of(grid), _first(grid)
    places = {chosen[heading]: at for at, heading in enumerate(headings) if chosen.get(heading)}
    rows: dict[tuple[str, str], list[tuple[Cell, ...]]] = {}
    fields: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for meaning, at in places.items():
        if "|" in meaning:
            sheet, heading, year = meaning.split("|")
            fields.setdefault((sheet, year), []).append((heading, at))
    for number, cells in enumerate(grid.rows[start + 1:], start + 1):
        code = _code(number, cells, places, codes)
        for (sheet, year), columns in fields.items():
            taken = [_at(number, cells, at) for _, at in columns]
            if any(cell.text.strip() for cell in (code, *taken)) and (sheet == INITIATIVES or any(cell.text for cell in taken)):
                rows.setdefault((sheet, year), []).append((code, *_with_year(sheet, year), *taken))
    return tuple(Grid(sheet, ((*_headings(sheet), *(Cell(heading) for heading, _ in fields[sheet, year])), *found), grid.name)
                 for (sheet, year), found in rows.items())


def _said(sheet: str, heading: str) -> str:
    return "タスク" if sheet == TASKS else heading


def _headings(sheet: str) -> tuple[Cell, ...]:
    named = {INITIATIVES: ("番号",), YEARS: ("番号", "年度"), BUDGET: ("番号", "年度"), TASKS: ("番号", "年度", "状態")}
    return tuple(Cell(heading) for heading in named[sheet])


def _with_year(sheet: str, year: str) -> tuple[Cell, ...]:
    return {INITIATIVES: (), TASKS: (Cell(year), Cell("未着手"))}.get(sheet, (Cell(year),))


def _code(row: int, cells: Sequence[Cell], places: Mapping[str, int], codes: Mapping[str, str]) -> Cell:
    if CODE in places:
        return _at(row, cells, places[CODE])
    title = _at(row, cells, places[TITLE])
    return Cell(codes.get(title.text.strip(), title.text), title.is_formula, title.origin)


def _at(row: int, cells: Sequence[Cell], column: int) -> Cell:
    cell = cells[column] if column < len(cells) else Cell("")
    return Cell(cell.text, cell.is_formula, cell_name(row, column))


def _first(grid: Grid) -> int:
    return next((at for at, cells in enumerate(grid.rows) if sum(bool(cell.text.strip()) for cell in cells) > 1), 0)
