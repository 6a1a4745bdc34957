"""What waits for whom, read for everybody at once: the nightly digest and one's own page ask the same."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from murakami.domain.programme.models import (
    Body,
    BodyMembership,
    EvaluationStep,
    KpiYear,
    Task,
    Year,
    YearPlan,
)
from murakami.domain.programme.queries.cycle import history_of, is_awaited
from murakami.domain.programme.queries.standing import ownership_of
from murakami.domain.programme.rules.cycle import evaluation_of
from murakami.domain.programme.rules.reminders import People, Waiting, Work, gather
from murakami.domain.programme.rules.status import OPEN_TASKS
from murakami.foundation.accounts.queries import StaffPerson, list_staff_people
from murakami.foundation.accounts.vocabulary import Role
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import fiscal_year_of


def read_waiting(*, today: date) -> dict[int, tuple[Waiting, ...]]:
    """List by account what waits for it today. SQL: 9."""
    return gather(_works(today), people_of(list_staff_people(on=today), today=today), today=today)


def people_of(staff: Sequence[StaffPerson], *, today: date) -> People:
    """Say which accounts answer for what today. SQL: 2."""
    heads: dict[str, set[int]] = {}
    for one in staff:
        for unit in one.actor.units_as(Role.UNIT_HEAD):
            heads.setdefault(unit, set()).add(one.actor.account_id or 0)
    offices = set(Body.objects.filter(kind=Body.Kind.OFFICE, is_active=True).values_list("unit", flat=True)) - {""}
    seats = BodyMembership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=today), since__lte=today, body__is_active=True, account__is_active=True,
        body__kind__in=(Body.Kind.WORKING_GROUP, Body.Kind.HEADQUARTERS)).values_list("body__kind", "account_id")
    by_kind = {kind: frozenset(account for found, account in seats if found == kind) for kind in Body.Kind}
    return People(
        heads={unit: frozenset(found) for unit, found in heads.items()},
        office=frozenset(one.actor.account_id or 0 for one in staff if one.actor.units & offices),
        group=by_kind[Body.Kind.WORKING_GROUP], headquarters=by_kind[Body.Kind.HEADQUARTERS])


def _works(today: date) -> list[Work]:
    """Look at the year that runs and at every year that is being evaluated."""
    running = fiscal_year_of(today)
    states = dict(Year.objects.values_list("fiscal_year", "state"))
    evaluating = {year for year, state in states.items() if state == Year.State.EVALUATING}
    years = ({running} | evaluating) - {year for year, state in states.items() if state == Year.State.FROZEN}
    plans = YearPlan.objects.filter(fiscal_year__in=years, initiative__is_current=True).select_related(
        "initiative").prefetch_related("initiative__promoters").order_by("fiscal_year", "initiative__code")
    tasks = _tasks(years)
    kpis = _kpis(evaluating)
    steps = _steps(evaluating)
    return [_work(plan, running=running, is_evaluating=plan.fiscal_year in evaluating, tasks=tasks, kpis=kpis, steps=steps)
            for plan in plans]


Key = tuple[int, int]  # initiative, fiscal year


def _work(plan: YearPlan, *, running: int, is_evaluating: bool, tasks: dict[Key, list[Task]], kpis: dict[Key, list[str]],
          steps: dict[Key, list[EvaluationStep]]) -> Work:
    initiative, key = plan.initiative, (plan.initiative_id, plan.fiscal_year)
    turn = evaluation_of(history_of(steps.get(key, ()))).turn if is_evaluating else None
    updated = day_in_japan(initiative.updated_at) if initiative.updated_at else None
    return Work(
        code=initiative.code, title=initiative.title, fiscal_year=plan.fiscal_year, ownership=ownership_of(initiative),
        is_running=plan.fiscal_year == running, updated_on=updated, kpis=tuple(kpis.get(key, ())), turn=turn,
        tasks=tuple((task.title, task.due_on, task.owner_id) for task in tasks.get(key, ()) if task.due_on))


def _tasks(years: set[int]) -> dict[Key, list[Task]]:
    found: dict[Key, list[Task]] = {}
    for task in Task.objects.filter(fiscal_year__in=years, state__in=OPEN_TASKS, due_on__isnull=False).order_by("due_on", "id"):
        found.setdefault((task.initiative_id, task.fiscal_year), []).append(task)
    return found


def _kpis(years: set[int]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for one in KpiYear.objects.filter(fiscal_year__in=years, kpi__is_active=True).select_related("kpi").order_by("kpi_id"):
        if is_awaited(one):
            found.setdefault((one.kpi.initiative_id, one.fiscal_year), []).append(one.kpi.name)
    return found


def _steps(years: set[int]) -> dict[Key, list[EvaluationStep]]:
    found: dict[Key, list[EvaluationStep]] = {}
    for step in EvaluationStep.objects.filter(fiscal_year__in=years).order_by("id"):
        found.setdefault((step.initiative_id, step.fiscal_year), []).append(step)
    return found
