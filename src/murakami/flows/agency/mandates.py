"""What the agency decides about mandates shown by document, and what the edge is told of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.cases.models import Case, Decision
from murakami.domain.cases.operations.transition import (
    StepRefused,
    lock_case,
    lock_for_message,
    refuse_stale,
    staff_of,
    write,
)
from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.cases.queries.protected import list_numbers_with
from murakami.domain.cases.rules import Outcome
from murakami.flows.mandate_papers import GIVER, PROCEDURE
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.operations import send

ENDED: Final = "case.mandate_ended"


def tell_mandate(decision: Decision, *, at: datetime) -> None:
    """Tell the edge that a mandate holds from now on; nothing for any other decision. SQL: at most 1."""
    case = decision.case
    if case.procedure == PROCEDURE and decision.outcome == Outcome.GRANTED:
        _send("mandate.confirmed", case, at=at)


def standing_mandate(page: CasePage) -> bool | None:
    """Say whether the mandate that a case has made holds still; None where it has made none. SQL: none."""
    made = any(one.outcome == Outcome.GRANTED and one.approved_at for one in page.decisions)
    if page.case.procedure != PROCEDURE or not made:
        return None
    return all(entry.event.kind != ENDED for entry in page.entries)


def holds_mandate(case: Case) -> bool:
    """Say whether a case has made a mandate that staff have not ended. SQL: at most 2."""
    if case.procedure != PROCEDURE or not case.decisions.filter(outcome=Outcome.GRANTED).exclude(approved_at=None).exists():
        return False
    return not case.entries.filter(event__kind=ENDED).exists()


@transaction.atomic
def end_mandate(*, receipt_number: str, actor: Actor, reason: str, at: datetime, lock: int) -> Case:
    """End the mandate of a case with a reason that stays in its book: the giver died, wants it no more, is protected.

    Raises CaseNotFound, NotPermitted, CaseChanged, StepRefused(`mandate_over`). SQL: 9.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    account = staff_of(actor)
    if not holds_mandate(case):
        raise StepRefused("mandate_over")
    refuse_stale(case, lock=lock)
    write(case, kind=ENDED, at=at, by=account, text=reason)
    _send("mandate.ended", case, at=at)
    return case


@transaction.atomic
def end_mandates_of(register_numbers: Collection[str], *, at: datetime) -> int:
    """End every mandate by document over the matters of people who are protected from now on; says how many.

    One that the head grants afterwards, knowing of it, stands. SQL: 2, and 8 for each.
    """
    numbers = list_numbers_with(PROCEDURE, role=GIVER, register_numbers=register_numbers)
    return sum(_end_for_protection(number, at=at) for number in numbers)


def _end_for_protection(receipt_number: str, *, at: datetime) -> bool:
    case = lock_for_message(receipt_number)
    if not holds_mandate(case):
        return False
    write(case, kind=ENDED, at=at)
    _send("mandate.ended", case, at=at)
    return True


def _send(topic: str, case: Case, *, at: datetime) -> None:
    send(topic=topic, key=f"{topic}-{case.receipt_number}", to="edge", at=at,
         payload={"receipt_number": case.receipt_number, "at": at.isoformat()})
