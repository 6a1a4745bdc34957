"""The agency forgets a finished case, and has the edge forget the filing: what is left are events that name nobody."""

from datetime import datetime

from django.db import transaction

from murakami.domain.cases.operations.forgetting import Ground, forget_case
from murakami.foundation.files.forgetting import drop_unnamed
from murakami.foundation.spool.operations import send


def forget(*, receipt_number: str, ground: Ground, at: datetime) -> None:
    """Delete a case here with its files, and tell the other zone to do the same.

    The commitments in the events stay, and nobody can open them any more: `scripts/verify_events.py` stays green.
    Raises CaseNotFound, CaseStillOpen. SQL: at most 35.
    """
    with transaction.atomic():
        files = forget_case(receipt_number=receipt_number, ground=ground, at=at)
        send(topic="case.forgotten", key=f"forgotten-{receipt_number}", to="edge", at=at,
             payload={"receipt_number": receipt_number, "ground": ground.value, "at": at.isoformat()})
        drop_unnamed(files)
