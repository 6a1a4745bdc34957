"""Messages from the unit to the resident."""

from datetime import datetime

from django.db import transaction

from murakami.domain.cases.models import Case, CaseMessage
from murakami.domain.cases.operations.transition import StepRefused, lock_case, refuse_stale, staff_of, write
from murakami.foundation.accounts.rules import Actor


@transaction.atomic
def send_message(*, receipt_number: str, actor: Actor, key: str, body: str, at: datetime) -> CaseMessage:
    """Write to the resident; the case no longer waits for an answer. The same key is sent once.

    Raises CaseNotFound, StepRefused(`body_missing`). SQL: 7.
    """
    return send_message_of(lock_case(receipt_number=receipt_number, actor=actor), actor=actor, key=key, body=body, at=at)


def send_message_of(case: Case, *, actor: Actor, key: str, body: str, at: datetime) -> CaseMessage:
    """Write to the resident of a locked case that the actor may write about. Raises StepRefused(`body_missing`). SQL: 6."""
    if not body.strip():
        raise StepRefused("body_missing")
    known = case.messages.filter(key=key).first()
    if known is not None:
        return known
    message = CaseMessage.objects.create(case=case, key=key, from_resident=False, author_id=staff_of(actor),
                                         body=body.strip(), sent_at=at)
    write(case, kind="case.message_sent", at=at, by=staff_of(actor), waits_for_answer=False)
    return message


@transaction.atomic
def settle_messages(*, receipt_number: str, actor: Actor, at: datetime, lock: int) -> Case:
    """Note that what came from the resident needs no answer (返信不要).

    Raises CaseNotFound, CaseChanged: something new may have come that the actor has not read. SQL: 5.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if not case.waits_for_answer:
        return case
    refuse_stale(case, lock=lock)
    return write(case, kind="case.message_settled", at=at, by=staff_of(actor), waits_for_answer=False)
