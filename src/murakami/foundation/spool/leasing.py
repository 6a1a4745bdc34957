"""Who works on which message: leases that run out by themselves when a worker is killed."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from murakami.foundation.spool.models import Message, Place
from murakami.foundation.spool.rules import LONGEST_DELAY, TASK_LEASE, delay_after, is_worn_out

_log = logging.getLogger("murakami.spool")


class LeaseLost(Exception):
    """Another worker has taken the message over, because this one took too long; its writes are undone."""


def due_messages(*, places: Sequence[str], at: datetime) -> QuerySet[Message]:
    """Select what may be handled now: the first of each ordering key, not leased, not dead, not waiting.

    What a clock that was ahead has written does not wait until that time comes: no lease is that long, no pause between
    two attempts, and nothing was sent in the future.
    """
    earlier = Message.objects.filter(
        ordering_key=OuterRef("ordering_key"), place=OuterRef("place"), id__lt=OuterRef("id")
    )
    free = Q(leased_until=None) | Q(leased_until__lte=at) | Q(leased_until__gt=at + TASK_LEASE)
    sent_ahead = ~Q(place=Place.HERE) & Q(attempts=0, at__gt=at)
    put_off_too_long = Q(attempts__gt=0, not_before__gt=at + LONGEST_DELAY)
    due = Q(not_before__lte=at) | sent_ahead | put_off_too_long
    waiting = Message.objects.filter(free, due, place__in=places, dead_at=None)
    return waiting.filter(~Exists(earlier)).order_by("id")


def lease_due(*, places: Sequence[str], worker: str, at: datetime, lease: timedelta, at_most: int) -> list[Message]:
    """Take up to `at_most` due messages for `worker` until `at + lease`, counting the attempt before it is made.

    A message that has worn out every attempt, its workers killed before they could say so, is set aside as dead.
    SQL: 1 when nothing is due, else 3.
    """
    due = due_messages(places=places, at=at)
    if not due.exists():
        return []
    with transaction.atomic(durable=True):
        rows = list(due.select_for_update(skip_locked=True)[:at_most])
        worn = [row for row in rows if is_worn_out(row.attempts)]
        if worn:
            _bury([row.id for row in worn], at=at, error="every worker that tried was killed")
        mine = [row for row in rows if not is_worn_out(row.attempts)]
        until = at + lease
        Message.objects.filter(id__in=[row.id for row in mine]).update(
            attempts=F("attempts") + 1, leased_by=worker, leased_until=until
        )
    for row in mine:
        row.attempts, row.leased_by, row.leased_until = row.attempts + 1, worker, until
    return mine


def finish(message: Message) -> None:
    """Take a leased message out of the queue, inside the transaction of what it caused. SQL: 1.

    Raises:
        LeaseLost: it is no longer ours.
    """
    if not _ours(message).delete()[0]:
        raise LeaseLost(f"{message.topic} #{message.pk}")


def give_back(message: Message, *, error: str, is_hopeless: bool, at: datetime) -> None:
    """Note a failed attempt: try again later, or set the message aside for an operator. SQL: 1."""
    dead = is_hopeless or is_worn_out(message.attempts)
    line = {"topic": message.topic, "key": message.pk, "attempts": message.attempts}
    _log.log(
        logging.ERROR if dead else logging.WARNING, "failed for good" if dead else "failed, again later", extra=line
    )
    if dead:
        _bury([message.pk], at=at, error=error)
        return
    _ours(message).update(
        leased_by="", leased_until=None, not_before=at + delay_after(message.attempts), last_error=error[:400]
    )


def release(messages: Sequence[Message]) -> None:
    """Give back what was leased and not begun, without counting an attempt. SQL: 1 each."""
    for message in messages:
        _ours(message).update(leased_by="", leased_until=None, attempts=F("attempts") - 1)


def _ours(message: Message) -> QuerySet[Message]:
    # the attempt is the fence: a worker that lost its lease and got it back finds another number
    return Message.objects.filter(id=message.pk, leased_by=message.leased_by, attempts=message.attempts)


def _bury(ids: Sequence[int], *, at: datetime, error: str) -> None:
    Message.objects.filter(id__in=ids).update(dead_at=at, leased_by="", leased_until=None, last_error=error[:400])
