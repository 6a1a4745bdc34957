"""Ending a mandate together with what was only begun under it."""

from datetime import datetime

from django.db import transaction

from murakami.domain.intake.operations.handing_over import discard_written_under
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import end, end_given


@transaction.atomic
def end_mandate(*, key: str, account_id: int, at: datetime) -> Mandate:
    """End a mandate from either side. Drafts written under it are thrown away; what was filed stays the giver's.

    Raises MandateNotFound. SQL: at most 5, and 2 for each draft.
    """
    mandate = end(key=key, account_id=account_id, at=at)
    discard_written_under(mandate.key, at=at)
    return mandate


@transaction.atomic
def end_all_given(*, mailbox_key: str, at: datetime) -> int:
    """End all mandates over the matters of a mailbox, and throw away what was only begun under them; says how many.

    Nobody is told why: whoever holds one finds it ended by the office. SQL: 1, and 4 for each, and 2 for each draft.
    """
    ended = end_given(mailbox_key=mailbox_key, at=at)
    for mandate in ended:
        discard_written_under(mandate.key, at=at)
    return len(ended)
