"""Keeping the stored status of a year in step with its tasks and KPIs."""

from collections.abc import Iterable
from datetime import date

from murakami.domain.programme.models import Initiative, KpiYear, Task, YearPlan
from murakami.domain.programme.rules.status import (
    Direction,
    KpiFact,
    Status,
    TaskFact,
    TaskState,
    YearFigure,
    status_of,
)


def refresh_status(initiative: Initiative, *, fiscal_year: int, today: date) -> None:
    """Compute the status of a year again and store it; one said by hand stays. SQL: at most 5.

    A day can make a task overdue without any write: pages compute for themselves, and a freeze refreshes every plan.
    """
    year = YearPlan.objects.get_or_create(initiative=initiative, fiscal_year=fiscal_year)[0]
    refresh_statuses([year], fiscal_year=fiscal_year, today=today)


def refresh_statuses(plans: Iterable[YearPlan], *, fiscal_year: int, today: date) -> None:
    """Compute the status of plans of one year again, and store it where it differs; one said by hand stays. SQL: 2 or 3."""
    rows = list(plans)
    tasks, kpis = _tasks(rows, fiscal_year), _kpis(rows)
    changed = []
    for row in rows:
        status = status_of(
            fiscal_year=fiscal_year, said=Status(row.status), reason=row.status_reason, tasks=tasks.get(row.initiative_id, []),
            kpis=kpis.get(row.initiative_id, []), has_result=bool(row.result), today=today)
        if status != row.status:
            row.status = status
            changed.append(row)
    if changed:
        YearPlan.objects.bulk_update(changed, ["status"])


def _tasks(plans: Iterable[YearPlan], fiscal_year: int) -> dict[int, list[TaskFact]]:
    rows = Task.objects.filter(initiative__in=[plan.initiative_id for plan in plans], fiscal_year=fiscal_year)
    found: dict[int, list[TaskFact]] = {}
    for initiative, state, due_on in rows.values_list("initiative_id", "state", "due_on"):
        found.setdefault(initiative, []).append(TaskFact(TaskState(state), due_on))
    return found


def _kpis(plans: Iterable[YearPlan]) -> dict[int, list[KpiFact]]:
    rows = KpiYear.objects.filter(kpi__initiative__in=[plan.initiative_id for plan in plans], kpi__is_active=True)
    years: dict[tuple[int, int, str], list[YearFigure]] = {}
    for initiative, kpi, direction, fiscal_year, target, result in rows.values_list(
            "kpi__initiative_id", "kpi_id", "kpi__direction", "fiscal_year", "target", "result"):
        years.setdefault((initiative, kpi, direction), []).append(YearFigure(fiscal_year, target, result))
    found: dict[int, list[KpiFact]] = {}
    for (initiative, _, direction), figures in years.items():
        found.setdefault(initiative, []).append(KpiFact(Direction(direction), tuple(figures)))
    return found
