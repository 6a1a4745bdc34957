"""What a clerk does with a case: take it, tick it, match its people, hand it on, close it."""

from datetime import datetime

from django.db import transaction

from murakami.domain.cases.models import Case, ChecklistTick, PersonMatch
from murakami.domain.cases.operations.transition import StepRefused, lock_case, staff_of, take_step, write
from murakami.domain.cases.rules import State, Step
from murakami.foundation.accounts.rules import Actor


@transaction.atomic
def start_work(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """Take a received case into one's own hands (審査を始める / 処理を始める).

    Raises CaseNotFound, CaseChanged, StepRefused. SQL: 5.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    return take_step(case, step=Step.START, at=at, assignee_id=staff_of(actor))


@transaction.atomic
def assign_case(*, receipt_number: str, actor: Actor, assignee_id: int, at: datetime, lock: int) -> Case:
    """Give an open case to a colleague of the unit. Raises CaseNotFound, CaseChanged. SQL: 5."""
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    return write(case, kind="case.assigned", at=at, assignee_id=assignee_id)


@transaction.atomic
def tick_checklist(*, receipt_number: str, actor: Actor, ticked: frozenset[str], known: frozenset[str],
                   at: datetime) -> None:
    """Make the ticks of a case exactly `ticked` (points outside `known`, the procedure's checklist, are ignored).

    Raises CaseNotFound, StepRefused when the case has ended. SQL: at most 6.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if State(case.state) not in {State.RECEIVED, State.UNDER_REVIEW, State.IN_WORK, State.CORRECTION_REQUESTED}:
        raise StepRefused("step_not_allowed")
    before = set(case.ticks.values_list("check_id", flat=True))
    wanted = ticked & known
    if before == wanted:
        return
    case.ticks.exclude(check_id__in=wanted).delete()
    ChecklistTick.objects.bulk_create([
        ChecklistTick(case=case, check_id=check, ticked_by_id=staff_of(actor), ticked_at=at)
        for check in sorted(wanted - before)])
    write(case, kind="case.checked", at=at, details={"done": len(wanted), "of": len(known)})


@transaction.atomic
def confirm_match(*, receipt_number: str, actor: Actor, instance: str, register_number: str, at: datetime) -> None:
    """Record that a clerk has confirmed who a person of the filing is in the register.

    Raises CaseNotFound, NotPermitted when `actor` is not staff. SQL: 6.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    PersonMatch.objects.update_or_create(
        case=case, instance=instance,
        defaults={"register_number": register_number, "confirmed_by_id": staff_of(actor), "confirmed_at": at})
    write(case, kind="case.matched", at=at)


@transaction.atomic
def transfer_case(*, receipt_number: str, actor: Actor, unit: str, reason: str, at: datetime, lock: int) -> Case:
    """Hand an open case to another unit; it is the same case with the same arrival. The assignee is cleared.

    Raises CaseNotFound, CaseChanged, StepRefused(`reason_missing` | `same_unit` | `step_not_allowed`). SQL: 5.
    """
    if not reason.strip():
        raise StepRefused("reason_missing")
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    if unit == case.unit:
        raise StepRefused("same_unit")
    return take_step(case, step=Step.TRANSFER, at=at, details={"from": case.unit}, unit=unit, assignee_id=None)


@transaction.atomic
def close_case(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """End the work on a decided application or a declaration. Raises as `start_work`. SQL: 5."""
    case = lock_case(receipt_number=receipt_number, actor=actor, lock=lock)
    return take_step(case, step=Step.CLOSE, at=at, ended_at=case.ended_at or at, due_on=None)
