"""What waits for whom in the programme: gathered by person, so that each gets one message about everything."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from murakami.domain.programme.rules.cycle import Stage
from murakami.domain.programme.rules.rights import Ownership

SOON: Final = timedelta(days=30)
STALE: Final = timedelta(days=90)


class Waits(StrEnum):
    """Why something waits for somebody, most pressing first."""

    TASK_OVERDUE = "task_overdue"
    EVALUATION = "evaluation"
    KPI_RESULT = "kpi_result"
    TASK_SOON = "task_soon"
    NOT_UPDATED = "not_updated"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `what` is the title of a task, the name of a KPI or the code of a stage."""

    why: Waits
    code: str
    title: str
    fiscal_year: int
    what: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """An initiative in a year as reminders look at it: what is open in it."""

    code: str
    title: str
    fiscal_year: int
    ownership: Ownership
    is_running: bool  # the year that runs now: what is not updated is told of here
    updated_on: date | None = None
    tasks: tuple[tuple[str, date, int | None], ...] = ()  # open ones with a day: title, day, account of the owner
    kpis: tuple[str, ...] = ()  # names of those whose result is awaited
    turn: Stage | None = None  # whose evaluation is awaited


@dataclass(frozen=True, slots=True)
class People:
    """Accounts by what they answer for: heads by unit, the DX office, the members of the two bodies."""

    heads: Mapping[str, frozenset[int]] = field(default_factory=dict)
    office: frozenset[int] = frozenset()
    group: frozenset[int] = frozenset()
    headquarters: frozenset[int] = frozenset()


def gather(works: Iterable[Work], people: People, *, today: date) -> dict[int, tuple[Waiting, ...]]:
    """List by account what waits for it, most pressing first."""
    found: dict[int, list[Waiting]] = defaultdict(list)
    for work in works:
        for waiting, accounts in _waiting(work, people, today=today):
            for account in accounts:
                found[account].append(waiting)
    order = list(Waits)
    return {account: tuple(sorted(waits, key=lambda one: (order.index(one.why), one.due_on or date.max, one.code, one.what)))
            for account, waits in found.items()}


def keepers(work: Work, people: People) -> frozenset[int]:
    """Choose who keeps an initiative: its promoters, else the head of its unit, else the DX office."""
    return work.ownership.promoters or people.heads.get(work.ownership.owner_unit, frozenset()) or people.office


def signers(work: Work, people: People) -> frozenset[int]:
    """Choose who is asked for the evaluation whose turn it is; the DX office where a body has nobody."""
    if work.turn is Stage.SELF:
        return people.heads.get(work.ownership.owner_unit, frozenset()) or people.office
    return (people.group if work.turn is Stage.GROUP else people.headquarters) or people.office


def _waiting(work: Work, people: People, *, today: date) -> Iterable[tuple[Waiting, frozenset[int]]]:
    kept = keepers(work, people)
    for title, due_on, owner in work.tasks:
        if due_on <= today + SOON:
            why = Waits.TASK_OVERDUE if due_on < today else Waits.TASK_SOON
            yield _of(work, why, title, due_on), frozenset({owner}) if owner else kept
    if work.turn is not None:
        yield _of(work, Waits.EVALUATION, work.turn.value), signers(work, people)
    for name in work.kpis:
        yield _of(work, Waits.KPI_RESULT, name), kept
    if work.is_running and (work.updated_on is None or work.updated_on < today - STALE):
        yield _of(work, Waits.NOT_UPDATED), kept


def _of(work: Work, why: Waits, what: str = "", due_on: date | None = None) -> Waiting:
    return Waiting(why=why, code=work.code, title=work.title, fiscal_year=work.fiscal_year, what=what, due_on=due_on)
