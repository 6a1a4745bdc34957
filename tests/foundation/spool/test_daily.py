"""Work of the night is queued once a day, whoever looks and however often."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest

from murakami.foundation.spool import daily as nightly
from murakami.foundation.spool import registry
from murakami.foundation.spool.daily import daily, queue_daily_work
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import Worker, run_pending
from tests.foundation.spool.conftest import Clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the work of the night was done."""
    times: list[datetime] = []
    monkeypatch.setattr(nightly, "_names", set())
    monkeypatch.setattr(registry, "_tasks", {})

    @daily("test.night")
    def note(payload: Any, /, *, at: datetime) -> None:
        times.append(at)

    return times


def test_queue_daily_work__happens_once_a_day_after_three(done: list[datetime], clock: Clock) -> None:
    clock.forward(hours=-7)  # two in the night
    for _ in range(4 * 24):
        queue_daily_work(at=clock())
        run_pending(clock=clock)
        clock.forward(minutes=30)
    assert [(time.day, time.hour) for time in done] == [(23, 3), (24, 3)]


def test_queue_daily_work__queues_once_while_it_waits(
    done: list[datetime], clock: Clock, sql_at_most: Callable[[int], AbstractContextManager[Any]]
) -> None:
    with sql_at_most(3):
        queue_daily_work(at=clock())
    with sql_at_most(2):
        queue_daily_work(at=clock())
    assert Message.objects.count() == 1


def test_worker__looks_every_few_minutes(done: list[datetime], clock: Clock) -> None:
    worker = Worker(clock=clock, ticks=lambda: clock().timestamp())
    worker._queue_daily_work()
    worker.work_once()
    worker._queue_daily_work()
    assert len(done) == 1
    clock.forward(days=1)
    worker._queue_daily_work()
    worker.work_once()
    assert len(done) == 2
