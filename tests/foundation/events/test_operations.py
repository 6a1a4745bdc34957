"""Events: each follows the last of its subject, in two statements, and holds no personal value."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import NewEvent, append, append_many
from murakami.foundation.events.rules import EventRefused, new_subject_key, refusal_of_event

pytestmark = pytest.mark.django_db
SqlAtMost = Callable[[int], AbstractContextManager[Any]]


def test_append__stores_the_previous_kind_and_the_milliseconds_since(at: datetime) -> None:
    first = append(kind="case.received", subject_key="s1", at=at, procedure="p", unit="u", channel="online")
    second = append(kind="case.under_review", subject_key="s1", at=at + timedelta(days=2, milliseconds=7))
    other = append(kind="case.received", subject_key="s2", at=at)
    assert (first.previous_kind, first.since_previous_ms) == ("", None)
    assert (second.previous_kind, second.since_previous_ms) == ("case.received", 2 * 86_400_000 + 7)
    assert (other.previous_kind, other.since_previous_ms) == ("", None)


def test_append__says_a_negative_time_when_the_earlier_is_recorded_later(at: datetime) -> None:
    append(kind="case.received", subject_key="s1", at=at)
    late = append(kind="paper.arrived", subject_key="s1", at=at - timedelta(seconds=1))
    assert late.since_previous_ms == -1000


def test_append_many__follows_within_the_list_and_after_what_is_stored(at: datetime) -> None:
    append(kind="a.first", subject_key="s1", at=at)
    news = [
        NewEvent(kind=kind, subject_key=key, at=at + timedelta(seconds=second))
        for second, (kind, key) in enumerate([("a.second", "s1"), ("b.first", "s2"), ("a.third", "s1")], start=1)
    ]
    written = append_many(news)
    assert [(each.previous_kind, each.since_previous_ms) for each in written] == [
        ("a.first", 1000),
        ("", None),
        ("a.second", 2000),
    ]
    assert [each.pk for each in written] == sorted(each.pk for each in written)
    assert Event.objects.count() == 4


@pytest.mark.parametrize("number", [0, 1, 5, 1500])
def test_append_many__takes_two_statements_however_many(at: datetime, number: int, sql_at_most: SqlAtMost) -> None:
    news = [NewEvent(kind="a.b", subject_key=f"s{each % 700}", at=at) for each in range(number)]
    with sql_at_most(2):
        append_many(news)
    assert Event.objects.count() == number


@pytest.mark.parametrize(
    "details",
    [
        {"name": "村上 花子"},
        {"phone": "0254-53-2111"},
        {"mail": "hanako@example.jp"},
        {"number": 123_456_789_012},
        {"nested": {"a": 1}},
        {"list": ["a"]},
        {"Name": "code"},
        {"born_on": "2026-11-23"},
        {"long": "a" * 65},
        {"ratio": 0.5},
        {"commitment": "sha256:" + "g" * 64},
        {"file": "sha256:" + "a" * 64},
    ],
)
def test_append__refuses_what_could_be_a_value_about_a_person(at: datetime, details: dict[str, Any]) -> None:
    with pytest.raises(EventRefused, match=next(iter(details))):
        append(kind="case.received", subject_key="s1", at=at, details=details)
    assert Event.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("Case", "s"),
        ("case.", "s"),
        ("", "s"),
        ("case", ""),
        ("case", "村上"),
        ("case", "a b"),
        ("case", "x" * 65),
        ("a" * 61, "s"),
    ],
)
def test_append__refuses_names_that_are_no_codes(at: datetime, kind: str, key: str) -> None:
    with pytest.raises(EventRefused):
        append(kind=kind, subject_key=key, at=at)


def test_refusal_of_event__lets_codes_and_coarse_numbers_pass() -> None:
    details = {"commitment": "sha256:" + "0" * 64, "outcome": "granted", "items": 3, "stopped": True, "none": None, "empty": "", "route": "office.case:1"}
    assert refusal_of_event(kind="case.decided", subject_key=new_subject_key(), details=details) is None


def test_new_subject_key__is_random() -> None:
    assert len({new_subject_key() for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(kind="x"),
        lambda: Event.objects.all().delete(),
        lambda: connection.cursor().execute("UPDATE events_event SET kind = 'x'"),
        lambda: connection.cursor().execute("DELETE FROM events_event"),
    ],
)
def test_events__are_never_changed_whoever_asks(at: datetime, change: Callable[[], object]) -> None:
    append(kind="case.received", subject_key="s1", at=at)
    with pytest.raises(IntegrityError, match="events_event is append-only"), transaction.atomic():
        change()
    assert Event.objects.get().kind == "case.received"


@pytest.mark.django_db(transaction=True)
def test_events__are_guarded_again_after_a_migration_rebuilt_the_table(at: datetime) -> None:
    append(kind="case.received", subject_key="s1", at=at)
    operation = migrations.AlterField("Event", "unit", models.CharField(max_length=51, blank=True))
    before = _state_of_events()
    after = before.clone()
    operation.state_forwards("events", after)
    try:
        with connection.schema_editor() as editor:
            operation.database_forwards("events", editor, before, after)
        assert _missing() == []
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Event.objects.update(kind="x")
    finally:
        with connection.schema_editor() as editor:
            operation.database_backwards("events", editor, after, before)


@pytest.mark.django_db(transaction=True)
def test_flush__passes_and_leaves_the_guard_standing(at: datetime) -> None:
    append(kind="case.received", subject_key="s1", at=at)
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    assert Event.objects.count() == 0
    assert _missing() == []
    append(kind="case.received", subject_key="s1", at=at)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_migrate__lays_the_guard_again_where_it_is_gone() -> None:
    on = " ON events_event" if connection.vendor == "postgresql" else ""
    for change in ("update", "delete"):
        connection.cursor().execute(f"DROP TRIGGER append_only_events_event_{change}{on}")
    assert _missing() == ["append_only_events_event_delete", "append_only_events_event_update"]
    call_command("migrate", verbosity=0, interactive=False)
    assert _missing() == []


def _missing() -> list[str]:
    return [name for name in list_missing_triggers() if "_events_event_" in name]


def _state_of_events() -> ProjectState:
    loader = MigrationLoader(connection)
    return loader.project_state([node for node in loader.graph.leaf_nodes() if node[0] == "events"])
