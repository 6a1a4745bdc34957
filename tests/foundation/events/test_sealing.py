"""Sealing: every committed event once, in order, signed; on PostgreSQL also those that commit late."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, connection, connections, transaction

from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.events import sealing
from murakami.foundation.events.leaves import COLUMNS, leaf_text
from murakami.foundation.events.models import Checkpoint, Event, EventLeaf
from murakami.foundation.events.operations import append
from murakami.foundation.events.sealing import SealRefused
from murakami.foundation.events.signing import Signer
from murakami.kernel.merkle.checkpoints import Head, open_checkpoint
from murakami.kernel.merkle.tree import hash_leaf, root_of
from tests.foundation.events.sealed import SIGNER, seal

pytestmark = pytest.mark.django_db
SqlAtMost = Callable[[int], AbstractContextManager[Any]]
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="ids commit out of order there only")


def note(at: datetime, *kinds: str) -> list[Event]:
    return [append(kind=kind, subject_key="s", at=at) for kind in kinds]


def test_leaf_text__is_written_out_to_the_last_letter() -> None:
    at = datetime.fromisoformat("2026-11-23T09:00:00+09:00")
    row = (7, "case.decided", "5ubject", at, "child-allowance", "kodomo", "online", {"step": "approve", "items": 3}, "", None)
    assert leaf_text(row) == (
        '{"at":"2026-11-23T00:00:00.000000Z","channel":"online","details":{"items":3,"step":"approve"},"id":7,'
        '"kind":"case.decided","previous_kind":"","procedure":"child-allowance","since_previous_ms":null,'
        '"subject_key":"5ubject","unit":"kodomo","v":1}')


def test_columns__are_all_that_an_event_has() -> None:
    assert set(COLUMNS) == {field.column for field in Event._meta.concrete_fields}


def test_seal__takes_in_what_is_new_in_order_and_signs_the_root(at: datetime) -> None:
    first = note(at, "a.b", "a.c")
    assert seal(at) == 2
    second = note(at, "a.d")
    assert seal(at) == 1
    leaves = list(EventLeaf.objects.order_by("index"))
    assert [(leaf.index, leaf.event_id) for leaf in leaves] == list(enumerate(event.pk for event in first + second))
    hashes = [hash_leaf(leaf_text(row).encode()) for row in Event.objects.order_by("id").values_list(*COLUMNS)]
    assert [bytes(leaf.leaf_hash) for leaf in leaves] == hashes
    heads = [open_checkpoint(each.note, keys=[SIGNER.public]) for each in Checkpoint.objects.order_by("size")]
    assert heads == [Head("log.example/events", 2, root_of(hashes[:2])), Head("log.example/events", 3, root_of(hashes))]


def test_seal__with_nothing_new_signs_nothing(at: datetime, sql_at_most: SqlAtMost) -> None:
    note(at, "a.b")
    seal(at)
    with sql_at_most(2):
        assert seal(at) == 0
    assert Checkpoint.objects.count() == 1


def test_seal__goes_in_slices_each_of_which_is_whole(at: datetime, monkeypatch: pytest.MonkeyPatch,
                                                      sql_at_most: SqlAtMost) -> None:
    monkeypatch.setattr(sealing, "SLICE", 3)
    note(at, *["a.b"] * 7)
    with sql_at_most(2 + 3 * 9):
        assert seal(at) == 7
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [3, 6, 7]


def test_seal__of_a_writer_that_failed_leaves_no_gap(at: datetime) -> None:
    note(at, "a.b")
    with pytest.raises(RuntimeError), transaction.atomic():
        note(at, "a.c")
        raise RuntimeError
    note(at, "a.d")
    assert seal(at) == 2
    assert list(EventLeaf.objects.order_by("index").values_list("index", flat=True)) == [0, 1]


@pytest.mark.parametrize("other", [
    Signer("log.example/events", Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1")),
    Signer("another.example/events", SIGNER.private),
])
def test_seal__never_goes_on_under_another_key_or_name_unless_it_is_meant(at: datetime, other: Signer) -> None:
    note(at, "a.b")
    seal(at)
    note(at, "a.c")
    with pytest.raises(SealRefused, match="--new-key"):
        seal(at, other)
    assert Checkpoint.objects.count() == 1
    assert seal(at, other, may_change_signer=True) == 1
    assert seal(at, other) == 0


def test_seal__does_not_build_on_a_checkpoint_that_was_changed(at: datetime) -> None:
    note(at, "a.b")
    Checkpoint.objects.create(size=1, origin="log.example/events", root=bytes(32), frontier=b"x" * 32, note="", at=at)
    EventLeaf.objects.create(index=0, event=Event.objects.get(), leaf_hash=bytes(32))
    note(at, "a.c")
    with pytest.raises(SealRefused, match="verify_events"):
        seal(at)


@pytest.mark.parametrize("change", [
    lambda: EventLeaf.objects.update(index=5), lambda: EventLeaf.objects.all()._raw_delete("default"),
    lambda: Checkpoint.objects.update(note=""), lambda: Checkpoint.objects.all()._raw_delete("default"),
])
def test_seal__is_append_only_itself(at: datetime, change: Callable[[], object]) -> None:
    note(at, "a.b")
    seal(at)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        change()
    assert not [name for name in list_missing_triggers() if "events_" in name]


def test_append__costs_no_statement_more_for_the_seal(at: datetime, sql_at_most: SqlAtMost) -> None:
    note(at, "a.b")
    seal(at)
    with sql_at_most(2):
        note(at, "a.c")


@postgresql_only
@pytest.mark.django_db(transaction=True)
def test_seal__takes_in_what_commits_late(at: datetime) -> None:
    written, go_on = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with transaction.atomic():
            append(kind="late.one", subject_key="late", at=at)
            written.set()
            go_on.wait(10)
        connections.close_all()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    written.wait(10)
    note(at, "early.one")
    assert seal(at) == 1
    go_on.set()
    slow.join()
    assert seal(at) == 1
    order = EventLeaf.objects.order_by("index").values_list("event__kind", "event_id")
    assert [kind for kind, _ in order] == ["early.one", "late.one"]
    assert order[0][1] > order[1][1]


@pytest.mark.skipif(connection.vendor == "postgresql", reason="only SQLite commits in the order of ids")
def test_seal__never_takes_in_what_was_put_between(at: datetime) -> None:
    note(at, "a.b", "a.c")
    seal(at)
    Event.objects.bulk_create([Event(id=0, kind="put.in", subject_key="s", at=at)])
    assert seal(at) == 0
