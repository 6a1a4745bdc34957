"""The only way into the book of events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from murakami.foundation.database.prepared import Given, Prepared, PreparedInsert
from murakami.foundation.events.models import Event
from murakami.foundation.events.rules import Detail, EventRefused, refusal_of_event

_STORY = ("subject_key", "kind", "at")
_NEWEST = Prepared(lambda: Event.objects.filter(subject_key=Given("subject_key")).order_by("-id").values_list(*_STORY)[:1])
_ONE = PreparedInsert(Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """An event to be written; `at` is aware, the other fields are codes of at most 100 / 50 / 20 characters."""

    kind: str
    subject_key: str
    at: datetime
    procedure: str = ""
    unit: str = ""
    channel: str = ""
    details: Mapping[str, Detail] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Last:
    """Where the story of a subject stands."""

    kind: str
    at: datetime


def append(
    *,
    kind: str,
    subject_key: str,
    at: datetime,
    procedure: str = "",
    unit: str = "",
    channel: str = "",
    details: Mapping[str, Detail] | None = None,
) -> Event:
    """Write one event with the kind before it for its subject and the milliseconds since.

    The caller holds the lock on its subject (its case, its intake): two writers of one subject at once would both
    follow the same event. Nothing is written unless the surrounding transaction commits. SQL: 2.

    Raises:
        EventRefused: a part could hold a value about a person, or is no code.
    """
    new = NewEvent(
        kind=kind,
        subject_key=subject_key,
        at=at,
        procedure=procedure,
        unit=unit,
        channel=channel,
        details=details or {},
    )
    return append_many([new])[0]


def append_many(events: Iterable[NewEvent]) -> list[Event]:
    """Write events in the order given, each after the last of its subject. SQL: 2, up to 3,000 events.

    Raises:
        EventRefused: as for `append`; then none is written.
    """
    news = list(events)
    for new in news:
        refusal = refusal_of_event(kind=new.kind, subject_key=new.subject_key, details=new.details)
        if refusal:
            raise EventRefused(refusal)
    if not news:
        return []
    with transaction.atomic(savepoint=False):
        rows = _follow(news, _find_last({new.subject_key for new in news}))
        return [_ONE.write(rows[0])] if len(rows) == 1 else Event.objects.bulk_create(rows)


def _find_last(subject_keys: set[str]) -> dict[str, _Last]:
    """Find the newest events. One subject is nearly every call: its statement is prepared."""
    rows = _NEWEST.rows(subject_key=min(subject_keys)) if len(subject_keys) == 1 else _newest_of_each(subject_keys)
    return {key: _Last(kind, at) for key, kind, at in rows}


def _newest_of_each(subject_keys: set[str]) -> Iterable[tuple[str, str, datetime]]:
    newest = Event.objects.filter(subject_key__in=subject_keys).values("subject_key").annotate(newest=Max("id"))
    return Event.objects.filter(id__in=newest.values("newest")).values_list(*_STORY)


def _follow(news: Sequence[NewEvent], last: dict[str, _Last]) -> list[Event]:
    rows = []
    for new in news:
        before = last.get(new.subject_key)
        rows.append(
            Event(
                kind=new.kind,
                subject_key=new.subject_key,
                at=new.at,
                procedure=new.procedure,
                unit=new.unit,
                channel=new.channel,
                details=dict(new.details),
                previous_kind=before.kind if before else "",
                since_previous_ms=_milliseconds(new.at - before.at) if before else None,
            )
        )
        last[new.subject_key] = _Last(new.kind, new.at)
    return rows


def _milliseconds(between: timedelta) -> int:
    """Negative when what happened earlier was recorded later (paper entered the next day)."""
    return round(between / timedelta(milliseconds=1))
