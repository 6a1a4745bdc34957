"""What a year leaves behind for the next one."""

from collections.abc import Mapping
from dataclasses import dataclass

from murakami.domain.programme.models import Initiative, KpiYear, Task, YearPlan
from murakami.domain.programme.queries.cycle import InitiativeYear, read_year
from murakami.domain.programme.rules.rolling import OldTask, OldYear


@dataclass(frozen=True, slots=True)
class Leaving:
    """An initiative at the end of a year: what the rules look at, its rows, the rows of its KPIs by key."""

    initiative: Initiative
    old: OldYear
    tasks: tuple[Task, ...]
    kpis: Mapping[str, int]


def read_leaving(fiscal_year: int) -> list[Leaving]:
    """Read every decided initiative of a year with what the next year already has. SQL: 6."""
    following = fiscal_year + 1
    plans = dict(YearPlan.objects.filter(fiscal_year=following).values_list("initiative_id", "plan"))
    targets = set(KpiYear.objects.filter(fiscal_year=following, target__isnull=False).values_list("kpi__key", flat=True))
    return [_leaving(line, next_plan=plans.get(line.plan.initiative_id), next_targets=frozenset(targets))
            for line in read_year(fiscal_year)]


def _leaving(line: InitiativeYear, *, next_plan: str | None, next_targets: frozenset[str]) -> Leaving:
    decided = line.evaluation.decided
    if decided is None:
        raise ValueError(f"{line.code} was frozen without a decision")
    old = OldYear(
        code=line.code, plan=line.plan.plan, decided=decided, next_plan=next_plan, next_targets=next_targets,
        tasks=tuple(OldTask(key=task.key, title=task.title, state=task.state, due_on=task.due_on) for task in line.tasks),
        targets={one.kpi.key: one.target for one in line.kpis if one.target is not None})
    return Leaving(initiative=line.plan.initiative, old=old, tasks=line.tasks, kpis={one.kpi.key: one.kpi_id for one in line.kpis})
