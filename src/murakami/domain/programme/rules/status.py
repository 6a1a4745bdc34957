"""How an initiative goes in a fiscal year: computed from its tasks and KPIs, or said by hand with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from murakami.kernel.fiscal_years import last_day_of


class Status(StrEnum):
    """How it goes."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    LATE = "late"
    DONE = "done"
    STOPPED = "stopped"


class Direction(StrEnum):
    """Which way of a KPI is better."""

    UP = "up"
    DOWN = "down"


class TaskState(StrEnum):
    """Where a task stands."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"
    CARRIED = "carried"


OPEN_TASKS = frozenset({TaskState.TODO, TaskState.DOING})


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A task of the year that is looked at."""

    state: TaskState
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class YearFigure:
    """Target and result of a KPI in a fiscal year."""

    fiscal_year: int
    target: Decimal | None = None
    result: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KpiFact:
    """A KPI with its years, in any order."""

    direction: Direction
    years: tuple[YearFigure, ...]


def status_of(*, fiscal_year: int, said: Status, reason: str, tasks: Sequence[TaskFact], kpis: Iterable[KpiFact],
              has_result: bool, today: date) -> Status:
    """Say how the year goes: what was said by hand, which is so when a reason stands beside it, else computed."""
    if reason.strip():
        return said
    return computed_status(fiscal_year=fiscal_year, tasks=tasks, kpis=kpis, has_result=has_result, today=today)


def computed_status(*, fiscal_year: int, tasks: Sequence[TaskFact], kpis: Iterable[KpiFact], has_result: bool,
                    today: date) -> Status:
    """Compute: late when an open task is overdue or a KPI is behind; done when every task is; begun when anything is."""
    kpis = list(kpis)
    figures = [year for kpi in kpis for year in kpi.years if year.fiscal_year == fiscal_year]
    if any(is_overdue(task, today=today) for task in tasks):
        return Status.LATE
    if any(is_behind(kpi, fiscal_year=fiscal_year, today=today) for kpi in kpis):
        return Status.LATE
    if is_all_done(tasks):
        return Status.DONE
    moved = any(task.state in {TaskState.DOING, TaskState.DONE} for task in tasks)
    return Status.ON_TRACK if moved or has_result or any(year.result is not None for year in figures) else Status.NOT_STARTED


def is_overdue(task: TaskFact, *, today: date) -> bool:
    """Say whether a task is open after its last day."""
    return task.state in OPEN_TASKS and task.due_on is not None and task.due_on < today


def is_all_done(tasks: Sequence[TaskFact]) -> bool:
    """Say whether something was done and nothing of the year is left."""
    return any(task.state is TaskState.DONE for task in tasks) and not any(task.state in OPEN_TASKS for task in tasks)


def is_behind(kpi: KpiFact, *, fiscal_year: int, today: date) -> bool:
    """Say whether the latest result up to a year is worse than the nearest target that has fallen due.

    A target falls due when its fiscal year has ended; without a result or a due target nothing is behind.
    """
    result, target = latest_result(kpi, fiscal_year=fiscal_year), due_target(kpi, fiscal_year=fiscal_year, today=today)
    if result is None or target is None or result.result is None or target.target is None:
        return False
    return falls_short(result.result, target=target.target, direction=kpi.direction)


def falls_short(result: Decimal, *, target: Decimal, direction: Direction) -> bool:
    """Say whether a result is worse than a target."""
    return result < target if direction is Direction.UP else result > target


def latest_result(kpi: KpiFact, *, fiscal_year: int) -> YearFigure | None:
    """Find the newest year up to `fiscal_year` that has a result."""
    found = [year for year in kpi.years if year.fiscal_year <= fiscal_year and year.result is not None]
    return max(found, key=lambda year: year.fiscal_year, default=None)


def due_target(kpi: KpiFact, *, fiscal_year: int, today: date) -> YearFigure | None:
    """Find the target of the newest year up to `fiscal_year` that has ended."""
    found = [year for year in kpi.years if year.fiscal_year <= fiscal_year and year.target is not None
             and last_day_of(year.fiscal_year) < today]
    return max(found, key=lambda year: year.fiscal_year, default=None)
