"""Taking a spreadsheet of the plan in: all of it or nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from murakami.domain.programme.formats.sheets import BUDGET, INITIATIVES, KPIS, RISKS, TASKS, YEARS
from murakami.domain.programme.formats.workbook import Grid
from murakami.domain.programme.models import Initiative, Kpi, KpiYear, Risk, Task, YearPlan
from murakami.domain.programme.operations.plan_desk import NotTheirs, PlanChanged, write_entries
from murakami.domain.programme.operations.refresh import refresh_status
from murakami.domain.programme.queries.plan_tables import Tables, read_tables
from murakami.domain.programme.queries.standing import standing_of
from murakami.domain.programme.rules.rights import may_run_programme
from murakami.domain.programme.rules.sheet_reading import CellProblem, Change, Reading, Standing, read_sheets
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan


class SheetRefused(ValueError):
    """The file holds what cannot be taken; nothing was written."""

    def __init__(self, problems: tuple[CellProblem, ...]) -> None:
        super().__init__(f"{len(problems)} cells")
        self.problems = problems


def preview_plan(grids: Iterable[Grid]) -> Reading:
    """Say what a file would change, or everything that is wrong in it. SQL: 9."""
    return _read(list(grids), read_tables())


@transaction.atomic
def import_plan(*, grids: Iterable[Grid], digest: str, actor: Actor, at: datetime) -> Reading:
    """Write what a file changes: the DX office alone, and exactly what was shown under `digest`.

    Raises:
        NotTheirs: the actor is not the DX office.
        PlanChanged: the plan has changed since, so that the file would now change something else.
        SheetRefused: a cell cannot be taken.
    SQL: 11 + 4 per changed row + 5 per changed initiative.
    """
    if not may_run_programme(actor, standing_of(actor, on=day_in_japan(at))):
        raise NotTheirs("import")
    rows = {one.code: one for one in Initiative.objects.select_for_update().order_by("pk")}
    reading = _read(list(grids), read_tables())
    if reading.problems:
        raise SheetRefused(reading.problems)
    if reading.digest != digest:
        raise PlanChanged("import")
    _apply(reading.changes, rows, actor=actor, at=at)
    return reading


def _read(grids: list[Grid], tables: Tables) -> Reading:
    return read_sheets(grids, Standing(tables.rows, tables.columns, tables.known, tables.frozen))


def _apply(changes: tuple[Change, ...], rows: Mapping[str, Initiative], *, actor: Actor, at: datetime) -> None:
    by_row: dict[tuple[str, tuple[Any, ...]], dict[str, Any]] = {}
    for change in changes:
        by_row.setdefault((change.sheet, change.key), {})[change.field] = change.value
    for (sheet, key), values in by_row.items():
        _WRITERS[sheet](rows[key[0]], key, values)
    touched = [rows[code] for code in sorted({change.code for change in changes})]
    for one in touched:
        one.revision, one.updated_at = one.revision + 1, at
        one.save(update_fields=["owner_unit", "related_units", "purpose", "issue", "procedures", "is_assumed", "revision", "updated_at"])
    for code, year in sorted({(key[0], year) for sheet, key in by_row for year in _years(sheet, key, by_row[sheet, key])}):
        refresh_status(rows[code], fiscal_year=year, today=day_in_japan(at))
    write_entries(touched, kind="plan.imported", at=at, by=actor.account_id)


def _years(sheet: str, key: tuple[Any, ...], values: Mapping[str, Any]) -> set[int]:
    if sheet == YEARS:
        return {key[1]}
    if sheet == KPIS:
        return {int(name.rpartition("_")[2]) for name in values if name.startswith(("target_", "result_"))}
    return set(Task.objects.filter(key=key[1]).values_list("fiscal_year", flat=True)) if sheet == TASKS else set()


def _initiative(one: Initiative, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(one, name, list(value) if isinstance(value, tuple) else value)
    one.is_assumed = one.is_assumed and not {"purpose", "issue"} & set(values)


def _year(one: Initiative, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
    row = YearPlan.objects.get_or_create(initiative=one, fiscal_year=key[1])[0]
    for name, value in values.items():
        if name != "status":
            setattr(row, name, value)
    if values.get("status"):
        row.status = values["status"]
    elif "status" in values:
        row.status_reason = ""
    row.save()


def _kpi(one: Initiative, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
    kpi = Kpi.objects.filter(initiative=one, key=key[1]).first() or Kpi(initiative=one, key=key[1])
    years: dict[int, dict[str, Any]] = {}
    for name, value in values.items():
        stem, _, year = name.rpartition("_")
        if stem in {"target", "result", "evidence"} and year.isdigit():
            years.setdefault(int(year), {})[stem] = value
        else:
            setattr(kpi, name, value)
    kpi.is_assumed = False
    kpi.save()
    for fiscal_year, figures in years.items():
        KpiYear.objects.update_or_create(kpi=kpi, fiscal_year=fiscal_year, defaults=figures)


def _task(one: Initiative, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
    task = Task.objects.filter(initiative=one, key=key[1]).first() or Task(initiative=one, key=key[1])
    named = {"year": "fiscal_year", "name": "title"}
    for name, value in values.items():
        if name == "owner":
            task.owner = Account.objects.get(login_name=value) if value else None
        else:
            setattr(task, named.get(name, name), value)
    task.save()


def _risk(one: Initiative, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
    risk = Risk.objects.filter(initiative=one, key=key[1]).first() or Risk(initiative=one, key=key[1])
    for name, value in values.items():
        setattr(risk, name, value)
    risk.save()


_WRITERS = {INITIATIVES: _initiative, YEARS: _year, BUDGET: _year, KPIS: _kpi, TASKS: _task, RISKS: _risk}
