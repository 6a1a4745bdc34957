"""What a clerk does with a case: take it, give it on, tick it, match its people, close it.

What already is so is not done again: a form that is sent twice changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.cases.models import Case, ChecklistTick, Decision, PersonMatch
from murakami.domain.cases.operations.transition import (
    StepRefused,
    lock_case,
    refuse_stale,
    staff_of,
    take_step,
    write,
)
from murakami.domain.cases.rules import (
    CHECKING_STATES,
    FINISHED_STATES,
    WORKING_STATES,
    State,
    Step,
    refusal_of_closing,
)
from murakami.foundation.accounts.queries import list_colleagues, list_units
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan

_OUT = {Decision.LetterState.DELIVERED, Decision.LetterState.POSTED}


@transaction.atomic
def start_work(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """Take a received case into one's own hands (審査を始める / 処理を始める).

    Raises CaseNotFound, CaseChanged, StepRefused. SQL: 5.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if case.state in WORKING_STATES and case.assignee_id == staff_of(actor):
        return case
    refuse_stale(case, lock=lock)
    return take_step(case, step=Step.START, at=at, by=staff_of(actor), assignee_id=staff_of(actor))


@transaction.atomic
def assign_case(*, receipt_number: str, actor: Actor, assignee_id: int, at: datetime, lock: int) -> Case:
    """Give a case to somebody who works in its unit, oneself included.

    Raises CaseNotFound, CaseChanged, StepRefused(`assignee_unknown` | `step_not_allowed`). SQL: 6.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if case.assignee_id == assignee_id:
        return case
    refuse_stale(case, lock=lock)
    if case.state in FINISHED_STATES:
        raise StepRefused("step_not_allowed")
    colleagues = {one.account_id: one.name for one in list_colleagues(
        unit=case.unit, on=day_in_japan(at), procedure=case.procedure)}
    if assignee_id not in colleagues:
        raise StepRefused("assignee_unknown")
    return write(case, kind="case.assigned", at=at, by=staff_of(actor), text=colleagues[assignee_id],
                 assignee_id=assignee_id)


@transaction.atomic
def tick_checklist(*, receipt_number: str, actor: Actor, ticked: frozenset[str], checklist: Sequence[str],
                   at: datetime, lock: int) -> Case:
    """Make the ticks of a case exactly `ticked`; points outside `checklist`, the procedure's, are ignored.

    Raises CaseNotFound, CaseChanged, StepRefused when nothing is checked in this state. SQL: at most 8.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if case.state not in CHECKING_STATES:
        raise StepRefused("step_not_allowed")
    before, wanted = set(case.ticks.values_list("check_id", flat=True)), ticked & frozenset(checklist)
    if before == wanted:
        return case
    refuse_stale(case, lock=lock)
    case.ticks.exclude(check_id__in=wanted).delete()
    ChecklistTick.objects.bulk_create([
        ChecklistTick(case=case, check_id=check, ticked_by_id=staff_of(actor), ticked_at=at)
        for check in sorted(wanted - before)])
    return write(case, kind="case.checked", at=at, by=staff_of(actor),
                 details={"done": len(wanted), "whole": len(checklist)})


@transaction.atomic
def confirm_match(*, receipt_number: str, actor: Actor, instance: str, name: str, register_number: str, at: datetime,
                  lock: int) -> Case:
    """Record that a clerk has confirmed who a person of the filing is in the register; `name` is as filed.

    Raises CaseNotFound, CaseChanged, StepRefused(`step_not_allowed`). SQL: 8.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if case.matches.filter(instance=instance, register_number=register_number).exists():
        return case
    refuse_stale(case, lock=lock)
    if case.state not in CHECKING_STATES:
        raise StepRefused("step_not_allowed")
    case.matches.filter(instance=instance).delete()
    PersonMatch.objects.create(case=case, instance=instance, register_number=register_number,
                               confirmed_by_id=staff_of(actor), confirmed_at=at)
    return write(case, kind="case.matched", at=at, by=staff_of(actor), text=name)


@transaction.atomic
def undo_match(*, receipt_number: str, actor: Actor, instance: str, name: str, at: datetime, lock: int) -> Case:
    """Take a confirmation back: this is somebody else.

    Raises CaseNotFound, CaseChanged, StepRefused(`step_not_allowed`). SQL: 7.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if not case.matches.filter(instance=instance).exists():
        return case
    refuse_stale(case, lock=lock)
    if case.state not in CHECKING_STATES:
        raise StepRefused("step_not_allowed")
    case.matches.filter(instance=instance).delete()
    return write(case, kind="case.unmatched", at=at, by=staff_of(actor), text=name)


@transaction.atomic
def transfer_case(*, receipt_number: str, actor: Actor, unit: str, reason: str, at: datetime, lock: int) -> Case:
    """Hand an open case to another unit; it is the same case with the same arrival. The assignee is cleared.

    Raises CaseNotFound, CaseChanged, StepRefused(`unit_unknown` | `same_unit` | `reason_missing` |
    `step_not_allowed`). SQL: 6.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if unit not in {one.code for one in list_units()}:
        raise StepRefused("unit_unknown")
    refuse_stale(case, lock=lock)
    if unit == case.unit:
        raise StepRefused("same_unit")
    if not reason.strip():
        raise StepRefused("reason_missing")
    return take_step(case, step=Step.TRANSFER, at=at, by=staff_of(actor), text=reason.strip(),
                     details={"from_unit": case.unit}, unit=unit, assignee_id=None)


@transaction.atomic
def close_case(*, receipt_number: str, actor: Actor, checklist: Sequence[str], at: datetime, lock: int) -> Case:
    """End the work on a decided application or a declaration.

    Raises CaseNotFound, CaseChanged, StepRefused(`checklist_open` | `letter_not_out` | `step_not_allowed`). SQL: 7.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if case.state == State.CLOSED:
        return case
    refuse_stale(case, lock=lock)
    ticked = set(case.ticks.values_list("check_id", flat=True))
    refusal = refusal_of_closing(
        state=State(case.state), unticked=[check for check in checklist if check not in ticked],
        letter_is_out=case.decisions.filter(returned_at=None, letter_state__in=_OUT).exists())
    if refusal:
        raise StepRefused(refusal)
    return take_step(case, step=Step.CLOSE, at=at, by=staff_of(actor), ended_at=case.ended_at or at, due_on=None)
