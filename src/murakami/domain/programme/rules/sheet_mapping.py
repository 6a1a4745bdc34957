"""A plan kept in somebody's own spreadsheet: its columns are named once, then it reads like ours."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from murakami.domain.programme.formats.sheets import BUDGET, INITIATIVES, KPIS, TASKS, YEARS
from murakami.domain.programme.formats.workbook import Cell, Grid, cell_name
from murakami.kernel.characters import fold_width
from murakami.kernel.fiscal_years import short_fiscal_year

CODE, TITLE = "code", "title"
KPI_NAME: Final = f"{KPIS}|名前|"
_WHOLE = (("owner_unit", "主管課"), ("related_units", "関係課"), ("purpose", "目的"), ("issue", "現状・課題"))
_YEARLY = ((YEARS, "計画"), (YEARS, "成果"), (BUDGET, "予算額（円）"), (BUDGET, "決算額（円）"), (TASKS, "すること"))
_OF_KPI = ("名前", "定義", "単位", "よい向き", "基準値")
_KPI_YEARLY = ("目標", "実績", "根拠")
_USUAL: Final = {  # as `_bare` leaves them
    "番号": CODE, "NO": CODE, "NO.": CODE, "取組番号": CODE, "取組": TITLE, "取組名": TITLE, "取組事項": TITLE, "事業名": TITLE,
    "担当課": f"{INITIATIVES}|主管課|", "所管課": f"{INITIATIVES}|主管課|", "課題": f"{INITIATIVES}|現状・課題|",
    "KPI": KPI_NAME, "指標": KPI_NAME, "評価指標": KPI_NAME, "指標名": KPI_NAME, "単位": f"{KPIS}|単位|", "基準値": f"{KPIS}|基準値|"}


@dataclass(frozen=True, slots=True)
class KnownKpi:
    """A KPI that is there, in the words of a sheet: a row that names it changes it."""

    key: str = ""
    definition: str = ""
    unit: str = ""
    direction: str = "増"


def meanings(years: Iterable[int]) -> Mapping[str, str]:
    """List what a column may mean: a code for it, and its words."""
    found = {CODE: "取組の番号", TITLE: "取組名（番号がないとき）"}
    found |= {f"{INITIATIVES}|{heading}|": heading for _, heading in _WHOLE}
    for year in sorted(years):
        found |= {f"{sheet}|{heading}|{year}": f"{short_fiscal_year(year)}の{_said(sheet, heading)}" for sheet, heading in _YEARLY}
    found |= {f"{KPIS}|{heading}|": f"KPIの{heading}" for heading in _OF_KPI}
    for year in sorted(years):
        short = short_fiscal_year(year)
        found |= {f"{KPIS}|{short} {heading}|": f"KPIの{short}の{heading}" for heading in _KPI_YEARLY}
    return found


def guess_meanings(headings: Iterable[str], years: Iterable[int]) -> Mapping[str, str]:
    """Guess what headings mean that nobody has named yet: those that say it in the usual words, each meaning once."""
    listed = meanings(years)
    known = {_bare(words): code for code, words in listed.items()} | _USUAL
    known |= {_bare(words.removeprefix("KPIの")): code for code, words in listed.items() if "の目標" in words or "の実績" in words}
    known |= {_bare(words.replace("額", "")): code for code, words in listed.items() if code.startswith(f"{BUDGET}|")}
    guessed: dict[str, str] = {}
    for heading in headings:
        code = known.get(_bare(heading), "")
        if code and code not in guessed.values():
            guessed[heading] = code
    return guessed


def _bare(words: str) -> str:
    """Leave out what people write or not: の, blanks, brackets and what stands in them."""
    return re.sub(r"[（(].*?[)）]|[の\s・]", "", fold_width(words)).upper()


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
    if KPI_NAME not in meant and any(meaning.startswith(f"{KPIS}|") for meaning in meant):
        return "kpi_unnamed"
    return None if any("|" in meaning for meaning in meant) else "nothing_meant"


def map_grid(grid: Grid, chosen: Mapping[str, str], *, codes: Mapping[str, str],
             kpis: Mapping[tuple[str, str], KnownKpi] | None = None) -> tuple[Grid, ...]:
    """Lay a sheet out as sheets of the plan; `chosen` says what each heading means, `codes` maps titles to codes.

    A row without an initiative belongs to the one above it, as where cells are merged. `kpis` are those that are there, by
    code and name: a row that names another adds it, defined by its name and the better the more, unless a column says so.
    """
    headings, start = headings_of(grid), _first(grid)
    places = {chosen[heading]: at for at, heading in enumerate(headings) if chosen.get(heading)}
    rows: dict[tuple[str, str], list[tuple[Cell, ...]]] = {}
    fields: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for meaning, at in places.items():
        if "|" in meaning:
            sheet, heading, year = meaning.split("|")
            fields.setdefault((sheet, year), []).append((heading, at))
    above = Cell("")
    for number, cells in enumerate(grid.rows[start + 1:], start + 1):
        own = _code(number, cells, places, codes)
        code = above = own if own.text.strip() else Cell(above.text, above.is_formula, own.origin)
        for (sheet, year), columns in fields.items():
            taken = {heading: _at(number, cells, at) for heading, at in columns}
            if _says_something(sheet, own, code, taken):
                rows.setdefault((sheet, year), []).append((code, *_filled(sheet, year, code, taken, kpis or {}), *taken.values()))
    return tuple(Grid(sheet, ((*_headings(sheet, fields[sheet, year]), *(Cell(heading) for heading, _ in fields[sheet, year])),
                              *found), grid.name) for (sheet, year), found in rows.items())


def _says_something(sheet: str, own: Cell, code: Cell, taken: Mapping[str, Cell]) -> bool:
    has_text = any(cell.text.strip() for cell in taken.values())
    if sheet == KPIS:
        return bool(taken["名前"].text.strip())
    return has_text or (sheet == INITIATIVES and bool(own.text.strip()))


def _said(sheet: str, heading: str) -> str:
    return "タスク" if sheet == TASKS else heading


def _headings(sheet: str, columns: Iterable[tuple[str, int]]) -> tuple[Cell, ...]:
    named = {INITIATIVES: (), YEARS: ("年度",), BUDGET: ("年度",), TASKS: ("年度", "状態"), KPIS: ("キー", *_unsaid(columns))}
    return tuple(Cell(heading) for heading in ("番号", *named[sheet]))


def _filled(sheet: str, year: str, code: Cell, taken: Mapping[str, Cell], kpis: Mapping[tuple[str, str], KnownKpi]) -> tuple[Cell, ...]:
    """Give the cells that the sheet of the plan wants and this one does not have."""
    if sheet == KPIS:
        name = taken["名前"]
        one = kpis.get((code.text.strip(), name.text.strip()), KnownKpi(definition=name.text))
        words = {"定義": one.definition, "単位": one.unit, "よい向き": one.direction}
        return (Cell(one.key), *(Cell(words[heading], False, name.origin) for heading in _unsaid((heading, 0) for heading in taken)))
    origin = next(iter(taken.values())).origin
    said = {INITIATIVES: (), TASKS: (year, "未着手")}.get(sheet, (year,))
    return tuple(Cell(text, False, origin) for text in said)


def _unsaid(columns: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    said = {heading for heading, _ in columns}
    return tuple(heading for heading in ("定義", "単位", "よい向き") if heading not in said)


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
