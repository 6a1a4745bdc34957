"""How a year is evaluated: self, then 検討部会, then 推進本部; what a stage may say, and to whom it may send back.

The history of an initiative's year is the list of its signed steps, oldest first; nothing else is remembered.
Source of the grades: 浜松市 DX計画 KPI進捗 (A ahead of the target, B on it, C behind, D cannot be evaluated).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Stage(StrEnum):
    """Who evaluates, lowest first."""

    SELF = "self"
    GROUP = "group"
    HEADQUARTERS = "headquarters"


class Grade(StrEnum):
    """How far the initiative has come in the year."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Course(StrEnum):
    """What follows in the next year (翌年度方針)."""

    CONTINUE = "continue"
    EXPAND = "expand"
    REVISE = "revise"
    END = "end"


class YearState(StrEnum):
    """How far a year has come."""

    OPEN = "open"
    EVALUATING = "evaluating"
    FROZEN = "frozen"


NEEDS_CAUSE = frozenset({Grade.C, Grade.D})
_ORDER = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a stage says: a grade with its reason, what follows; for C and D also the cause and the next step."""

    grade: Grade
    reason: str
    course: Course
    cause: str = ""
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A step of a history: a stage said something, or sent the evaluation back (`statement` None) with a reason."""

    stage: Stage
    statement: Statement | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Where an evaluation stands: whose turn it is (None: decided), and what stands of each stage.

    `sent_back` is the reason with which the stage above gave it back, until it is said again.
    """

    turn: Stage | None = Stage.SELF
    standing: Mapping[Stage, Statement] = field(default_factory=dict)
    sent_back: str = ""

    @property
    def decided(self) -> Statement | None:
        """What the headquarters decided, once they have."""
        return self.standing.get(Stage.HEADQUARTERS) if self.turn is None else None


class Misplaced(ValueError):
    """A history holds a step that was not that stage's to take."""


def evaluation_of(history: Iterable[Signed]) -> Evaluation:
    """Read where an evaluation stands from its signed steps, oldest first. Raises Misplaced."""
    now = Evaluation()
    for step in history:
        now = _after(now, step)
    return now


def stage_below(stage: Stage) -> Stage | None:
    """Name the stage to which `stage` sends back; the self-evaluation has none below."""
    place = _ORDER.index(stage)
    return _ORDER[place - 1] if place else None


def may_send_back(now: Evaluation, stage: Stage) -> bool:
    """Say whether `stage` may send back now: on its turn, and the headquarters also what they have decided."""
    return stage is not Stage.SELF and (now.turn is stage or (now.turn is None and stage is Stage.HEADQUARTERS))


def refusal_of_statement(statement: Statement) -> str | None:
    """Give the stable code of what a statement lacks, or None. C and D say the cause and the next step."""
    if not statement.reason.strip():
        return "reason_missing"
    if statement.grade in NEEDS_CAUSE and not statement.cause.strip():
        return "cause_missing"
    if statement.grade in NEEDS_CAUSE and not statement.next_step.strip():
        return "next_step_missing"
    return None


def refusal_of_signing(*, year: YearState, now: Evaluation, stage: Stage, statement: Statement) -> str | None:
    """Give the stable code of why `stage` may not say this now, or None."""
    return _refusal_of_year(year) or ("not_their_turn" if now.turn is not stage else None) or refusal_of_statement(statement)


def refusal_of_sending_back(*, year: YearState, now: Evaluation, stage: Stage, reason: str) -> str | None:
    """Give the stable code of why `stage` may not send back now, or None."""
    if refusal := _refusal_of_year(year):
        return refusal
    if not may_send_back(now, stage):
        return "not_their_turn"
    return None if reason.strip() else "reason_missing"


def _refusal_of_year(year: YearState) -> str | None:
    return {YearState.OPEN: "not_evaluating", YearState.FROZEN: "frozen"}.get(year)


def _after(now: Evaluation, step: Signed) -> Evaluation:
    if step.statement is None:
        below = stage_below(step.stage)
        if below is None or not may_send_back(now, step.stage):
            raise Misplaced(step.stage)
        kept = {stage: said for stage, said in now.standing.items() if _ORDER.index(stage) < _ORDER.index(below)}
        return Evaluation(turn=below, standing=kept, sent_back=step.reason)
    if now.turn is not step.stage:
        raise Misplaced(step.stage)
    place = _ORDER.index(step.stage) + 1
    return Evaluation(turn=_ORDER[place] if place < len(_ORDER) else None,
                      standing={**now.standing, step.stage: step.statement})
