"""What goes over into the next year: unfinished tasks with the reason, targets of KPIs, the next plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from murakami.domain.programme.rules.cycle import Course, Statement

UNFINISHED = frozenset({"todo", "doing"})
_HEADS = {Course.CONTINUE: "継続", Course.EXPAND: "拡充", Course.REVISE: "見直し"}


@dataclass(frozen=True, slots=True)
class OldTask:
    """A task of the year that ends."""

    key: str
    title: str
    state: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an unfinished task: carried into the next year, or dropped; always with a reason."""

    key: str
    carried: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OldYear:
    """What an initiative leaves behind; `targets` by key of the active KPIs, `next_*` what the next year already has."""

    code: str
    plan: str
    decided: Statement
    tasks: tuple[OldTask, ...] = ()
    targets: Mapping[str, Decimal] | None = None
    next_plan: str | None = None
    next_targets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NewYear:
    """What is written for the next year; `plan` None: there will be none, or there is one already."""

    code: str
    plan: str | None
    targets: Mapping[str, Decimal]
    fates: tuple[Fate, ...]


def unfinished(tasks: Iterable[OldTask]) -> tuple[OldTask, ...]:
    """Choose the tasks of which something has to become."""
    return tuple(task for task in tasks if task.state in UNFINISHED)


def next_plan(*, plan: str, decided: Statement) -> str | None:
    """Word the next year's plan from what was decided: the course, then the next step, else the plan goes on.

    None where the initiative ends.
    """
    head = _HEADS.get(decided.course)
    return None if head is None else f"【{head}】{(decided.next_step or plan).strip()}"


def roll(old: OldYear, *, reasons: Mapping[str, str], dropped: frozenset[str] = frozenset()) -> NewYear:
    """Say what the next year begins with. `reasons` by key of the unfinished task; those of `dropped` are not carried.

    Nothing that the next year already says is overwritten. Where the initiative ends, every unfinished task is dropped.
    """
    ends = decided_to_end(old.decided)
    plan = None if old.next_plan else next_plan(plan=old.plan, decided=old.decided)
    targets = {} if ends else {key: value for key, value in (old.targets or {}).items() if key not in old.next_targets}
    return NewYear(code=old.code, plan=plan, targets=targets, fates=tuple(
        Fate(key=task.key, carried=not ends and task.key not in dropped, reason=reasons.get(task.key, "").strip())
        for task in unfinished(old.tasks)))


def decided_to_end(decided: Statement) -> bool:
    """Say whether the initiative ends with the year."""
    return decided.course is Course.END


def reasons_missing(years: Iterable[NewYear]) -> tuple[str, ...]:
    """Name the tasks of which nobody has said why they go over or are dropped."""
    return tuple(fate.key for year in years for fate in year.fates if not fate.reason)
