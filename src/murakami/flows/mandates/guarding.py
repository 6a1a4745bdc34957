"""What the edge does when it learns that a mailbox is to be guarded: nobody else acts for its owner any more."""

from datetime import datetime

from django.db import transaction

from murakami.domain.intake.operations.unlearning import drop_prefill
from murakami.domain.intake.queries import stands_under
from murakami.domain.mailbox.operations.guarding import record_guard
from murakami.flows.mandates.ending import end_all_given
from murakami.foundation.accounts.queries import find_resident_by_mailbox


@transaction.atomic
def settle_guard(*, mailbox_key: str, guarded: bool, told: int, at: datetime) -> int:
    """Guard a mailbox, or no longer. From when it is guarded its mandates are over and its drafts hold what was typed alone.

    Told late or twice it changes nothing; a mandate that the owner gives afterwards stands. Says how many mandates it ended.
    SQL: 3; 3 more where it is guarded anew, and what `end_all_given` and `drop_prefill` take.
    """
    before, row = record_guard(named=mailbox_key, mailbox_key=stands_under(mailbox_key), guarded=guarded, told=told)
    if before or not row.guarded:
        return 0
    owner = find_resident_by_mailbox(row.mailbox_key)
    if owner is not None:
        drop_prefill(account_id=owner.account_id, mailbox_key=row.mailbox_key, at=at)
    return end_all_given(mailbox_key=row.mailbox_key, at=at)
