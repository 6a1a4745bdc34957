"""Work of every few minutes is queued once a turn, whoever looks and however often, and leaves no heap behind."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest

from murakami.foundation.spool import recurring as turns
from murakami.foundation.spool import registry
from murakami.foundation.spool.models import HandledMessage, Message
from murakami.foundation.spool.recurring import queue_recurring_work, recurring
from murakami.foundation.spool.worker import run_pending
from tests.foundation.spool.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the work was done."""
    times: list[datetime] = []
    monkeypatch.setattr(turns, "_every", {})
    monkeypatch.setattr(registry, "_tasks", {})

    @recurring("test.turn", every=timedelta(minutes=10))
    def note(payload: Any, /, *, at: datetime) -> None:
        times.append(at)

    return times


def test_queue_recurring_work__happens_once_a_turn(done: list[datetime], clock: Clock) -> None:
    for _ in range(12):
        queue_recurring_work(at=clock())
        run_pending(clock=clock)
        clock.forward(minutes=5)
    assert len(done) == 6


def test_queue_recurring_work__queues_none_while_one_waits(
    done: list[datetime], clock: Clock, sql_at_most: Callable[[int], AbstractContextManager[Any]]
) -> None:
    with sql_at_most(4):
        queue_recurring_work(at=clock())
    clock.forward(hours=1)
    with sql_at_most(1):
        queue_recurring_work(at=clock())
    assert Message.objects.count() == 1


def test_queue_recurring_work__forgets_the_turns_of_the_day_before(done: list[datetime], clock: Clock) -> None:
    for _ in range(60):
        queue_recurring_work(at=clock())
        run_pending(clock=clock)
        clock.forward(hours=1)
    assert len(done) == 60
    assert HandledMessage.objects.count() <= 26
