"""The quick update of one's own initiative: how it goes, what was achieved, its tasks and results, in one write."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from murakami.domain.programme.models import Initiative, KpiYear, YearPlan
from murakami.domain.programme.operations.kpis import Figures, figures_of, taken_figures
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    NotTheirs,
    PlanChanged,
    keep,
    locked,
    refuse_frozen,
)
from murakami.domain.programme.operations.refresh import refresh_status
from murakami.domain.programme.operations.tasks import STATES_BY_HAND
from murakami.domain.programme.queries.standing import ownership_of
from murakami.domain.programme.rules.rights import works_on
from murakami.domain.programme.rules.status import Status, TaskState
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import short_fiscal_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What somebody says of a year. `status` None lets it be computed; tasks and KPIs by key, those left out stay."""

    result: str
    status: Status | None = None
    reason: str = ""
    tasks: Mapping[str, TaskState] = field(default_factory=dict)
    results: Mapping[str, tuple[Decimal | None, str]] = field(default_factory=dict)  # value and evidence


@transaction.atomic
def save_update(*, code: str, fiscal_year: int, update: Update, actor: Actor, revision: int, at: datetime) -> Initiative:
    """Write an update of one's own initiative: by its unit or as its promoter. All of it or nothing.

    Raises:
        InitiativeNotFound, NotTheirs, PlanChanged, YearIsFrozen.
        EditRefused: `not_planned`, `reason_missing`, `state_unknown`, `task_unknown`, `kpi_unknown`, `evidence_missing`,
            `result_is_measured`.
    SQL: at most 18 + 1 per changed KPI.
    """
    initiative = locked(code)
    if not works_on(actor, ownership_of(initiative)):
        raise NotTheirs(code)
    if initiative.revision != revision:
        raise PlanChanged(code)
    refuse_frozen(fiscal_year)
    if update.status is not None and not update.reason.strip():
        raise EditRefused("reason_missing")
    _write_year(initiative, fiscal_year, update)
    _move_tasks(initiative, fiscal_year, update.tasks, at=at)
    _write_results(initiative, fiscal_year, update.results)
    refresh_status(initiative, fiscal_year=fiscal_year, today=day_in_japan(at))
    return keep(initiative, kind="plan.updated", actor=actor, at=at, text=short_fiscal_year(fiscal_year),
                details={"year": fiscal_year})


def _write_year(initiative: Initiative, fiscal_year: int, update: Update) -> None:
    plan = YearPlan.objects.filter(initiative=initiative, fiscal_year=fiscal_year).first()
    if plan is None:
        raise EditRefused("not_planned")
    plan.result, plan.status = update.result.strip(), update.status or plan.status
    plan.status_reason = update.reason.strip() if update.status is not None else ""
    plan.save(update_fields=["result", "status", "status_reason"])


def _move_tasks(initiative: Initiative, fiscal_year: int, states: Mapping[str, TaskState], *, at: datetime) -> None:
    rows = {task.key: task for task in initiative.tasks.filter(fiscal_year=fiscal_year)}
    changed = []
    for key, state in states.items():
        if key not in rows:
            raise EditRefused("task_unknown")
        if state == rows[key].state:
            continue
        if state not in STATES_BY_HAND or rows[key].state == TaskState.CARRIED:
            raise EditRefused("state_unknown")
        rows[key].state, rows[key].done_on = state, day_in_japan(at) if state is TaskState.DONE else None
        changed.append(rows[key])
    if changed:
        initiative.tasks.model.objects.bulk_update(changed, ["state", "done_on"])


def _write_results(initiative: Initiative, fiscal_year: int, results: Mapping[str, tuple[Decimal | None, str]]) -> None:
    if not results:
        return
    kpis = {kpi.key: kpi for kpi in initiative.kpis.filter(is_active=True)}
    years = {one.kpi_id: one for one in KpiYear.objects.filter(kpi__initiative=initiative, fiscal_year=fiscal_year)}
    for key, (value, evidence) in results.items():
        if key not in kpis:
            raise EditRefused("kpi_unknown")
        year = years.get(kpis[key].pk) or KpiYear(kpi=kpis[key], fiscal_year=fiscal_year)
        before = figures_of(year)
        said = taken_figures(Figures(before.target, value, evidence.strip() if value is not None else ""), kpi=kpis[key],
                             before=before)
        if said != before:
            year.result, year.evidence = said.result, said.evidence
            year.save()
