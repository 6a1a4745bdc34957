"""What becomes of the letter of a decision: printed, held, delivered or posted."""

from datetime import datetime

from django.db import transaction

from murakami.domain.cases.alarms import may_release
from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.transition import (
    NotPermitted,
    StepRefused,
    lock_case,
    refuse_stale,
    staff_of,
    write,
)
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import COMMITMENT
from murakami.kernel.merkle.commitments import commit

LetterState = Decision.LetterState


@transaction.atomic
def keep_letter(*, decision_key: str, sha256: str, salt: str, at: datetime) -> Decision | None:
    """Record the printed letter: to be delivered to the mailbox with consent, else to be posted.

    The event commits to the letter; `salt`, drawn for it alone, stays in the row and can open that.
    None when it needs no letter any more: it was printed by somebody else meanwhile, and theirs counts.
    Source: 情報通信技術活用法7条1項ただし書 (only with the recipient's consent). SQL: at most 8.
    """
    case, decision = _lock_letter(decision_key)
    if decision.letter_state != LetterState.WAITING:
        return None
    state = LetterState.DELIVERED if case.electronic_delivery else LetterState.TO_POST
    _set(decision, state=state, sha256=sha256, salt=salt)
    write(case, kind=f"case.letter_{state}", at=at, details={COMMITMENT: commit(salt=salt, digest=sha256)})
    return decision


@transaction.atomic
def hold_letter(*, decision_key: str, problem: str, at: datetime) -> Decision | None:
    """Hold a letter that cannot be printed right, and keep the reason for the clerk. SQL: at most 8."""
    case, decision = _lock_letter(decision_key)
    if decision.letter_state != LetterState.WAITING:
        return None
    _set(decision, state=LetterState.HELD, problem=problem)
    write(case, kind="case.letter_held", at=at, text=problem)
    return decision


@transaction.atomic
def ask_again(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Decision:
    """Have a held letter, or one that does not come, made again.

    Raises CaseNotFound, CaseChanged, StepRefused(`letter_not_held`). SQL: 7.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    refuse_stale(case, lock=lock)
    decision = case.decisions.filter(letter_state__in=(LetterState.HELD, LetterState.WAITING)).first()
    if decision is None:
        raise StepRefused("letter_not_held")
    _set(decision, state=LetterState.WAITING)
    write(case, kind="case.letter_waiting", at=at, by=staff_of(actor))
    return decision


@transaction.atomic
def mark_posted(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Decision:
    """Record that the printed letter has been put in the post; of a case that touches somebody protected by its head alone.

    Raises CaseNotFound, CaseChanged, NotPermitted, StepRefused(`letter_not_to_post`). SQL: 7.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    decision = case.decisions.filter(letter_state__in=(LetterState.TO_POST, LetterState.POSTED)).first()
    if decision is not None and decision.letter_state == LetterState.POSTED:
        return decision
    refuse_stale(case, lock=lock)
    if decision is None:
        raise StepRefused("letter_not_to_post")
    if case.alarm and not may_release(actor, unit=case.unit, procedure=case.procedure):
        raise NotPermitted("post")
    decision.letter_state = LetterState.POSTED
    decision.save(update_fields=["letter_state"])
    write(case, kind="case.letter_posted", at=at, by=staff_of(actor))
    return decision


@transaction.atomic
def note_opening(*, decision_key: str, at: datetime) -> int:
    """Keep when a delivered letter was first opened; says whether it was the first time. SQL: 1, and 4 the first time."""
    is_first = Decision.objects.filter(key=decision_key, letter_opened_at=None).update(letter_opened_at=at)
    if is_first:
        case, _ = _lock_letter(decision_key)
        append(kind="case.letter_opened", subject_key=case.subject_key, at=at, procedure=case.procedure, unit=case.unit,
               channel=case.channel)
    return is_first


def _lock_letter(decision_key: str) -> tuple[Case, Decision]:
    # the case first: what is read of the decision before that may be out of date when the lock is given
    case_id = Decision.objects.values_list("case_id", flat=True).get(key=decision_key)
    case = Case.objects.select_for_update().get(pk=case_id)
    return case, Decision.objects.get(key=decision_key)


def _set(decision: Decision, *, state: LetterState, sha256: str = "", salt: str = "", problem: str = "") -> None:
    decision.letter_state, decision.letter_sha256, decision.letter_problem = state, sha256, problem
    decision.letter_salt = salt
    decision.save(update_fields=["letter_state", "letter_sha256", "letter_salt", "letter_problem"])
