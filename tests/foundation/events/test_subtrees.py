"""Proofs from kept subtrees: the same as from all the leaves, at a cost that does not grow with the tree."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from murakami.foundation.events import sealing
from murakami.foundation.events.models import Checkpoint, Event, EventLeaf, EventNode
from murakami.foundation.events.operations import NewEvent, append_many
from murakami.foundation.events.proving import NotSealed, prove_event, prove_growth
from murakami.foundation.events.subtrees import roots_of
from murakami.kernel.merkle.proofs import Span, prove_consistency, prove_inclusion
from murakami.kernel.merkle.tree import root_of
from tests.foundation.events.sealed import attacked, seal

pytestmark = pytest.mark.django_db
SqlAtMost = Callable[[int], AbstractContextManager[Any]]
SIZE = 777


@pytest.fixture
def hashes(at: datetime, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """A tree of 777 leaves, sealed in slices that fit no subtree."""
    monkeypatch.setattr(sealing, "SLICE", 100)
    append_many([NewEvent(kind="a.b", subject_key=f"s{number}", at=at) for number in range(SIZE)])
    assert seal(at) == SIZE
    return [bytes(leaf) for leaf in EventLeaf.objects.order_by("index").values_list("leaf_hash", flat=True)]


@pytest.mark.parametrize("index", [0, 255, 256, 511, 512, 767, 768, 776])
def test_prove_event__gives_the_path_of_the_definition(index: int, hashes: list[bytes], sql_at_most: SqlAtMost) -> None:
    event = Event.objects.get(leaf__index=index)
    with sql_at_most(4):
        proof = prove_event(event.pk)
    assert proof["path"] == [step.hex() for step in prove_inclusion(hashes, index)]


@pytest.mark.parametrize("old", [100, 200, 300, 700, 777])
def test_prove_growth__gives_the_path_of_the_definition(old: int, hashes: list[bytes], sql_at_most: SqlAtMost) -> None:
    note = Checkpoint.objects.get(size=old).note
    with sql_at_most(3):
        proof = prove_growth(note)
    assert proof["path"] == [step.hex() for step in prove_consistency(hashes, old)]


def test_prove_event__in_a_tree_whose_row_is_missing_is_refused(hashes: list[bytes]) -> None:
    assert roots_of([Span(512, SIZE)]) == (root_of(hashes[512:]),)
    with attacked(['DELETE FROM events_eventleaf WHERE "index" = 770']), pytest.raises(NotSealed):
        prove_event(Event.objects.get(leaf__index=600).pk)


def test_migration__keeps_the_nodes_of_what_was_sealed_before(hashes: list[bytes]) -> None:
    kept = list(EventNode.objects.order_by("level", "index").values_list("level", "index", "hash"))
    assert [(level, index) for level, index, _hash in kept] == [(8, 0), (8, 1), (8, 2)]
    with attacked(["DROP TRIGGER append_only_events_eventnode_delete"] if connection.vendor == "sqlite" else []):
        EventNode.objects.all().delete()
        import_module("murakami.foundation.events.migrations.0003_subtrees").keep_nodes(apps, _Editor)
        again = EventNode.objects.order_by("level", "index").values_list("level", "index", "hash")
        assert [(level, index, bytes(each)) for level, index, each in again] == [(*place, bytes(each)) for *place, each in kept]


def test_nodes__are_append_only(hashes: list[bytes]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EventNode.objects.update(hash=b"x" * 32)


class _Editor:
    """What a migration is given."""

    connection = connection
