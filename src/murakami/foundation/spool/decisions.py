"""What an operator decides about a message that failed for good: written down with who and why, never rewritten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from murakami.foundation.spool.models import Decision, Message
from murakami.foundation.spool.operations import MessageNotDead, discard_message, retry_message

Decided = Literal["retried", "discarded"]


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """Who decides: an account and its name, or a user of the command line without an account."""

    name: str
    account: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of the past."""

    topic: str
    decided: str
    by: str
    reason: str
    at: datetime


def decide_message(message_id: int, *, decided: Decided, by: DecidedBy, reason: str, at: datetime) -> str:
    """Try a dead message again, or throw it away, and note it; gives its topic. SQL: 3, in one transaction.

    Raises:
        MessageNotDead: it is not dead (any more).
    """
    with transaction.atomic():
        dead = Message.objects.select_for_update().filter(id=message_id, dead_at__isnull=False).first()
        if dead is None:
            raise MessageNotDead(message_id)
        Decision.objects.create(topic=dead.topic, key=dead.key, error=dead.last_error, decided=decided, by_account=by.account,
                                by=by.name[:100], reason=reason[:400], at=at)
        if decided == "retried":
            retry_message(message_id, at=at)
        else:
            discard_message(message_id)
    return dead.topic


def list_decisions(*, limit: int = 20) -> tuple[DecisionLine, ...]:
    """List what was decided, the newest first. SQL: 1."""
    rows = Decision.objects.order_by("-id")[:limit]
    return tuple(DecisionLine(row.topic, row.decided, row.by, row.reason, row.at) for row in rows)
