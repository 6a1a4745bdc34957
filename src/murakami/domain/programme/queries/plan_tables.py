"""The whole plan as rows of the spreadsheet's sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from murakami.domain.programme.formats.sheets import (
    BUDGET,
    COMPUTED,
    INITIATIVES,
    KEYS,
    KPIS,
    RISKS,
    TASKS,
    YEARS,
    Column,
    sheets_for,
)
from murakami.domain.programme.formats.workbook import Value
from murakami.domain.programme.models import Initiative, Kpi, KpiYear, Risk, Task, Year, YearPlan
from murakami.domain.programme.queries.board import code_order
from murakami.domain.programme.rules.sheet_cells import STATUS_WORDS, Known, empty_value, show_cell
from murakami.domain.programme.rules.status import Direction, Status, TaskState
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.queries import list_units

Row = Mapping[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Tables:
    """The rows of every sheet by their keys, as they stand; what the municipality has; the years that are frozen."""

    rows: Mapping[str, Mapping[Key, Row]]
    columns: Mapping[str, tuple[Column, ...]]
    known: Known
    frozen: frozenset[int]
    revisions: Mapping[str, int]


def read_tables() -> Tables:
    """Read the whole plan. SQL: 9, however many initiatives."""
    states = dict(Year.objects.values_list("fiscal_year", "state"))
    initiatives = sorted(Initiative.objects.all(), key=lambda one: code_order(one.code))
    known = Known(units={unit.code: unit.name for unit in list_units()}, codes=frozenset(one.code for one in initiatives),
                  logins=frozenset(filter(None, Account.objects.filter(kind="staff", is_active=True).values_list(
                      "login_name", flat=True))), years=frozenset(states))
    titles = {one.pk: one for one in initiatives}
    found: dict[str, list[Row]] = {
        INITIATIVES: [_initiative(one) for one in initiatives], **_years(titles),
        KPIS: _kpis(titles), TASKS: _tasks(titles), RISKS: _risks(titles)}
    return Tables(rows={sheet: {tuple(row[part] for part in KEYS[sheet]): row for row in rows} for sheet, rows in found.items()},
                  columns=sheets_for(states), known=known, revisions={one.code: one.revision for one in initiatives},
                  frozen=frozenset(year for year, state in states.items() if state == Year.State.FROZEN))


def sheets_of(tables: Tables) -> Mapping[str, Sequence[Sequence[Value]]]:
    """Lay the rows out as sheets with headings."""
    return {sheet: [[column.heading for column in columns],
                    *([show_cell(row.get(column.field, empty_value(column.kind)), column.kind, tables.known) for column in columns]
                      for row in tables.rows[sheet].values())]
            for sheet, columns in tables.columns.items()}


def _initiative(one: Initiative) -> Row:
    return {"code": one.code, "title": one.title, "owner_unit": one.owner_unit, "related_units": tuple(sorted(one.related_units)),
            "purpose": one.purpose, "issue": one.issue, "procedures": tuple(one.procedures)}


def _years(titles: Mapping[int, Initiative]) -> dict[str, list[Row]]:
    rows = sorted(YearPlan.objects.all(), key=lambda year: (code_order(titles[year.initiative_id].code), year.fiscal_year))
    plans: list[Row] = []
    budgets: list[Row] = []
    for row in rows:
        named = {"code": titles[row.initiative_id].code, "title": titles[row.initiative_id].title, "year": row.fiscal_year}
        plans.append({**named, "plan": row.plan, "result": row.result, "status_reason": row.status_reason,
                      "status": Status(row.status) if row.status_reason else STATUS_WORDS[COMPUTED]})
        budgets.append({**named, "budget_yen": row.budget_yen, "settlement_yen": row.settlement_yen})
    return {YEARS: plans, BUDGET: budgets}


def _kpis(titles: Mapping[int, Initiative]) -> list[Row]:
    figures: dict[int, dict[str, Any]] = {}
    for row in KpiYear.objects.all():
        figures.setdefault(row.kpi_id, {}).update({
            f"target_{row.fiscal_year}": row.target, f"result_{row.fiscal_year}": row.result,
            f"evidence_{row.fiscal_year}": row.evidence})
    kpis = sorted(Kpi.objects.all(), key=lambda kpi: (code_order(titles[kpi.initiative_id].code), kpi.pk))
    return [{"code": titles[one.initiative_id].code, "title": titles[one.initiative_id].title, "key": one.key, "name": one.name,
             "definition": one.definition, "unit": one.unit, "direction": Direction(one.direction), "baseline": one.baseline,
             "baseline_on": one.baseline_on, "indicator": one.indicator, "is_active": one.is_active,
             **figures.get(one.pk, {})} for one in kpis]


def _tasks(titles: Mapping[int, Initiative]) -> list[Row]:
    tasks = sorted(Task.objects.select_related("owner"),
                   key=lambda task: (code_order(titles[task.initiative_id].code), task.fiscal_year, task.pk))
    return [{"code": titles[one.initiative_id].code, "title": titles[one.initiative_id].title, "key": one.key,
             "year": one.fiscal_year, "name": one.title, "unit": one.unit,
             "owner": (one.owner.login_name or "") if one.owner else "", "due_on": one.due_on,
             "state": TaskState(one.state), "done_on": one.done_on} for one in tasks]


def _risks(titles: Mapping[int, Initiative]) -> list[Row]:
    risks = sorted(Risk.objects.all(), key=lambda risk: (code_order(titles[risk.initiative_id].code), risk.pk))
    return [{"code": titles[one.initiative_id].code, "title": titles[one.initiative_id].title, "key": one.key, "text": one.text,
             "likelihood": one.likelihood, "impact": one.impact, "measure": one.measure, "is_open": one.is_open}
            for one in risks]
