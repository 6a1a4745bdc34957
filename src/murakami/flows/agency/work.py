"""What staff do with a case, each together with what the resident is told of it, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Case, CaseMessage, Correction, Decision
from murakami.domain.cases.operations import correct, decide, talk, work
from murakami.domain.cases.queries.case_page import get_case
from murakami.domain.cases.rules import Outcome
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency.clock import due_on_without
from murakami.flows.agency.tell import tell_correction, tell_message, tell_progress
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.operations import enqueue

PRINT_LETTER = "letter.print"


@transaction.atomic
def start_work(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """Take a case in hand and tell the resident that the review has begun. Raises as `work.start_work`."""
    case = work.start_work(receipt_number=receipt_number, actor=actor, at=at, lock=lock)
    tell_progress(case, at=at)
    return case


@transaction.atomic
def tick_checklist(*, receipt_number: str, actor: Actor, ticked: frozenset[str], at: datetime) -> None:
    """Make the ticks of the case's own procedure version exactly `ticked`. Raises as `work.tick_checklist`."""
    case = get_case(receipt_number=receipt_number, actor=actor)
    known = frozenset(get_version(case.procedure, case.version).checklist)
    work.tick_checklist(receipt_number=receipt_number, actor=actor, ticked=ticked, known=known, at=at)


@transaction.atomic
def request_correction(*, receipt_number: str, actor: Actor, key: str, items: Sequence[CorrectionItem], message: str,
                       until: date, at: datetime, lock: int) -> Correction:
    """Ask for the correction of chosen items and tell the resident which and why. Raises as `correct`."""
    correction = correct.request_correction(receipt_number=receipt_number, actor=actor, key=key, items=items,
                                            message=message, until=until, at=at, lock=lock)
    tell_progress(correction.case, at=at)
    tell_correction(correction.case, correction, at=at)
    return correction


@transaction.atomic
def cancel_correction(*, receipt_number: str, actor: Actor, key: str, at: datetime, lock: int) -> Correction:
    """Take a request back; the clock runs again from the next day. Raises as `correct.cancel_correction`."""
    case = get_case(receipt_number=receipt_number, actor=actor)
    correction = correct.cancel_correction(receipt_number=receipt_number, actor=actor, key=key, at=at, lock=lock,
                                           due_on=due_on_without(case, correction_key=key, at=at))
    tell_progress(correction.case, at=at)
    return correction


@transaction.atomic
def propose_decision(*, receipt_number: str, actor: Actor, key: str, outcome: Outcome, reasons: str, note: str,
                     at: datetime, lock: int) -> Decision:
    """Lay a decision before the head of the unit. Raises as `decide.propose_decision`."""
    case = get_case(receipt_number=receipt_number, actor=actor)
    checklist = tuple(get_version(case.procedure, case.version).checklist)
    decision = decide.propose_decision(receipt_number=receipt_number, actor=actor, key=key, outcome=outcome,
                                       reasons=reasons, note=note, checklist=checklist, at=at, lock=lock)
    tell_progress(decision.case, at=at)
    return decision


@transaction.atomic
def return_decision(*, receipt_number: str, actor: Actor, reason: str, at: datetime, lock: int) -> Decision:
    """Give a proposal back. The resident sees the review go on. Raises as `decide.return_decision`."""
    decision = decide.return_decision(receipt_number=receipt_number, actor=actor, reason=reason, at=at, lock=lock)
    tell_progress(decision.case, at=at)
    return decision


@transaction.atomic
def approve_decision(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Decision:
    """Approve a proposal; the letter is printed in the background. Raises as `decide.approve_decision`."""
    decision = decide.approve_decision(receipt_number=receipt_number, actor=actor, at=at, lock=lock,
                                       document_number=document_number_of(receipt_number))
    tell_progress(decision.case, at=at)
    enqueue(PRINT_LETTER, payload={"decision": decision.key}, key=decision.key, not_before=at)
    return decision


@transaction.atomic
def retry_letter(*, receipt_number: str, actor: Actor, at: datetime) -> None:
    """Have a held letter printed again, for instance after a font has been installed. Raises CaseNotFound."""
    case = get_case(receipt_number=receipt_number, actor=actor)
    for decision in case.decisions.filter(letter_state=Decision.LetterState.HELD):
        enqueue(PRINT_LETTER, payload={"decision": decision.key}, key=f"{decision.key}-{case.lock}", not_before=at)


@transaction.atomic
def close_case(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """End the work on a case and tell the resident. Raises as `work.close_case`."""
    case = work.close_case(receipt_number=receipt_number, actor=actor, at=at, lock=lock)
    tell_progress(case, at=at)
    return case


@transaction.atomic
def transfer_case(*, receipt_number: str, actor: Actor, unit: str, reason: str, at: datetime, lock: int) -> Case:
    """Hand a case to another unit. Raises as `work.transfer_case`."""
    case = work.transfer_case(receipt_number=receipt_number, actor=actor, unit=unit, reason=reason, at=at, lock=lock)
    tell_progress(case, at=at)
    return case


@transaction.atomic
def send_message(*, receipt_number: str, actor: Actor, key: str, body: str, at: datetime) -> CaseMessage:
    """Write to the resident. Raises as `talk.send_message`."""
    message = talk.send_message(receipt_number=receipt_number, actor=actor, key=key, body=body, at=at)
    tell_message(message.case, message)
    return message


def document_number_of(receipt_number: str) -> str:
    """Number a letter after the filing it answers: the receipt number is unique and known to both sides."""
    return f"第{receipt_number}号"
