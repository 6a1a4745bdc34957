"""Signing an evaluation, stage by stage, and sending it back to the stage below."""

from datetime import UTC, datetime

from django.db import transaction

from murakami.domain.programme.models import EvaluationStep, Initiative, YearPlan
from murakami.domain.programme.operations.cycle import CycleNotPermitted, CycleRefused, YearChanged, lock_year
from murakami.domain.programme.queries.cycle import find_seat, history_of
from murakami.domain.programme.queries.standing import ownership_of, standing_of
from murakami.domain.programme.rules.cycle import (
    Stage,
    Statement,
    YearState,
    evaluation_of,
    refusal_of_sending_back,
    refusal_of_signing,
)
from murakami.domain.programme.rules.rights import (
    BodyKind,
    Capacity,
    Ownership,
    Standing,
    capacity_for_group,
    capacity_for_headquarters,
    capacity_for_self,
)
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan
from murakami.kernel.json_values import sha256_of

_SEATS = {Stage.GROUP: BodyKind.WORKING_GROUP, Stage.HEADQUARTERS: BodyKind.HEADQUARTERS}
_BODIES = {Stage.GROUP: "検討部会", Stage.HEADQUARTERS: "DX推進本部"}


class NotPlanned(LookupError):
    """The initiative has no plan in this year, so there is nothing to evaluate."""


def capacity_for(stage: Stage, *, actor: Actor, standing: Standing, ownership: Ownership) -> Capacity | None:
    """Say as what the actor may sign a stage of an initiative, or None."""
    if stage is Stage.SELF:
        return capacity_for_self(actor, ownership)
    return (capacity_for_group if stage is Stage.GROUP else capacity_for_headquarters)(actor, standing)


@transaction.atomic
def sign_step(*, fiscal_year: int, code: str, stage: Stage, statement: Statement, actor: Actor, seen: int,
              at: datetime) -> EvaluationStep:
    """Sign what a stage says of an initiative's year; `seen` counts the steps on the page that it was decided on.

    Sending the same form twice signs once.

    Raises:
        YearNotFound, NotPlanned, CycleNotPermitted, YearChanged.
        CycleRefused: `not_evaluating`, `frozen`, `not_their_turn`, `reason_missing`, `cause_missing`, `next_step_missing`.
    SQL: 11.
    """
    signing = _Signing.begin(fiscal_year=fiscal_year, code=code, stage=stage, actor=actor, at=at)
    newest = signing.steps[-1] if signing.steps else None
    if newest and len(signing.steps) == seen + 1 and newest.by_id == actor.account_id and _says(newest, stage, statement):
        return newest
    signing.refuse_stale(seen)
    refusal = refusal_of_signing(year=signing.year_state, now=evaluation_of(history_of(signing.steps)), stage=stage,
                                 statement=statement)
    if refusal:
        raise CycleRefused(refusal)
    return signing.write(at=at, grade=statement.grade.value, reason=statement.reason.strip(), cause=statement.cause.strip(),
                         next_step=statement.next_step.strip(), course=statement.course.value)


@transaction.atomic
def send_back(*, fiscal_year: int, code: str, stage: Stage, reason: str, actor: Actor, seen: int,
              at: datetime) -> EvaluationStep:
    """Give an evaluation back to the stage below, with the reason; `stage` is who gives it back.

    Raises:
        YearNotFound, NotPlanned, CycleNotPermitted, YearChanged.
        CycleRefused: `not_evaluating`, `frozen`, `not_their_turn`, `reason_missing`.
    SQL: 11.
    """
    signing = _Signing.begin(fiscal_year=fiscal_year, code=code, stage=stage, actor=actor, at=at)
    newest = signing.steps[-1] if signing.steps else None
    if newest and len(signing.steps) == seen + 1 and newest.returned and newest.by_id == actor.account_id:
        return newest
    signing.refuse_stale(seen)
    refusal = refusal_of_sending_back(year=signing.year_state, now=evaluation_of(history_of(signing.steps)), stage=stage,
                                      reason=reason)
    if refusal:
        raise CycleRefused(refusal)
    return signing.write(at=at, reason=reason.strip(), returned=True)


def content_of(step: EvaluationStep, *, code: str, before: str) -> dict[str, str | int | bool]:
    """Lay out what a step signs: everything it says, by whom, when, and the digest of the step before it."""
    return {"initiative": code, "fiscal_year": step.fiscal_year, "stage": step.stage, "grade": step.grade,
            "reason": step.reason, "cause": step.cause, "next_step": step.next_step, "course": step.course,
            "returned": step.returned, "by": step.by_id, "signed_as": step.signed_as, "at": step.at.astimezone(UTC).isoformat(),
            "before": before}


def is_unbroken(steps: tuple[EvaluationStep, ...], *, code: str) -> bool:
    """Say whether every step of a history still is what was signed, each resting on the one before."""
    befores = ("", *(step.sha256 for step in steps))
    return all(step.sha256 == sha256_of(content_of(step, code=code, before=before))
               for step, before in zip(steps, befores, strict=False))


def _says(step: EvaluationStep, stage: Stage, statement: Statement) -> bool:
    return (step.stage, step.grade, step.reason, step.course) == (
        stage, statement.grade, statement.reason.strip(), statement.course)


class _Signing:
    """A stage of one initiative's year, locked, with whoever signs it."""

    def __init__(self, initiative: Initiative, *, fiscal_year: int, state: YearState, stage: Stage, account: int,
                 signed_as: str, steps: tuple[EvaluationStep, ...]) -> None:
        self._initiative, self._fiscal_year, self._stage = initiative, fiscal_year, stage
        self._account, self._signed_as = account, signed_as
        self.year_state, self.steps = state, steps

    @classmethod
    def begin(cls, *, fiscal_year: int, code: str, stage: Stage, actor: Actor, at: datetime) -> "_Signing":
        year = lock_year(fiscal_year)
        plan = YearPlan.objects.select_related("initiative").filter(
            fiscal_year=fiscal_year, initiative__code=code).first()
        if plan is None:
            raise NotPlanned(code)
        account, signed_as = _signer(stage, plan.initiative, actor=actor, at=at)
        steps = tuple(plan.initiative.evaluations.filter(fiscal_year=fiscal_year).order_by("id"))
        return cls(plan.initiative, fiscal_year=fiscal_year, state=YearState(year.state), stage=stage, account=account,
                   signed_as=signed_as, steps=steps)

    def refuse_stale(self, seen: int) -> None:
        if len(self.steps) != seen:
            raise YearChanged(self._fiscal_year)

    def write(self, *, at: datetime, **said: object) -> EvaluationStep:
        step = EvaluationStep(initiative=self._initiative, fiscal_year=self._fiscal_year, stage=self._stage.value,
                              by_id=self._account, signed_as=self._signed_as, at=at, **said)
        before = self.steps[-1].sha256 if self.steps else ""
        step.sha256 = sha256_of(content_of(step, code=self._initiative.code, before=before))
        step.save(force_insert=True)
        append(kind="programme.sent_back" if step.returned else "programme.evaluated", at=at,
               subject_key=f"evaluation-{self._fiscal_year}-{self._initiative.code}", unit=self._initiative.owner_unit,
               details={"fiscal_year": self._fiscal_year, "stage": step.stage, "grade": step.grade or None})
        return step


def _signer(stage: Stage, initiative: Initiative, *, actor: Actor, at: datetime) -> tuple[int, str]:
    """Name who signs and the office as which, as it will be published. Raises CycleNotPermitted."""
    today = day_in_japan(at)
    standing = standing_of(actor, on=today)
    capacity = capacity_for(stage, actor=actor, standing=standing, ownership=ownership_of(initiative))
    if capacity is None or actor.account_id is None:
        raise CycleNotPermitted(stage)
    if capacity is Capacity.OWNER_HEAD:
        return actor.account_id, f"{_unit_name(initiative.owner_unit)}長"
    if capacity is Capacity.OFFICE_ON_BEHALF:
        office = min(actor.units & standing.office_units)
        return actor.account_id, f"{_BODIES[stage]}（{_unit_name(office)}が代行）"
    seat = find_seat(actor.account_id, _SEATS[stage], on=today)
    return actor.account_id, f"{seat.body}　{seat.position}" if seat else _BODIES[stage]


def _unit_name(code: str) -> str:
    return next((unit.name for unit in list_units() if unit.code == code), code)
