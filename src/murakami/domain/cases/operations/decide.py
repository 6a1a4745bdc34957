"""From a clerk's proposal to the head's approval, and what becomes of the letter."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.transition import NotPermitted, StepRefused, lock_case, staff_of, take_step, write
from murakami.domain.cases.rules import Outcome, Step, refusal_of_approval, refusal_of_decision
from murakami.foundation.accounts.rules import Actor, may_decide_in


@transaction.atomic
def propose_decision(*, receipt_number: str, actor: Actor, key: str, outcome: Outcome, reasons: str, note: str,
                     checklist: Sequence[str], at: datetime, lock: int) -> Decision:
    """Lay a decision before the unit head.

    Raises:
        CaseNotFound, CaseChanged: see `lock_case`.
        StepRefused: `correction_open`, `reasons_missing`, `checklist_open`, `step_not_allowed`.
    SQL: 8.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    ticked = set(case.ticks.values_list("check_id", flat=True))
    refusal = refusal_of_decision(
        outcome=outcome, reasons=reasons, unticked=[check for check in checklist if check not in ticked],
        open_corrections=case.corrections.filter(answered_at=None, cancelled_at=None).count())
    if refusal:
        raise StepRefused(refusal)
    take_step(case, step=Step.PROPOSE, at=at, details={"outcome": outcome})
    return Decision.objects.create(case=case, key=key, outcome=outcome, reasons=reasons.strip(), note=note.strip(),
                                   proposed_by_id=staff_of(actor), proposed_at=at)


@transaction.atomic
def return_decision(*, receipt_number: str, actor: Actor, reason: str, at: datetime, lock: int) -> Decision:
    """Give a proposal back to the clerk with the reason.

    Raises CaseNotFound, CaseChanged, NotPermitted, StepRefused(`reason_missing` | `step_not_allowed`). SQL: 6.
    """
    if not reason.strip():
        raise StepRefused("reason_missing")
    case, decision = _standing(receipt_number, actor, lock)
    take_step(case, step=Step.RETURN, at=at)
    decision.returned_by_id, decision.returned_at, decision.return_reason = staff_of(actor), at, reason.strip()
    decision.save(update_fields=["returned_by", "returned_at", "return_reason"])
    return decision


@transaction.atomic
def approve_decision(*, receipt_number: str, actor: Actor, document_number: str, at: datetime, lock: int) -> Decision:
    """Approve a proposal as head of the unit; the letter is to be made next.

    Raises CaseNotFound, CaseChanged, NotPermitted, StepRefused(`own_proposal` | `step_not_allowed`). SQL: 6.
    """
    case, decision = _standing(receipt_number, actor, lock)
    refusal = refusal_of_approval(proposer_id=decision.proposed_by_id, approver_id=staff_of(actor))
    if refusal:
        raise StepRefused(refusal)
    take_step(case, step=Step.APPROVE, at=at, details={"outcome": decision.outcome}, due_on=None, ended_at=at)
    decision.approved_by_id, decision.approved_at = staff_of(actor), at
    decision.document_number, decision.letter_state = document_number, Decision.LetterState.WAITING
    decision.save(update_fields=["approved_by", "approved_at", "document_number", "letter_state"])
    return decision


@transaction.atomic
def keep_letter(*, decision_key: str, sha256: str, at: datetime) -> Decision:
    """Record the printed letter: to be delivered to the mailbox with consent, else to be posted. SQL: 5."""
    decision, case = _lock_letter(decision_key)
    decision.letter_sha256, decision.letter_problem = sha256, ""
    decision.letter_state = (Decision.LetterState.DELIVERED if case.electronic_delivery
                             else Decision.LetterState.TO_POST)
    decision.save(update_fields=["letter_sha256", "letter_problem", "letter_state"])
    write(case, kind=f"case.letter_{decision.letter_state}", at=at)
    return decision


@transaction.atomic
def hold_letter(*, decision_key: str, problem: str, at: datetime) -> Decision:
    """Hold a letter that cannot be printed right, and keep the reason for the clerk. SQL: 5."""
    decision, case = _lock_letter(decision_key)
    decision.letter_state, decision.letter_problem = Decision.LetterState.HELD, problem
    decision.save(update_fields=["letter_state", "letter_problem"])
    write(case, kind="case.letter_held", at=at)
    return decision


@transaction.atomic
def mark_posted(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Decision:
    """Record that the printed letter has been put in the post. Raises StepRefused(`letter_not_to_post`). SQL: 6."""
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    decision = case.decisions.filter(letter_state=Decision.LetterState.TO_POST).first()
    if decision is None:
        raise StepRefused("letter_not_to_post")
    decision.letter_state = Decision.LetterState.POSTED
    decision.save(update_fields=["letter_state"])
    write(case, kind="case.letter_posted", at=at)
    return decision


def _standing(receipt_number: str, actor: Actor, lock: int) -> tuple[Case, Decision]:
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    if not may_decide_in(actor, case.unit):
        raise NotPermitted("decide")
    decision = case.decisions.filter(returned_at=None, approved_at=None).first()
    if decision is None:
        raise StepRefused("step_not_allowed")
    return case, decision


def _lock_letter(decision_key: str) -> tuple[Decision, Case]:
    decision = Decision.objects.get(key=decision_key)
    return decision, Case.objects.select_for_update().get(pk=decision.case_id)
