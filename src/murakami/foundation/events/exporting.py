"""The events and their seal as JSON lines, for a verifier that cannot read the database itself (docs/evidence.md)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.db import connection

from murakami.foundation.events.leaves import COLUMNS, leaf_values, write_time
from murakami.foundation.events.models import Checkpoint, Event, EventLeaf

FORM: Final = "murakami-events-export/1"
_SLICE: Final = 2_000
_STANDS: Final = 'SELECT (SELECT MAX(size) FROM events_checkpoint), (SELECT MAX("index") FROM events_eventleaf)'


def list_export(*, at: datetime) -> Iterator[dict[str, Any]]:
    """List the lines: what it is, the checkpoints, each leaf with its event, what waits to be sealed, the count.

    Where the seal stands is read once, in one statement; what is written meanwhile waits for the next export, so that
    nobody is locked out while this runs. SQL: 3, and 2 for each 2,000 events.
    """
    size, last = _where_it_stands()
    counts = {"checkpoints": 0, "leaves": 0, "waiting": 0}
    yield {"form": FORM, "database": connection.vendor, "at": write_time(at)}
    for kind, line in _lines(size, last):
        counts[kind] += 1
        yield line
    yield {"end": counts}


def _lines(size: int, last: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in Checkpoint.objects.filter(size__lte=size).order_by("size").iterator(_SLICE):
        yield "checkpoints", {"checkpoint": {"size": row.size, "origin": row.origin, "root": bytes(row.root).hex(),
                                             "note": row.note, "at": write_time(row.at)}}
    for index, event_id, leaf_hash, event in _leaves(last):
        leaf = {"index": index, "event_id": event_id, "hash": leaf_hash.hex()}
        yield "leaves", {"leaf": leaf, "event": event and _values(event)}
    for event in _waiting(last):
        yield "waiting", {"leaf": None, "event": _values(event)}


def _leaves(last: int) -> Iterator[tuple[int, int, bytes, tuple[Any, ...] | None]]:
    """Read the leaves in order; where an event is gone, say so instead of passing over it."""
    after = -1
    while rows := list(EventLeaf.objects.filter(index__gt=after, index__lte=last).order_by("index")
                       .values_list("index", "event_id", "leaf_hash")[:_SLICE]):
        events = {row[0]: row for row in Event.objects.filter(id__in=[event_id for _, event_id, _ in rows])
                  .values_list(*COLUMNS)}
        for index, event_id, leaf_hash in rows:
            yield index, event_id, bytes(leaf_hash), events.get(event_id)
        after = rows[-1][0]


def _waiting(last: int) -> Iterator[tuple[Any, ...]]:
    sealed = EventLeaf.objects.filter(index__lte=last).values("event_id")
    yield from Event.objects.exclude(id__in=sealed).order_by("id").values_list(*COLUMNS).iterator(_SLICE)


def _values(event: tuple[Any, ...]) -> dict[str, Any]:
    values = leaf_values(event)
    del values["v"]
    return values


def _where_it_stands() -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDS)
        size, last = cursor.fetchone()
    return size or 0, -1 if last is None else last
