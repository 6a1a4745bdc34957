"""A clock that jumps ahead does not make everything old at once; one that is set right later is believed."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from murakami.foundation.spool.daily import daily
from murakami.foundation.spool.leasing import due_messages
from murakami.foundation.spool.models import HandledMessage, Message
from murakami.foundation.spool.operations import enqueue, send
from murakami.foundation.spool.steadiness import Steadiness
from murakami.foundation.spool.worker import Worker

HOUR, DAY, YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=365)


class Machine:
    """A machine whose clock can be set; its ticks cannot."""

    def __init__(self, now: datetime) -> None:
        self.now, self.tick = now, 0.0

    def passes(self, time: timedelta, *, jump: timedelta = timedelta()) -> datetime:
        self.tick += time.total_seconds()
        self.now += time + jump
        return self.now


@pytest.fixture
def machine(at: datetime) -> Machine:
    return Machine(at)


def watch(machine: Machine, *, last_known: datetime | None = None) -> Steadiness:
    return Steadiness(now=machine.now, last_known=last_known, ticks=lambda: machine.tick)


def test_clock__that_goes_is_believed(machine: Machine) -> None:
    steadiness = watch(machine)
    assert all(steadiness.believes(machine.passes(HOUR, jump=timedelta(minutes=5))) for _ in range(48))


def test_clock__that_jumps_ahead_is_not_believed_until_it_is_back(machine: Machine) -> None:
    steadiness = watch(machine)
    assert not steadiness.believes(machine.passes(HOUR, jump=YEAR))
    assert not steadiness.believes(machine.passes(HOUR))
    assert steadiness.believes(machine.passes(HOUR, jump=-YEAR))


def test_clock__that_stays_is_believed_after_a_day(machine: Machine) -> None:
    steadiness = watch(machine)
    assert not steadiness.believes(machine.passes(HOUR, jump=YEAR))
    assert not steadiness.believes(machine.passes(DAY - HOUR))
    assert steadiness.believes(machine.passes(HOUR))


def test_clock__that_jumps_back_is_believed(machine: Machine) -> None:
    assert watch(machine).believes(machine.passes(HOUR, jump=-DAY))


@pytest.mark.parametrize(("rest", "believed"), [(timedelta(days=3), True), (YEAR, False)])
def test_clock__far_beyond_the_last_record_is_not_believed_at_the_start(
    machine: Machine, rest: timedelta, believed: bool
) -> None:
    assert watch(machine, last_known=machine.now - rest).believes(machine.now) is believed


@pytest.mark.django_db
@pytest.mark.parametrize(("jump", "queued"), [(timedelta(), 1), (YEAR, 0)])
def test_worker__does_no_work_of_the_night_by_a_clock_that_jumped(
    at: datetime, monkeypatch: pytest.MonkeyPatch, jump: timedelta, queued: int
) -> None:
    monkeypatch.setattr("murakami.foundation.spool.daily._names", set())
    monkeypatch.setattr("murakami.foundation.spool.registry._tasks", {})
    daily("night.test")(lambda payload, /, *, at: None)
    HandledMessage.objects.create(topic="night.test", key="before", at=at)
    worker = Worker(clock=lambda: at + jump)
    worker._queue_daily_work()
    assert Message.objects.filter(topic="night.test").count() == queued


@pytest.mark.django_db
def test_daily_look__is_taken_again_when_the_clock_is_set_back(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[datetime] = []
    monkeypatch.setattr("murakami.foundation.spool.worker.queue_daily_work", lambda *, at: looks.append(at))
    times = iter([at, at, at + timedelta(minutes=1), at - DAY])
    worker = Worker(clock=lambda: next(times))
    for _ in range(3):
        worker._queue_daily_work()
    assert looks == [at, at - DAY]


@pytest.fixture
def due(at: datetime) -> Callable[[], list[str]]:
    """Lists what is due at nine."""
    return lambda: [message.key for message in due_messages(places=("core", "here"), at=at)]


@pytest.mark.django_db
def test_message__sent_or_leased_by_a_clock_that_was_ahead_does_not_wait_for_that_time(
    at: datetime, due: Callable[[], list[str]]
) -> None:
    for key in ("sent", "leased", "tried"):
        send(topic="filing.received", payload={}, key=key, to="core", at=at + YEAR if key == "sent" else at)
    Message.objects.filter(key="leased").update(leased_by="killed", leased_until=at + YEAR)
    Message.objects.filter(key="tried").update(attempts=2, not_before=at + YEAR)
    assert due() == ["sent", "leased", "tried"]


@pytest.mark.django_db
def test_message__that_is_leased_or_put_off_in_earnest_waits(at: datetime, due: Callable[[], list[str]]) -> None:
    enqueue("some.work", payload={}, key="tomorrow", not_before=at + DAY)
    send(topic="filing.received", payload={}, key="leased", to="core", at=at)
    send(topic="filing.received", payload={}, key="tried", to="core", at=at)
    Message.objects.filter(key="leased").update(leased_by="at work", leased_until=at + timedelta(seconds=30))
    Message.objects.filter(key="tried").update(attempts=2, not_before=at + HOUR)
    assert due() == []
