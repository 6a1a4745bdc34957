"""A year as a whole: where each initiative stands, what it was measured by, what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q

from murakami.domain.programme.live import live_figures
from murakami.domain.programme.models import BodyMembership, EvaluationStep, KpiYear, Task, Year, YearPlan
from murakami.domain.programme.rules.cycle import Course, Evaluation, Grade, Signed, Stage, Statement, evaluation_of
from murakami.domain.programme.rules.freezing import Missing, YearLine, missing_of
from murakami.domain.programme.rules.rights import BodyKind
from murakami.kernel.dates import show_date

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class InitiativeYear:
    """An initiative in a year: its plan and result, KPIs, tasks, and the signed steps, oldest first."""

    plan: YearPlan
    steps: tuple[EvaluationStep, ...] = ()
    kpis: tuple[KpiYear, ...] = ()
    tasks: tuple[Task, ...] = ()
    evaluation: Evaluation = field(default_factory=Evaluation)

    @property
    def code(self) -> str:
        """The code of the initiative."""
        return self.plan.initiative.code

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is lacking before the year can be frozen."""
        return missing_of(YearLine(
            code=self.code, has_result=bool(self.plan.result.strip()), evaluation=self.evaluation,
            kpis_without_result=tuple(one.kpi.name for one in self.kpis if is_awaited(one))))


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in a body, as published: the body and the position in it."""

    body: str
    position: str


def is_awaited(one: KpiYear) -> bool:
    """Say whether somebody has to give the result of a KPI: there is a target, and no indicator measures it."""
    return one.target is not None and one.result is None and not one.kpi.indicator


def list_years() -> Sequence[Year]:
    """List the years of the programme, newest first, without their documents. SQL: 1."""
    return list(Year.objects.defer("document").order_by("-fiscal_year"))


def find_year(fiscal_year: int) -> Year | None:
    """Find a year that was opened. SQL: 1."""
    return Year.objects.filter(fiscal_year=fiscal_year).first()


def read_year(fiscal_year: int, *, code: str | None = None, today: date | None = None) -> tuple[InitiativeYear, ...]:
    """Read every initiative that is planned for a year, or the one of `code`, in the order of the codes.

    With `today` the result of a KPI that is bound to an indicator, and not recorded yet, is what is measured now.
    SQL: 4, and those of the bound figures.
    """
    only = {} if code is None else {"initiative__code": code}
    plans = list(YearPlan.objects.filter(fiscal_year=fiscal_year, **only).select_related("initiative"))
    steps = _by(EvaluationStep.objects.filter(fiscal_year=fiscal_year, **only).select_related("by__staff").order_by("id"))
    years = list(KpiYear.objects.filter(
        fiscal_year=fiscal_year, kpi__is_active=True, **{f"kpi__{name}": value for name, value in only.items()},
    ).select_related("kpi").order_by("kpi_id"))
    if today is not None:
        _measure(years, fiscal_year=fiscal_year, today=today)
    kpis = _by(years, of=lambda one: one.kpi.initiative_id)
    tasks = _by(Task.objects.filter(fiscal_year=fiscal_year, **only).order_by("due_on", "id"))
    return tuple(_line(plan, steps=steps, kpis=kpis, tasks=tasks)
                 for plan in sorted(plans, key=lambda plan: code_order(plan.initiative.code)))


def code_order(code: str) -> tuple[tuple[int, str], ...]:
    """Give the key that sorts codes as people count: 2-1-9 before 2-1-10."""
    return tuple((int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in code.split("-"))


def history_of(steps: Iterable[EvaluationStep]) -> tuple[Signed, ...]:
    """Say what signed steps, oldest first, mean to the rules."""
    return tuple(Signed(stage=Stage(step.stage), statement=None if step.returned else statement_of(step), reason=step.reason)
                 for step in steps)


def statement_of(step: EvaluationStep) -> Statement:
    """Say what a step that sends nothing back states."""
    return Statement(grade=Grade(step.grade), reason=step.reason, course=Course(step.course), cause=step.cause,
                     next_step=step.next_step)


def standing_steps(steps: Iterable[EvaluationStep]) -> dict[Stage, EvaluationStep]:
    """Choose, of each stage, the step that stands: nothing sent back stands. Steps are given oldest first."""
    standing: dict[Stage, EvaluationStep] = {}
    for step in steps:
        stage = Stage(step.stage)
        if not step.returned:
            standing[stage] = step
            continue
        order = list(Stage)
        standing = {kept: one for kept, one in standing.items() if order.index(kept) < order.index(stage) - 1}
    return standing


def find_seat(account_id: int, kind: BodyKind, *, on: date) -> Seat | None:
    """Find somebody's place in a body of a kind on a day. SQL: 1."""
    row = BodyMembership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on), account_id=account_id, since__lte=on, body__kind=kind,
        body__is_active=True,
    ).values_list("body__name", "position").order_by("since", "id").first()
    return Seat(*row) if row else None


def is_measured(one: KpiYear) -> bool:
    """Say whether the result of a KPI comes from an indicator."""
    return bool(one.kpi.indicator) and one.result is not None


def _measure(years: Iterable[KpiYear], *, fiscal_year: int, today: date) -> None:
    bound = [one for one in years if one.kpi.indicator and one.result is None]
    live = live_figures({one.kpi.indicator for one in bound}, [fiscal_year], today=today)
    for one in bound:
        figure = live.get((one.kpi.indicator, fiscal_year))
        if figure is not None and figure.value is not None:
            one.result, one.evidence = figure.value, f"自動で数えた値（{show_date(today)}）"


def _line(plan: YearPlan, *, steps: Mapping[int, list[EvaluationStep]], kpis: Mapping[int, list[KpiYear]],
          tasks: Mapping[int, list[Task]]) -> InitiativeYear:
    owned = tuple(steps.get(plan.initiative_id, ()))
    return InitiativeYear(plan=plan, steps=owned, kpis=tuple(kpis.get(plan.initiative_id, ())),
                          tasks=tuple(tasks.get(plan.initiative_id, ())), evaluation=evaluation_of(history_of(owned)))


def _by(rows: Iterable[T], *, of: Any = lambda row: row.initiative_id) -> dict[int, list[T]]:
    gathered: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        gathered[of(row)].append(row)
    return gathered
