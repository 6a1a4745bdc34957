"""Work of every night: each worker makes sure that today's piece is queued; the key lets it be done once."""

from collections.abc import Callable
from datetime import datetime, time
from typing import TypeVar

from django.utils import timezone

from murakami.foundation.spool.models import HandledMessage, Message
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.registry import Task, task

_EARLIEST = time(3)  # when nobody works; a process that was off does it when it comes back
_names: set[str] = set()
_T = TypeVar("_T", bound=Task)


def daily(name: str) -> Callable[[_T], _T]:
    """Register the decorated function as the task `name`, done once a day after three in the night.

    Its payload is empty. A day on which no process ran is skipped; the work must catch up by itself.
    """
    _names.add(name)
    return task(name)


def names_of_daily_work() -> frozenset[str]:
    """Name the work of every night of this zone."""
    return frozenset(_names)


def queue_daily_work(*, at: datetime) -> None:
    """Queue what is due today and neither waits nor was done. SQL: 2, and 1 for each that is new."""
    local = timezone.localtime(at)
    if local.time() < _EARLIEST or not _names:
        return
    key = local.date().isoformat()
    known = {
        name
        for model in (HandledMessage, Message)
        for name in model.objects.filter(topic__in=_names, key=key).values_list("topic", flat=True)
    }
    for name in sorted(_names - known):
        enqueue(name, payload={}, key=key, not_before=at)
