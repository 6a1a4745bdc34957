"""Reading a spreadsheet of the plan against the plan as it stands: what would change, or everything that is wrong."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from murakami.domain.programme.formats.sheets import KEYS, KPIS, TASKS, YEARS, Column, Kind
from murakami.domain.programme.formats.workbook import Cell, Grid
from murakami.domain.programme.rules.sheet_cells import CellRefused, Known, empty_value, parse_cell, show_cell
from murakami.domain.programme.rules.status import TaskState

Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[tuple[Any, ...], Row]]
_GENERATED: Final = "key"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be taken, and how to mend it."""

    sheet: str
    cell: str
    problem: str
    mend: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that would change; `before` and `after` as the cells show them."""

    sheet: str
    cell: str
    code: str
    key: tuple[Any, ...]
    field: str
    heading: str
    before: str
    after: str
    value: Any
    is_new: bool


@dataclass(frozen=True)
class Reading:
    """What a file says: what would change, or what is wrong; never both."""

    changes: tuple[Change, ...] = ()
    problems: tuple[CellProblem, ...] = ()

    @property
    def digest(self) -> str:
        """A name for exactly these changes."""
        said = "\x1e".join(f"{one.sheet}\x1f{one.key}\x1f{one.field}\x1f{one.before}\x1f{one.after}" for one in self.changes)
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Standing:
    """The plan as it stands, which a file is read against."""

    rows: Rows
    columns: Mapping[str, tuple[Column, ...]]
    known: Known
    frozen: frozenset[int] = frozenset()


@dataclass
class _Sheet:
    grid: Grid
    places: dict[str, int]
    columns: dict[str, Column]
    standing: Standing
    problems: list[CellProblem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    seen: dict[tuple[Any, ...], int] = field(default_factory=dict)
    names: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The sheet of the plan that it is."""
        return self.grid.name

    def refuse(self, row: int, field_name: str, problem: str, mend: str) -> None:
        """Note what is wrong in a field of a row."""
        self.refuse_at(row, self.places.get(field_name, 0), problem, mend)

    def refuse_at(self, row: int, column: int, problem: str, mend: str) -> None:
        """Note what is wrong in a cell."""
        self.problems.append(CellProblem(self.grid.origin or self.name, self.grid.place(row, column), problem, mend))


def read_sheets(grids: Sequence[Grid], standing: Standing) -> Reading:
    """Read the sheets of a file; rows that a file does not name stay, sheets that it does not have too."""
    known = [grid for grid in grids if grid.name in standing.columns]
    if not known:
        listed = "・".join(standing.columns)
        return Reading(problems=(CellProblem(grids[0].name if grids else "", "A1", "計画のシートがありません。",
                                             f"シートの名前を {listed} のどれかにしてください。"),))
    sheets = [sheet for grid in known for sheet in (_open(grid, standing),)]
    for grid, sheet in zip(known, sheets, strict=True):
        if not sheet.problems:
            _read(grid, sheet)
    problems = tuple(problem for sheet in sheets for problem in sheet.problems)
    return Reading(problems=problems) if problems else Reading(tuple(change for sheet in sheets for change in sheet.changes))


def _open(grid: Grid, standing: Standing) -> _Sheet:
    columns = standing.columns[grid.name]
    newer = {column.once: column.heading for column in columns if column.once}
    headings = [newer.get(said := cell.text.strip(), said) for cell in grid.rows[0]] if grid.rows else []
    places = {column.field: headings.index(column.heading) for column in columns if column.heading in headings}
    sheet = _Sheet(grid, places, {column.field: column for column in columns}, standing)
    for column in columns:
        if column.field in KEYS[grid.name] and column.field not in places and column.field != _GENERATED:
            sheet.refuse_at(0, 0, f"「{column.heading}」の列がありません。", f"1行目に「{column.heading}」と書いた列を足してください。")
    named = {column.heading for column in columns}
    for at, heading in enumerate(headings):
        if heading and heading not in named:
            sheet.refuse_at(0, at, f"「{heading[:20]}」という列はありません。", "書き出したときの見出しに直すか、列を消してください。")
        elif heading and headings.index(heading) != at:
            sheet.refuse_at(0, at, f"「{heading}」の列が二つあります。", "一つだけ残してください。")
    return sheet


def _read(grid: Grid, sheet: _Sheet) -> None:
    for at, cells in enumerate(grid.rows[1:], 1):
        if any(cell.text.strip() for cell in cells):
            _compare(at, _values(at, cells, sheet), sheet)


def _values(at: int, cells: Sequence[Cell], sheet: _Sheet) -> dict[str, Any]:
    """Read the cells of a row that can be taken, and note what is wrong with the others."""
    values: dict[str, Any] = {}
    for name, place in sheet.places.items():
        column = sheet.columns[name]
        if column.kind is Kind.TITLE:
            continue
        cell = cells[place] if place < len(cells) else Cell("")
        try:
            values[name] = _value(cell, column, sheet.standing.known)
        except CellRefused as refused:
            sheet.refuse(at, name, refused.problem, refused.mend)
    return values


def _value(cell: Cell, column: Column, known: Known) -> Any:
    if cell.is_formula:
        raise CellRefused("数式が入っています。", "計算した値だけを貼り付けてください（値の貼り付け）。")
    return parse_cell(cell.text, column, known)


def _compare(at: int, values: dict[str, Any], sheet: _Sheet) -> None:
    if not {name for name in KEYS[sheet.name] if name in sheet.places} <= set(values):
        return
    if _GENERATED in KEYS[sheet.name] and not values.get(_GENERATED):
        values[_GENERATED] = _new_key(values, sheet)
    key = tuple(values[part] for part in KEYS[sheet.name])
    if key in sheet.seen:
        sheet.refuse(at, KEYS[sheet.name][-1], f"{sheet.seen[key] + 1}行目と同じものです。", "どちらかの行を消してください。")
        return
    sheet.seen[key] = at
    stored = sheet.standing.rows[sheet.name].get(key)
    before: Row = stored if stored is not None else {}
    missing = [] if stored is not None else [
        name for name, column in sheet.columns.items() if column.required and name not in sheet.places]
    for name in missing:
        sheet.refuse(at, KEYS[sheet.name][-1], f"新しい行に「{sheet.columns[name].heading}」がありません。",
                     "その列を足して書いてください。")
    if missing or _is_anothers(at, values, stored, sheet):
        return
    _check(at, values, before, sheet)
    sheet.changes += _changes(at, key, values, before, sheet, is_new=stored is None)


def _is_anothers(at: int, values: Row, stored: Row | None, sheet: _Sheet) -> bool:
    """Refuse a key that belongs to another initiative: a moved row would take the other's history along."""
    if stored is not None or _GENERATED not in KEYS[sheet.name]:
        return False
    owners = [code for code, key in (*sheet.standing.rows[sheet.name], *(one for one in sheet.seen if one[0] != values["code"]))
              if key == values[_GENERATED]]
    if owners:
        sheet.refuse(at, _GENERATED, f"このキーは取組 {owners[0]} のものです。", "キーを空にすると、新しい行として加わります。")
    return bool(owners)


def _new_key(values: Row, sheet: _Sheet) -> str:
    """Name a new row after what it says: the same file read twice adds it once."""
    said = "\x1f".join((sheet.name, *(str(values.get(name, "")) for name in ("code", "year", "name", "text"))))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _changes(at: int, key: tuple[Any, ...], values: Row, before: Row, sheet: _Sheet, *, is_new: bool) -> Iterator[Change]:
    for name, value in values.items():
        column = sheet.columns[name]
        was = before.get(name, empty_value(column.kind))
        if name not in KEYS[sheet.name] and (not _is_same(value, was) or (is_new and column.required)):
            yield Change(sheet.name, sheet.grid.place(at, sheet.places[name]), str(values["code"]), key, name, column.heading,
                         _shown(was, column, sheet) if not is_new else "", _shown(value, column, sheet), value, is_new)


def _is_same(value: Any, was: Any) -> bool:
    """Compare with what stands, whatever line ends and blanks around it a cell cannot keep."""
    if isinstance(was, str) and isinstance(value, str):
        return value == was.replace("\r\n", "\n").replace("\r", "\n").strip()
    return bool(value == was)


def _shown(value: Any, column: Column, sheet: _Sheet) -> str:
    shown = show_cell(value, column.kind, sheet.standing.known)
    return "" if shown is None else str(shown)


def _check(at: int, values: Row, before: Row, sheet: _Sheet) -> None:
    whole = {**before, **values}
    changed = {name for name, value in values.items()
               if not _is_same(value, before.get(name, empty_value(sheet.columns[name].kind)))}
    for name in sorted(changed):
        for year in _years_of(name, whole, before):
            if year in sheet.standing.frozen:
                sheet.refuse(at, name, "この年度は評価が決まり、確定しています。", "元の値に戻してください。直すには、確定した年度の訂正を使います。")
    if sheet.name == YEARS:
        _check_year(at, whole, sheet)
    elif sheet.name == TASKS and "state" in whole:
        _check_task(at, whole, before, sheet)
    elif sheet.name == KPIS:
        _check_results(at, whole, changed, sheet)
        if "name" in whole:
            _check_name(at, whole, sheet)


def _years_of(name: str, whole: Row, before: Row) -> Iterable[int]:
    if name.startswith(("target_", "result_", "evidence_")):
        return (int(name.rpartition("_")[2]),)
    return {year for year in (whole.get("year"), before.get("year")) if year is not None}


def _check_year(at: int, whole: Row, sheet: _Sheet) -> None:
    if whole.get("status") and not whole.get("status_reason"):
        sheet.refuse(at, "status_reason", "状態を手で決めた理由がありません。", "理由を書くか、状態を「自動」にしてください。")


def _check_task(at: int, whole: Row, before: Row, sheet: _Sheet) -> None:
    if before.get("state") is TaskState.CARRIED and {**before, **whole} != dict(before):
        sheet.refuse(at, "state", "翌年度へ送ったタスクは直せません。", "元の値に戻して、翌年度のタスクを直してください。")
    elif whole["state"] is TaskState.CARRIED and before.get("state") is not TaskState.CARRIED:
        sheet.refuse(at, "state", "ここでは「翌年度へ」にできません。", "年度を閉じるときに、理由を付けて送ります。")
    if whole["state"] is TaskState.DONE and not whole.get("done_on"):
        sheet.refuse(at, "done_on", "完了したのに、終えた日がありません。", "終えた日を 2026-11-28 のように書いてください。")
    if whole["state"] is not TaskState.DONE and whole.get("done_on"):
        sheet.refuse(at, "done_on", "完了していないのに、終えた日があります。", "終えた日を消すか、状態を「完了」にしてください。")


def _check_results(at: int, whole: Row, changed: set[str], sheet: _Sheet) -> None:
    for name in sorted(sheet.places.keys() & {one for one in whole if one.startswith("result_")}):
        year = name.rpartition("_")[2]
        if whole.get("indicator") and name in changed and whole[name] is not None:
            sheet.refuse(at, name, "このKPIの実績は指標から自動で入ります。", "実績を消してください。手で書くなら「自動で測る指標」を空にします。")
        elif whole[name] is not None and not whole.get(f"evidence_{year}"):
            sheet.refuse(at, name, "実績の根拠がありません。", f"「{sheet.columns[f'evidence_{year}'].heading}」を書いてください。")


def _check_name(at: int, whole: Row, sheet: _Sheet) -> None:
    taken = (whole["code"], whole["name"])
    others = {(row["code"], row["name"]) for key, row in sheet.standing.rows[KPIS].items()
              if key != (whole["code"], whole["key"]) and key not in sheet.seen}
    if taken in sheet.names or taken in others:
        sheet.refuse(at, "name", f"「{whole['name'][:20]}」という名前のKPIが、この取組に二つあります。", "別の名前にしてください。")
    sheet.names.setdefault(taken, at)
