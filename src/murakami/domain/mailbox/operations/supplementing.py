"""Handing in what was promised, before anybody asks for it (追加提出)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.mailbox.models import CorrectionRequest
from murakami.domain.mailbox.operations.answering import ActRefused, lock_own_item
from murakami.domain.mailbox.rules import refusal_of_withdrawal


@transaction.atomic
def begin_supplement(*, mailbox_key: str, receipt_number: str, key: str, items: Sequence[str],
                     at: datetime) -> CorrectionRequest:
    """Begin to hand in `items` ("attachment:id"), or go on with what was begun; only what is still owed is asked.

    A filing can be supplemented as long as it can be withdrawn: until the agency has decided or closed it.

    Raises:
        NotInMailbox
        ActRefused: `already_withdrawn`, `already_ended`.
    SQL: 3.
    """
    item = lock_own_item(mailbox_key=mailbox_key, receipt_number=receipt_number)
    refusal = refusal_of_withdrawal(state=item.state, withdrawal_sent=item.withdrawal_sent_at is not None)
    if refusal:
        raise ActRefused(refusal)
    asked = [{"key": name, "kind": "", "reason": ""} for name in items]
    begun = item.corrections.filter(own=True, answered_at=None, closed_at=None).first()
    if begun is None:
        return CorrectionRequest.objects.create(item=item, key=key, items=asked, own=True, asked_at=at)
    if begun.items != asked:
        begun.items = asked
        begun.save(update_fields=["items"])
    return begun
