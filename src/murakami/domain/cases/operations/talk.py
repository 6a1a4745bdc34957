"""Messages from the unit to the resident."""

from datetime import datetime

from django.db import transaction

from murakami.domain.cases.models import CaseMessage
from murakami.domain.cases.operations.transition import StepRefused, lock_case, staff_of, write
from murakami.foundation.accounts.rules import Actor


@transaction.atomic
def send_message(*, receipt_number: str, actor: Actor, key: str, body: str, at: datetime) -> CaseMessage:
    """Write to the resident; the case no longer waits for an answer. The same key is sent once.

    Raises CaseNotFound, StepRefused(`body_missing`). SQL: 6.
    """
    if not body.strip():
        raise StepRefused("body_missing")
    case = lock_case(receipt_number=receipt_number, actor=actor)
    message, is_new = CaseMessage.objects.get_or_create(
        key=key, defaults={"case": case, "from_resident": False, "author_id": staff_of(actor),
                           "body": body.strip(), "sent_at": at})
    if is_new:
        write(case, kind="case.message_sent", at=at, waits_for_answer=False)
    return message
