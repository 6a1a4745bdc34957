"""Handing what a proxy has written to the one whose matter it is."""

from datetime import datetime

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.expiring import discard_intake
from murakami.domain.intake.operations.writing import IntakeClosed


def hand_over(intake: Intake, *, giver_id: int, at: datetime) -> None:
    """Make a conversation its giver's own draft; the proxy does not find it any more.

    The caller holds the row (`lock_intake`). Raises IntakeClosed. SQL: 1.
    """
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(intake.key)
    intake.account_id, intake.mandate_key, intake.saved_at = giver_id, "", at
    intake.revision += 1
    intake.save(update_fields=["account", "mandate_key", "saved_at", "revision"])


@transaction.atomic
def discard_written_under(mandate_key: str, *, at: datetime) -> int:
    """Throw away the drafts of a mandate that has ended; says how many. What was filed stays. SQL: 1, 2 for each."""
    drafts = Intake.objects.filter(mandate_key=mandate_key, state=Intake.State.OPEN)
    for intake in drafts:
        discard_intake(intake, at=at)
    return len(drafts)
