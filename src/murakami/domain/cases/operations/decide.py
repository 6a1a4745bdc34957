"""From a clerk's proposal to the head's approval."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.transition import (
    NotPermitted,
    StepRefused,
    lock_case,
    refuse_stale,
    staff_of,
    take_step,
)
from murakami.domain.cases.rules import Outcome, Step, refusal_of_approval, refusal_of_decision
from murakami.foundation.accounts.rules import Actor, acting_for, may_decide_in
from murakami.foundation.accounts.vocabulary import Role
from murakami.kernel.dates import day_in_japan


@transaction.atomic
def propose_decision(*, receipt_number: str, actor: Actor, key: str, outcome: Outcome, worded: Collection[str],
                     reasons: str, note: str, checklist: Sequence[str], at: datetime, lock: int) -> Decision:
    """Lay a decision before the unit head. The same key proposes once.

    `worded` and `checklist` are the procedure's: the outcomes it has letters for, and what has to be seen to hold.

    Raises:
        CaseNotFound, CaseChanged
        StepRefused: `correction_open`, `outcome_unworded`, `reasons_missing`, `checklist_open`, `step_not_allowed`.
    SQL: 10.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    known = case.decisions.filter(key=key).first()
    if known is not None:
        return known
    refuse_stale(case, lock=lock)
    ticked = set(case.ticks.values_list("check_id", flat=True))
    refusal = refusal_of_decision(
        outcome=outcome, worded=worded, reasons=reasons, unticked=[check for check in checklist if check not in ticked],
        open_corrections=case.corrections.filter(answered_at=None, cancelled_at=None).count())
    if refusal:
        raise StepRefused(refusal)
    take_step(case, step=Step.PROPOSE, at=at, by=staff_of(actor), details={"outcome": outcome.value})
    return Decision.objects.create(case=case, key=key, outcome=outcome, reasons=reasons.strip(), note=note.strip(),
                                   revision=_newest_revision(case), proposed_by_id=staff_of(actor), proposed_at=at)


@transaction.atomic
def return_decision(*, receipt_number: str, actor: Actor, reason: str, at: datetime, lock: int) -> Decision:
    """Give a proposal back to the clerk with the reason.

    Raises CaseNotFound, NotPermitted, CaseChanged, StepRefused(`step_not_allowed` | `reason_missing`). SQL: 7.
    """
    case = _lock_to_decide(receipt_number, actor)
    newest = case.decisions.order_by("-id").first()
    if newest is not None and newest.returned_by_id == staff_of(actor) and case.lock == lock + 1:
        return newest
    decision = _standing(case, newest, lock=lock)
    if not reason.strip():
        raise StepRefused("reason_missing")
    take_step(case, step=Step.RETURN, at=at, by=staff_of(actor), text=reason.strip())
    decision.returned_by_id, decision.returned_at, decision.return_reason = staff_of(actor), at, reason.strip()
    decision.save(update_fields=["returned_by", "returned_at", "return_reason"])
    return decision


@transaction.atomic
def approve_decision(*, receipt_number: str, actor: Actor, document_number: str, at: datetime, lock: int) -> Decision:
    """Approve a proposal as head of the unit; the letter is to be made next.

    Raises CaseNotFound, NotPermitted, CaseChanged, StepRefused(`step_not_allowed` | `own_proposal` |
    `changed_since_proposal`: a late answer came that whoever proposed has not seen). SQL: 8.
    """
    case = _lock_to_decide(receipt_number, actor)
    newest = case.decisions.order_by("-id").first()
    if newest is not None and newest.approved_by_id == staff_of(actor):
        return newest
    decision = _standing(case, newest, lock=lock)
    refusal = refusal_of_approval(proposer_id=decision.proposed_by_id, approver_id=staff_of(actor))
    if refusal:
        raise StepRefused(refusal)
    if decision.revision != _newest_revision(case):
        raise StepRefused("changed_since_proposal")
    take_step(case, step=Step.APPROVE, at=at, by=staff_of(actor), due_on=None, ended_at=at,
              details={"outcome": decision.outcome, **_punctuality(case, at=at)})
    decision.approved_by_id, decision.approved_at = staff_of(actor), at
    decision.document_number, decision.letter_state = document_number, Decision.LetterState.WAITING
    decision.save(update_fields=["approved_by", "approved_at", "document_number", "letter_state"])
    return decision


def _punctuality(case: Case, *, at: datetime) -> dict[str, bool]:
    """Say whether a decision came within the standard period (標準処理期間); nothing where the case has none.

    Source: 行政手続法6条. Days for a correction are not counted: the clock stood still and `due_on` moved on.
    """
    return {} if case.due_on is None else {"in_time": day_in_japan(at) <= case.due_on}


def _lock_to_decide(receipt_number: str, actor: Actor) -> Case:
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if not may_decide_in(actor, case.unit, procedure=case.procedure):
        raise NotPermitted("decide")
    case.worked_on_for = acting_for(actor, unit=case.unit, procedure=case.procedure, roles=(Role.UNIT_HEAD,))
    return case


def _standing(case: Case, newest: Decision | None, *, lock: int) -> Decision:
    refuse_stale(case, lock=lock)
    if newest is None or newest.returned_at is not None or newest.approved_at is not None:
        raise StepRefused("step_not_allowed")
    return newest


def _newest_revision(case: Case) -> int:
    return case.revisions.order_by("-number").values_list("number", flat=True)[0]
