"""Tasks of an initiative: added, changed, begun, done, dropped. A done task is reopened, a carried one never changes."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from murakami.domain.programme.models import Initiative, Task
from murakami.domain.programme.operations.plan_desk import (
    EditRefused,
    keep,
    open_plan,
    permitted,
    refuse_frozen,
)
from murakami.domain.programme.operations.refresh import refresh_status
from murakami.domain.programme.rules.status import TaskState
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan

STATES_BY_HAND = frozenset({TaskState.TODO, TaskState.DOING, TaskState.DONE, TaskState.DROPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskText:
    """What somebody writes about a task: unit by code, owner by account."""

    fiscal_year: int
    title: str
    unit: str = ""
    owner: int | None = None
    due_on: date | None = None


@transaction.atomic
def add_task(*, code: str, actor: Actor, at: datetime, revision: int, key: str, text: TaskText) -> Task:
    """Add a task to a year; the same key is added once.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, YearIsFrozen,
    EditRefused(`title_missing` | `unit_unknown` | `owner_unknown`). SQL: at most 17.
    """
    initiative = permitted(code=code, actor=actor, at=at)
    known = initiative.tasks.filter(key=key).first()
    if known is not None:
        return known
    open_plan(code=code, actor=actor, at=at, revision=revision)
    task = Task(initiative=initiative, key=key)
    _write(task, text, years=(text.fiscal_year,))
    _keep(initiative, task, kind="plan.task_added", actor=actor, at=at)
    return task


@transaction.atomic
def change_task(*, code: str, actor: Actor, at: datetime, revision: int, key: str, text: TaskText) -> Task:
    """Change what a task says; it may move to another year that is open.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, YearIsFrozen,
    EditRefused(`task_unknown` | `task_carried` | `title_missing` | `unit_unknown` | `owner_unknown`). SQL: at most 17.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    task = _task(initiative, key)
    before = task.fiscal_year
    _write(task, text, years=(before, text.fiscal_year))
    _keep(initiative, task, kind="plan.task_changed", actor=actor, at=at)
    if before != task.fiscal_year:
        refresh_status(initiative, fiscal_year=before, today=day_in_japan(at))
    return task


@transaction.atomic
def move_task(*, code: str, actor: Actor, at: datetime, revision: int, key: str, state: TaskState) -> Task:
    """Begin, finish, drop or reopen a task; what already is so is not done again.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, YearIsFrozen,
    EditRefused(`task_unknown` | `task_carried` | `state_unknown`). SQL: at most 15.
    """
    initiative = permitted(code=code, actor=actor, at=at)
    task = _task(initiative, key)
    if task.state == state:
        return task
    open_plan(code=code, actor=actor, at=at, revision=revision)
    refuse_frozen(task.fiscal_year)
    if state not in STATES_BY_HAND:
        raise EditRefused("state_unknown")
    task.state, task.done_on = state, day_in_japan(at) if state is TaskState.DONE else None
    task.save(update_fields=["state", "done_on"])
    _keep(initiative, task, kind=f"plan.task_{state}", actor=actor, at=at)
    return task


def _task(initiative: Initiative, key: str) -> Task:
    task = initiative.tasks.filter(key=key).first()
    if task is None:
        raise EditRefused("task_unknown")
    if task.state == TaskState.CARRIED:
        raise EditRefused("task_carried")
    return task


def _write(task: Task, text: TaskText, *, years: tuple[int, ...]) -> None:
    refuse_frozen(*years)
    if not text.title.strip():
        raise EditRefused("title_missing")
    if text.unit and text.unit not in {one.code for one in list_units()}:
        raise EditRefused("unit_unknown")
    if text.owner is not None and not Account.objects.filter(pk=text.owner, kind="staff", is_active=True).exists():
        raise EditRefused("owner_unknown")
    task.fiscal_year, task.title, task.unit = text.fiscal_year, text.title.strip(), text.unit
    task.owner_id, task.due_on = text.owner, text.due_on
    task.save()


def _keep(initiative: Initiative, task: Task, *, kind: str, actor: Actor, at: datetime) -> None:
    refresh_status(initiative, fiscal_year=task.fiscal_year, today=day_in_japan(at))
    keep(initiative, kind=kind, actor=actor, at=at, text=task.title, details={"year": task.fiscal_year})
