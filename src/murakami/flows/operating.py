"""What an operator does to the house, with its trace in the book of events."""

from datetime import datetime

from django.db import transaction

from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import new_subject_key
from murakami.foundation.spool.decisions import Decided, DecidedBy, decide_message


def decide_dead_message(message_id: int, *, decided: Decided, by: DecidedBy, reason: str, at: datetime) -> None:
    """Try a message that failed for good again, or throw it away; who and why stand beside it, the event says that it was.

    SQL: 6, in one transaction.

    Raises:
        MessageNotDead: it is not dead (any more).
    """
    with transaction.atomic():
        topic = decide_message(message_id, decided=decided, by=by, reason=reason, at=at)
        append(kind=f"message.{decided}", subject_key=new_subject_key(), at=at, details={"topic": topic})
