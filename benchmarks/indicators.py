"""A million events of a city's years, counted from the book again; on the database of the measurement."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from math import inf
from random import Random
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.timing import Figure
from murakami.domain.indicators.models import Partial
from murakami.domain.indicators.operations.counting import recompute
from murakami.foundation.events.models import Event

EVENTS = int(os.environ.get("BENCH_EVENTS", "1000000"))
_YEARS = 4
_STORY = ("case.received", "case.under_review", "case.message_sent", "case.awaiting_approval", "case.decided",
          "case.letter_delivered", "case.letter_opened", "case.closed")
_UNITS = ("kodomo", "hoken", "shimin", "fukushi", "zeimu", "kankyo", "kensetsu", "suido")
_PROCEDURES = tuple(f"procedure-{number}" for number in range(40))


def run() -> list[Figure]:
    """Write a million events that the packs' indicators read, and count them all."""
    at = timezone.now()
    _write(at)
    with connection.cursor() as cursor:  # in service the database keeps its statistics itself; a bulk load outruns it
        cursor.execute("ANALYZE")
    start = perf_counter()
    months = recompute(at=at)
    seconds = perf_counter() - start
    name = f"{EVENTS:,} events recomputed on {connection.vendor}"
    return [(name, seconds, "s", 30.0), ("… into partial states of", float(months), "months", inf),
            ("… rows of partial states", float(Partial.objects.count()), "rows", inf)]


def _write(at: datetime) -> None:
    rng, events = Random(1), _events(at, Random(2))
    with transaction.atomic():
        while chunk := list(islice(events, 20_000)):
            rng.shuffle(chunk)
            Event.objects.bulk_create(chunk, batch_size=2_000)


def _events(at: datetime, rng: Random) -> Iterator[Event]:
    begin = at - timedelta(days=365 * _YEARS)
    cases = -(-EVENTS // len(_STORY))
    for number in range(1, cases + 1):
        moment = begin + timedelta(days=365 * _YEARS * number / (cases * 1.01), minutes=rng.randint(0, 600))
        unit, procedure = rng.choice(_UNITS), rng.choice(_PROCEDURES)
        channel = "online" if rng.random() < 0.6 else "counter"
        for kind in _STORY:
            details = {"items": 24, "kept": rng.randint(0, 20)} if kind == "case.received" else {"step": "go"}
            yield Event(kind=kind, subject_key=f"{number:032x}", at=moment, procedure=procedure, unit=unit,
                        channel=channel, details=details, previous_kind="" if kind == _STORY[0] else "x",
                        since_previous_ms=None if kind == _STORY[0] else 1)
            moment += timedelta(minutes=rng.randint(30, 6_000))
