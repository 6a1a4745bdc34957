"""The worker handles once, in order, tries again, gives up, and survives being killed."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections, transaction
from django.utils import timezone

from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import append
from murakami.foundation.spool import registry
from murakami.foundation.spool.handling import handle
from murakami.foundation.spool.leasing import lease_due
from murakami.foundation.spool.models import HandledMessage, Message
from murakami.foundation.spool.operations import (
    MessageNotDead,
    discard_message,
    enqueue,
    retry_message,
    send,
)
from murakami.foundation.spool.queries import get_status, list_dead_messages
from murakami.foundation.spool.registry import AlreadyListening, GiveUp, Received
from murakami.foundation.spool.rules import MESSAGE_LEASE, MOST_ATTEMPTS, delay_after
from murakami.foundation.spool.worker import Worker, run_pending, start_worker_thread
from tests.foundation.spool.conftest import Clock, Ear

pytestmark = pytest.mark.django_db
Say = Callable[..., None]
LOCAL = ("edge", "core")


def _lease(clock: Clock, *, worker: str = "w", at_most: int = 8) -> list[Message]:
    return lease_due(places=LOCAL, worker=worker, at=clock(), lease=MESSAGE_LEASE, at_most=at_most)


def test_run_pending__hands_over_and_forgets_but_keeps_the_key(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    assert run_pending(clock=clock) == 1
    assert ear.heard == ["a"]
    assert Message.objects.count() == 0
    assert HandledMessage.objects.get().key == "a"


def test_run_pending__handles_a_message_sent_again_only_once(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    run_pending(clock=clock)
    say("a")
    run_pending(clock=clock)
    assert ear.heard == ["a"]
    assert Message.objects.count() == 0


def test_run_pending__undoes_what_a_failing_handler_wrote(
    ear: Ear, clock: Clock, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_and_fail(message: Received, /, *, at: datetime) -> None:
        append(kind="case.received", subject_key="s", at=at)
        ear.hear(message, at=at)

    monkeypatch.setitem(registry._handlers, "filing.received", write_and_fail)
    ear.failures = [RuntimeError("村上 花子")]
    say("a")
    assert run_pending(clock=clock) == 0
    assert (Event.objects.count(), HandledMessage.objects.count()) == (0, 0)
    waiting = Message.objects.get()
    assert (waiting.attempts, waiting.leased_by) == (1, "")
    assert waiting.last_error.startswith("RuntimeError in _note")
    assert "花子" not in waiting.last_error
    clock.forward(seconds=1)
    assert run_pending(clock=clock) == 1
    assert (Event.objects.count(), ear.heard) == (1, ["a"])


def test_run_pending__waits_longer_after_every_failure_and_then_leaves_it_to_an_operator(
    ear: Ear, clock: Clock, say: Say
) -> None:
    say("a")
    started, tries = clock(), 0
    ear.failures = [RuntimeError()] * 100
    while not list_dead_messages():
        before = len(ear.failures)
        run_pending(clock=clock)
        tries += before - len(ear.failures)
        clock.forward(seconds=1) if tries < 3 else clock.forward(hours=12)
    assert tries == MOST_ATTEMPTS
    assert clock() - started > timedelta(hours=20)
    dead = list_dead_messages()[0]
    assert (dead.key, dead.attempts, dead.error[:12]) == ("a", MOST_ATTEMPTS, "RuntimeError")


def test_delay_after__never_shrinks_and_lasts_about_a_day() -> None:
    delays = [delay_after(attempts) for attempts in range(1, MOST_ATTEMPTS)]
    assert delays == sorted(delays)
    assert timedelta(hours=20) < sum(delays, timedelta()) < timedelta(hours=30)


def test_run_pending__gives_up_at_once_when_the_handler_says_so(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    ear.failures = [GiveUp("version 3 is not known here")]
    run_pending(clock=clock)
    assert list_dead_messages()[0].error.endswith("version 3 is not known here")


def test_run_pending__keeps_what_nobody_listens_to(clock: Clock, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", {})
    say("a")
    run_pending(clock=clock)
    waiting = Message.objects.get()
    assert waiting.last_error.startswith("NobodyListens")
    assert waiting.last_error.endswith(": filing.received")


def test_run_pending__keeps_the_order_of_a_subject_while_its_first_waits(ear: Ear, clock: Clock, say: Say) -> None:
    for key, about in [("a1", "A"), ("b1", "B"), ("a2", "A"), ("a3", "A"), ("b2", "B")]:
        say(key, about=about)
    ear.failures = [RuntimeError()]  # a1 fails once
    run_pending(clock=clock)
    assert ear.heard == ["b1", "b2"]
    clock.forward(seconds=1)
    run_pending(clock=clock)
    assert ear.heard == ["b1", "b2", "a1", "a2", "a3"]


def test_dead_message__holds_its_subject_until_it_is_discarded(ear: Ear, clock: Clock, say: Say) -> None:
    say("a1", about="A")
    say("a2", about="A")
    ear.failures = [GiveUp("no")]
    run_pending(clock=clock)
    dead = list_dead_messages()[0]
    assert (ear.heard, dead.waiting_behind) == ([], 1)
    discard_message(dead.id)
    run_pending(clock=clock)
    assert ear.heard == ["a2"]


def test_dead_message__is_tried_again_from_the_beginning(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    ear.failures = [GiveUp("no")]
    run_pending(clock=clock)
    retry_message(list_dead_messages()[0].id, at=clock())
    run_pending(clock=clock)
    assert ear.heard == ["a"]


@pytest.mark.parametrize("decide", [lambda number: retry_message(number, at=timezone.now()), discard_message])
def test_operator__cannot_touch_what_is_not_dead(say: Say, decide: Callable[[int], None]) -> None:
    say("a")
    with pytest.raises(MessageNotDead):
        decide(Message.objects.get().pk)
    assert Message.objects.count() == 1


def test_lease_due__frees_the_messages_of_a_killed_worker_after_the_lease(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    _lease(clock, worker="killed")
    assert run_pending(clock=clock) == 0
    clock.forward(seconds=MESSAGE_LEASE.total_seconds())
    assert run_pending(clock=clock) == 1
    assert ear.heard == ["a"]


def test_lease_due__sets_aside_what_kills_every_worker(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    for _ in range(MOST_ATTEMPTS):
        assert len(_lease(clock)) == 1
        clock.forward(seconds=MESSAGE_LEASE.total_seconds())
    assert _lease(clock) == []
    assert list_dead_messages()[0].error == "every worker that tried was killed"
    assert ear.heard == []


def test_handle__undoes_everything_when_the_lease_was_lost(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    slow = _lease(clock, worker="slow")[0]
    clock.forward(seconds=MESSAGE_LEASE.total_seconds())
    quick = _lease(clock, worker="quick")[0]
    assert handle(slow, at=clock()) is False
    assert (ear.heard, HandledMessage.objects.count()) == ([], 0)
    assert handle(quick, at=clock()) is True
    assert ear.heard == ["a"]


def test_handle__fences_a_worker_that_lost_its_lease_and_got_it_back(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    first = _lease(clock, worker="same")[0]
    clock.forward(seconds=MESSAGE_LEASE.total_seconds())
    second = _lease(clock, worker="same")[0]
    assert handle(first, at=clock()) is False
    assert handle(second, at=clock()) is True


def test_worker__does_tasks_after_messages_and_not_before_their_time(ear: Ear, clock: Clock, say: Say) -> None:
    enqueue("test.work", payload={"say": "bulk"}, key="1", not_before=clock())
    enqueue("test.work", payload={"say": "later"}, key="2", not_before=clock() + timedelta(hours=1))
    say("message")
    run_pending(clock=clock)
    assert ear.heard == ["message", "bulk"]
    clock.forward(hours=1)
    run_pending(clock=clock)
    assert ear.heard == ["message", "bulk", "later"]


def test_task__is_done_once_per_key_and_tried_again_when_it_fails(ear: Ear, clock: Clock) -> None:
    ear.failures = [RuntimeError()]
    for _ in range(2):
        enqueue("test.work", payload={"say": "printed"}, key="1", not_before=clock())
        run_pending(clock=clock)
        clock.forward(minutes=1)
    enqueue("test.work", payload={"say": "printed"}, key="1", not_before=clock())
    run_pending(clock=clock)
    assert ear.heard == ["printed"]
    assert Message.objects.count() == 0


def test_task__runs_outside_any_transaction_of_the_worker(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    depths: list[int] = []

    def look(payload: Any, /, *, at: datetime) -> None:
        depths.append(len(transaction.get_connection().savepoint_ids))

    monkeypatch.setattr(registry, "_tasks", {"test.look": look})
    before = len(transaction.get_connection().savepoint_ids)
    enqueue("test.look", payload={}, key="1", not_before=clock())
    run_pending(clock=clock)
    assert depths == [before]


def test_stop__gives_back_what_was_leased_and_not_begun(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    say("b")
    worker = Worker(clock=clock)
    leased = worker._lease()
    worker.stop()
    assert worker._handle_all(leased) == 0
    assert set(Message.objects.values_list("leased_by", "attempts")) == {("", 0)}


def test_status__counts_what_is_not_done(ear: Ear, clock: Clock, say: Say) -> None:
    say("a")
    say("b")
    ear.failures = [GiveUp("no")]
    run_pending(clock=clock)
    say("c")
    status = get_status()
    assert (status.waiting, status.dead, status.oldest_at) == (1, 1, clock())


def test_handler__refuses_two_listeners_to_one_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", {})

    def listen(message: Received, /, *, at: datetime) -> None: ...

    def overhear(message: Received, /, *, at: datetime) -> None: ...

    registry.handler("filing.received")(listen)
    registry.handler("filing.received")(listen)
    with pytest.raises(AlreadyListening, match=r"filing\.received"):
        registry.handler("filing.received")(overhear)


@pytest.mark.django_db(transaction=True)
def test_workers__together_handle_each_message_once_and_each_subject_in_order(at: datetime, monkeypatch: Any) -> None:
    def write(message: Received, /, *, at: datetime) -> None:
        append(kind="test.heard", subject_key=message.payload["about"], at=at, details={"number": message.payload["n"]})

    monkeypatch.setattr(registry, "_handlers", {"filing.received": write})
    for number in range(60):
        about = f"s{number % 7}"
        send(topic="filing.received", payload={"n": number, "about": about}, key=str(number), to="core", at=at,
             ordering_key=about)

    def work() -> None:
        for _ in range(40):
            run_pending()
        connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    run_pending()
    heard = list(Event.objects.order_by("id").values_list("subject_key", "details"))
    assert len(heard) == 60
    for about in {subject for subject, _ in heard}:
        numbers = [details["number"] for subject, details in heard if subject == about]
        assert numbers == sorted(numbers)


@pytest.mark.django_db(transaction=True)
def test_worker_thread__wakes_when_a_message_is_committed(ear: Ear) -> None:
    worker, thread = start_worker_thread()
    try:
        heard = threading.Event()
        ear.heard = _Ringing(heard)
        with transaction.atomic():
            send(topic="filing.received", payload={}, key="a", to="core", at=timezone.now())
            assert not heard.wait(0.05)
        assert heard.wait(10)
    finally:
        worker.stop()
        thread.join(10)
    assert not thread.is_alive()
    assert list(ear.heard) == ["a"]


class _Ringing(list[str]):
    """A list that rings when something is added."""

    def __init__(self, bell: threading.Event) -> None:
        self.bell = bell

    def append(self, item: str) -> None:
        super().append(item)
        self.bell.set()
