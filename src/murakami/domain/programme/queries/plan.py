"""The plan of one initiative, read whole for its pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from murakami.domain.programme.live import LiveFigure, live_figures
from murakami.domain.programme.models import Initiative, Kpi, KpiYear, PlanEntry, Task, Year, YearPlan
from murakami.domain.programme.operations.plan_desk import InitiativeNotFound
from murakami.domain.programme.queries.standing import ownership_of, standing_of
from murakami.domain.programme.rules.rights import Ownership, Standing, may_edit_plan, may_place, may_publish
from murakami.domain.programme.rules.status import (
    Direction,
    KpiFact,
    Status,
    TaskFact,
    TaskState,
    YearFigure,
    falls_short,
    latest_result,
    status_of,
)
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.fiscal_years import fiscal_year_of


@dataclass(frozen=True, slots=True)
class KpiReading:
    """A KPI with its years; `live` is what its indicator shows, by year, where it is bound to one."""

    kpi: Kpi
    years: Mapping[int, KpiYear]
    live: Mapping[int, LiveFigure]

    @property
    def fact(self) -> KpiFact:
        """What the rules need to know."""
        return KpiFact(Direction(self.kpi.direction), tuple(
            YearFigure(year, self.target(year), self.result(year)) for year in sorted({*self.years, *self.live})))

    def result(self, fiscal_year: int) -> Decimal | None:
        """The result of a year: what was recorded, else what is measured."""
        year, live = self.years.get(fiscal_year), self.live.get(fiscal_year)
        recorded = year.result if year else None
        return recorded if recorded is not None or live is None else live.value

    def target(self, fiscal_year: int) -> Decimal | None:
        """The target of a year."""
        year = self.years.get(fiscal_year)
        return year.target if year else None

    def first_result(self) -> YearFigure | None:
        """The first year that has a result and is over, or was written down: where a KPI without a baseline begins."""
        running = {year for year, figure in self.live.items() if not figure.is_final and not self._is_recorded(year)}
        return next((year for year in self.fact.years if year.result is not None and year.fiscal_year not in running), None)

    def _is_recorded(self, fiscal_year: int) -> bool:
        return fiscal_year in self.years and self.years[fiscal_year].result is not None

    def newest(self, fiscal_year: int) -> YearFigure | None:
        """The newest year with a result, up to a year."""
        return latest_result(self.fact, fiscal_year=fiscal_year)

    def reaches(self, fiscal_year: int) -> bool | None:
        """Say whether the newest result reaches the year's target; None where either is missing."""
        newest, target = self.newest(fiscal_year), self.target(fiscal_year)
        if newest is None or newest.result is None or target is None:
            return None
        return not falls_short(newest.result, target=target, direction=Direction(self.kpi.direction))


@dataclass(frozen=True)
class PlanReading:
    """An initiative with everything that most of its pages need; `years` are all that the programme has."""

    initiative: Initiative
    ownership: Ownership
    standing: Standing
    states: Mapping[int, str]
    years: Mapping[int, YearPlan]
    tasks: tuple[Task, ...]
    kpis: tuple[KpiReading, ...]
    today: date

    def is_frozen(self, fiscal_year: int) -> bool:
        """Say whether a year has been decided."""
        return self.states.get(fiscal_year) == Year.State.FROZEN

    def has_evaluation(self, fiscal_year: int) -> bool:
        """Say whether the year has a page of its evaluation: it was planned here and is over, or is being evaluated."""
        state = self.states.get(fiscal_year)
        return fiscal_year in self.years and state is not None and (
            state != Year.State.OPEN or fiscal_year < fiscal_year_of(self.today))

    @property
    def fiscal_years(self) -> tuple[int, ...]:
        """Every year of the programme or of this plan, oldest first."""
        return tuple(sorted({*self.states, *self.years}))

    @property
    def open_years(self) -> tuple[int, ...]:
        """The years that may be written."""
        return tuple(year for year in self.fiscal_years if not self.is_frozen(year))

    def tasks_of(self, fiscal_year: int) -> tuple[Task, ...]:
        """List the tasks of a year."""
        return tuple(task for task in self.tasks if task.fiscal_year == fiscal_year)

    def status(self, fiscal_year: int) -> Status:
        """Say how a year goes, today."""
        year = self.years.get(fiscal_year)
        if year is not None and self.is_frozen(fiscal_year):
            return Status(year.status)
        return status_of(
            fiscal_year=fiscal_year, said=Status(year.status) if year else Status.NOT_STARTED,
            reason=year.status_reason if year else "", has_result=bool(year and year.result), today=self.today,
            tasks=[TaskFact(TaskState(task.state), task.due_on) for task in self.tasks_of(fiscal_year)],
            kpis=[one.fact for one in self.kpis if one.kpi.is_active])

    def may_edit(self, actor: Actor) -> bool:
        """Say whether the actor may change this plan."""
        return may_edit_plan(actor, self.standing, self.ownership)

    def may_place(self, actor: Actor) -> bool:
        """Say whether the actor may say whose it is."""
        return may_place(actor, self.standing)

    def may_publish(self, actor: Actor) -> bool:
        """Say whether the actor may publish it."""
        return may_publish(actor, self.standing)


def read_plan(*, code: str, actor: Actor, today: date) -> PlanReading:
    """Read an initiative's plan. Raises InitiativeNotFound. SQL: 8, and those of the bound figures."""
    promoters = Prefetch("promoters", Account.objects.select_related("staff"))
    initiative = Initiative.objects.prefetch_related(promoters).filter(code=code).first()
    if initiative is None:
        raise InitiativeNotFound(code)
    states = dict(Year.objects.values_list("fiscal_year", "state"))
    return PlanReading(
        initiative=initiative, ownership=ownership_of(initiative), standing=standing_of(actor, on=today), states=states,
        years={year.fiscal_year: year for year in initiative.years.all()},
        tasks=tuple(initiative.tasks.select_related("owner__staff").order_by("fiscal_year", "due_on", "pk")),
        kpis=read_kpis(initiative.kpis.order_by("-is_active", "pk"), fiscal_years=states, today=today), today=today)


def read_kpis(kpis: QuerySet[Kpi], *, fiscal_years: Collection[int], today: date) -> tuple[KpiReading, ...]:
    """Read KPIs with their years and what is measured. SQL: 2, and those of the bound figures."""
    rows = list(kpis.prefetch_related(Prefetch("years", KpiYear.objects.order_by("fiscal_year"))))
    keys = {row.indicator for row in rows if row.indicator and row.is_active}
    live = live_figures(keys, [year for year in fiscal_years if year <= fiscal_year_of(today)], today=today)
    return tuple(KpiReading(row, {year.fiscal_year: year for year in row.years.all()},
                            {year: figure for (key, year), figure in live.items() if key == row.indicator}) for row in rows)


def list_entries(initiative: Initiative, *, limit: int = 100) -> list[PlanEntry]:
    """List the newest lines of the initiative's own book, with who wrote them. SQL: 1."""
    return list(initiative.entries.select_related("by__staff").order_by("-id")[:limit])
