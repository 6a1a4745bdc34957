"""What an operator sees: what waits, what failed for good, where the traffic stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from murakami.foundation.spool.models import HandledMessage, Message, Traffic


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadMessage:
    """A message or task that failed for good; `waiting_behind` others keep their order and wait for the decision."""

    id: int
    topic: str
    key: str
    sent_at: datetime
    dead_at: datetime
    attempts: int
    error: str
    waiting_behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoolStatus:
    """Counts of what is not done; `oldest_at` is when the oldest of it was sent; numbers of the traffic between zones."""

    waiting: int
    dead: int
    oldest_at: datetime | None
    numbers: dict[str, int]


def list_dead_messages(*, limit: int = 200) -> tuple[DeadMessage, ...]:
    """List what waits for an operator's decision, oldest first. SQL: 1."""
    return tuple(_line(row) for row in _dead().order_by("id")[:limit])


def find_dead_message(message_id: int) -> DeadMessage | None:
    """Find one message that waits for an operator's decision. SQL: 1."""
    row = _dead().filter(id=message_id).first()
    return _line(row) if row else None


def _dead() -> QuerySet[Any]:
    behind = (
        Message.objects.filter(ordering_key=OuterRef("ordering_key"), place=OuterRef("place"), id__gt=OuterRef("id"))
        .order_by()
        .values("ordering_key")
        .annotate(number=Count("id"))
        .values("number")
    )
    dead = Message.objects.filter(dead_at__isnull=False)
    return dead.annotate(waiting_behind=Coalesce(Subquery(behind), 0), died_at=F("dead_at"))


def _line(row: Any) -> DeadMessage:
    return DeadMessage(
        id=row.pk,
        topic=row.topic,
        key=row.key,
        sent_at=row.at,
        dead_at=row.died_at,
        attempts=row.attempts,
        error=row.last_error,
        waiting_behind=row.waiting_behind,
    )


def get_status() -> SpoolStatus:
    """Count what is not done. SQL: 2."""
    counts = Message.objects.aggregate(
        waiting=Count("id", filter=Q(dead_at=None)), dead=Count("id", filter=Q(dead_at__isnull=False)), oldest=Min("at")
    )
    numbers = dict(Traffic.objects.values_list("direction", "number"))
    return SpoolStatus(waiting=counts["waiting"], dead=counts["dead"], oldest_at=counts["oldest"], numbers=numbers)


def last_handled_at() -> datetime | None:
    """Say when something was last handled here. SQL: 1."""
    return HandledMessage.objects.order_by("-id").values_list("at", flat=True).first()
