"""Work of every few minutes: each worker makes sure that one piece of it waits, and never two."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from murakami.foundation.spool.models import HandledMessage, Message
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.registry import Task, task

_KEPT: Final = timedelta(days=1)  # how long it is remembered that a piece was done; its turn does not come again
_every: dict[str, timedelta] = {}
_T = TypeVar("_T", bound=Task)


def recurring(name: str, *, every: timedelta) -> Callable[[_T], _T]:
    """Register the decorated function as the task `name`, done once in each `every`, of ten minutes or more.

    Its payload is empty. A turn in which no process ran is skipped, and none is queued while one waits or has failed
    for good; the work must catch up by itself.
    """
    _every[name] = every
    return task(name)


def queue_recurring_work(*, at: datetime) -> None:
    """Queue what is due and neither waits nor was done in this turn. SQL: 2 for each task, and 2 for each that is due."""
    for name, every in sorted(_every.items()):
        key = _turn(at, every).isoformat()
        waits = Message.objects.filter(topic=name).exists()
        if not waits and not HandledMessage.objects.filter(topic=name, key=key).exists():
            HandledMessage.objects.filter(topic=name, at__lt=at - _KEPT).delete()
            enqueue(name, payload={}, key=key, not_before=at)


def _turn(at: datetime, every: timedelta) -> datetime:
    seconds = int(every.total_seconds())
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, tz=UTC)
