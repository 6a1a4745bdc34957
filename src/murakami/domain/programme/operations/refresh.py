"""Keeping the stored status of a year in step with its tasks and KPIs."""

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

    A day can make a task overdue without any write: pages compute for themselves, this is what a freeze finds.
    """
    year = YearPlan.objects.get_or_create(initiative=initiative, fiscal_year=fiscal_year)[0]
    tasks = [TaskFact(TaskState(state), due) for state, due in
             Task.objects.filter(initiative=initiative, fiscal_year=fiscal_year).values_list("state", "due_on")]
    status = status_of(fiscal_year=fiscal_year, said=Status(year.status), reason=year.status_reason, tasks=tasks,
                       kpis=_kpis(initiative), has_result=bool(year.result), today=today)
    if status != year.status:
        YearPlan.objects.filter(pk=year.pk).update(status=status)


def _kpis(initiative: Initiative) -> list[KpiFact]:
    rows = KpiYear.objects.filter(kpi__initiative=initiative, kpi__is_active=True).values_list(
        "kpi_id", "kpi__direction", "fiscal_year", "target", "result")
    years: dict[tuple[int, str], list[YearFigure]] = {}
    for kpi, direction, fiscal_year, target, result in rows:
        years.setdefault((kpi, direction), []).append(YearFigure(fiscal_year, target, result))
    return [KpiFact(Direction(direction), tuple(found)) for (_, direction), found in years.items()]
