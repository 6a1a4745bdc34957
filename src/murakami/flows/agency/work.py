"""What staff do with a case, each together with what the resident is told of it, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Case, CaseMessage, Correction, Decision
from murakami.domain.cases.operations import correct, decide, letter, talk, work
from murakami.domain.cases.operations.transition import StepRefused
from murakami.domain.cases.queries.case_page import get_case, read_case
from murakami.domain.cases.rules import Outcome
from murakami.domain.procedures.queries import get_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.agency.clock import due_on_without
from murakami.flows.agency.letters import PRINT_LETTER, document_number_of, outcomes_worded
from murakami.flows.agency.mandates import tell_mandate
from murakami.flows.agency.protection import settle_guards, watch
from murakami.flows.agency.register_match import compare_people
from murakami.flows.agency.tell import tell_correction, tell_message, tell_progress, transfer_note
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.operations import enqueue


@transaction.atomic
def start_work(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """Take a case in hand and tell the resident that the review has begun. Raises as `work.start_work`."""
    case = work.start_work(receipt_number=receipt_number, actor=actor, at=at, lock=lock)
    tell_progress(case, at=at)
    return case


@transaction.atomic
def tick_checklist(*, receipt_number: str, actor: Actor, ticked: frozenset[str], at: datetime, lock: int) -> Case:
    """Make the ticks of the case's own procedure version exactly `ticked`. Raises as `work.tick_checklist`."""
    version = _version(receipt_number, actor)
    return work.tick_checklist(receipt_number=receipt_number, actor=actor, ticked=ticked, checklist=version.checklist,
                               at=at, lock=lock)


@transaction.atomic
def confirm_match(*, receipt_number: str, actor: Actor, instance: str, register_number: str, at: datetime,
                  lock: int) -> Case:
    """Confirm that a person of the filing is one of the people whom the register offers for them, and nobody else.

    Where it is the owner of the mailbox and protected, the edge is told to guard it.
    Raises as `work.confirm_match`; StepRefused(`candidate_unknown`). SQL: at most 40.
    """
    page = read_case(receipt_number=receipt_number, actor=actor)
    people = {one.instance: one for one in compare_people(page, version=get_version(page.case.procedure, page.case.version))}
    person = people.get(instance)
    known = (person.matched, *person.candidates) if person else ()
    if person is None or register_number not in {one.register_number for one in known if one}:
        raise StepRefused("candidate_unknown")
    case = work.confirm_match(receipt_number=receipt_number, actor=actor, instance=instance, name=person.name,
                              register_number=register_number, at=at, lock=lock)
    settle_guards([case.mailbox_key], at=at)
    return watch(case, at=at)


@transaction.atomic
def undo_match(*, receipt_number: str, actor: Actor, instance: str, at: datetime, lock: int) -> Case:
    """Take the confirmation of a person back; what it guarded is guarded no more. Raises as `work.undo_match`. SQL: at most 26."""
    page = read_case(receipt_number=receipt_number, actor=actor)
    people = compare_people(page, version=get_version(page.case.procedure, page.case.version))
    name = next((one.name for one in people if one.instance == instance), "")
    case = work.undo_match(receipt_number=receipt_number, actor=actor, instance=instance, name=name, at=at, lock=lock)
    settle_guards([case.mailbox_key], at=at)
    return case


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
    version = _version(receipt_number, actor)
    decision = decide.propose_decision(
        receipt_number=receipt_number, actor=actor, key=key, outcome=outcome, worded=outcomes_worded(version),
        reasons=reasons, note=note, checklist=version.checklist, at=at, lock=lock)
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
    tell_mandate(decision, at=at)
    enqueue(PRINT_LETTER, payload={"decision": decision.key}, key=decision.key, not_before=at)
    return decision


@transaction.atomic
def retry_letter(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Decision:
    """Have a held letter printed again, for instance after a font has been installed. Raises as `letter.ask_again`."""
    decision = letter.ask_again(receipt_number=receipt_number, actor=actor, at=at, lock=lock)
    enqueue(PRINT_LETTER, payload={"decision": decision.key}, key=f"{decision.key}-{lock}", not_before=at)
    return decision


@transaction.atomic
def close_case(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """End the work on a case and tell the resident. Raises as `work.close_case`."""
    version = _version(receipt_number, actor)
    case = work.close_case(receipt_number=receipt_number, actor=actor, checklist=version.checklist, at=at, lock=lock)
    tell_progress(case, at=at)
    return case


@transaction.atomic
def transfer_case(*, receipt_number: str, actor: Actor, unit: str, reason: str, at: datetime, lock: int) -> Case:
    """Hand a case to another unit and tell the resident which. Raises as `work.transfer_case`."""
    case = work.transfer_case(receipt_number=receipt_number, actor=actor, unit=unit, reason=reason, at=at, lock=lock)
    tell_progress(case, at=at, note=transfer_note(unit))
    return case


@transaction.atomic
def send_message(*, receipt_number: str, actor: Actor, key: str, body: str, at: datetime) -> CaseMessage:
    """Write to the resident. Raises as `talk.send_message`."""
    message = talk.send_message(receipt_number=receipt_number, actor=actor, key=key, body=body, at=at)
    tell_message(message.case, message)
    return message


def _version(receipt_number: str, actor: Actor) -> ProcedureVersion:
    case = get_case(receipt_number=receipt_number, actor=actor)
    return get_version(case.procedure, case.version)
