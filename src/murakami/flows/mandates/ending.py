"""Ending a mandate together with what was only begun under it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from murakami.domain.intake.operations.handing_over import discard_written_under
from murakami.domain.intake.queries import stands_under
from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import end, end_given, end_held
from murakami.foundation.accounts.queries import find_resident_by_mailbox


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
    return _discard(end_given(mailbox_key=mailbox_key, at=at), at=at)


@transaction.atomic
def end_all_held(*, account_id: int, at: datetime) -> int:
    """End all that somebody may do for others by themselves, and throw away what was only begun under it; says how many.

    SQL: 1, and 4 for each, and 2 for each draft.
    """
    return _discard(end_held(account_id=account_id, at=at), at=at)


@transaction.atomic
def end_at_death(*, mailbox_key: str, at: datetime) -> int:
    """End what the owner of a mailbox gave and what they held, as the office: they have died. Told twice it finds nothing.

    `mailbox_key` is as the filings were made under it. Says how many. SQL: 4, and as `end_all_given` and `end_all_held`.
    Source: 民法111条1項1号・2号, 653条1号.
    """
    now = stands_under(mailbox_key)
    owner = find_resident_by_mailbox(now)
    held = end_all_held(account_id=owner.account_id, at=at) if owner else 0
    return held + end_all_given(mailbox_key=now, at=at)


def _discard(ended: Sequence[Mandate], *, at: datetime) -> int:
    for mandate in ended:
        discard_written_under(mandate.key, at=at)
    return len(ended)
