"""The books that disagree are named: here the seal on the events, which triggers alone cannot keep."""

from datetime import datetime

import pytest
from django.db import connection

from murakami.config.operation.agreement import disagreements
from murakami.foundation.events.models import Event, EventLeaf
from murakami.foundation.events.operations import append
from tests.foundation.events.sealed import seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed(at: datetime) -> list[int]:
    """Three events under a seal."""
    numbers = [append(kind="case.received", subject_key=key, at=at).pk for key in "abc"]
    seal(at=at)
    return numbers


def lift_triggers() -> None:
    """What somebody who owns the database can do."""
    with connection.cursor() as cursor:
        for table in ("events_event", "events_eventleaf"):
            for change in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS append_only_{table}_{change}{on}")


def test_disagreements__are_none_where_all_is_sealed(sealed: list[int]) -> None:
    assert list(disagreements("default")) == []


def test_disagreements__name_an_event_that_was_altered(sealed: list[int]) -> None:
    lift_triggers()
    Event.objects.filter(pk=sealed[1]).update(unit="elsewhere")
    altered, root = disagreements("default")
    assert f"出来事の記録 {sealed[1]} が" in altered
    assert "署名した封と合いません" in root


def test_disagreements__say_that_an_event_is_gone(sealed: list[int]) -> None:
    lift_triggers()
    EventLeaf.objects.filter(event_id=sealed[2]).delete()
    Event.objects.filter(pk=sealed[2]).delete()
    [root] = disagreements("default")
    assert "消えたか、入れ替わった" in root
