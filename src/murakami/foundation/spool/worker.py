"""The worker: carries, leases, handles, sleeps until the bell rings. A thread of the server, or a process of its own."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections
from django.utils import timezone

from murakami.foundation.database.closing import Closed, inside, refuse_if_closed
from murakami.foundation.spool.bell import ring, wait_for_bell
from murakami.foundation.spool.carrying import carry
from murakami.foundation.spool.daily import queue_daily_work
from murakami.foundation.spool.handling import handle
from murakami.foundation.spool.leasing import lease_due, release
from murakami.foundation.spool.models import Message, Place
from murakami.foundation.spool.queries import last_handled_at
from murakami.foundation.spool.recurring import queue_recurring_work
from murakami.foundation.spool.rules import MESSAGE_LEASE, TASK_LEASE, local_places, other_zone
from murakami.foundation.spool.steadiness import Steadiness, Ticks, ticks_since_boot

_POLL_SECONDS = 1.0  # what other processes queue, and what waits for its time
_DAILY_LOOK = timedelta(minutes=10)
_log = logging.getLogger("murakami.spool")
Clock = Callable[[], datetime]


class Worker:
    """Handles what is due in this zone, until it is told to stop."""

    def __init__(self, *, clock: Clock = timezone.now, ticks: Ticks = ticks_since_boot) -> None:
        self.name = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._clock = clock
        self._stopping = threading.Event()
        self._daily_at = clock()
        self._ticks = ticks
        self._steadiness: Steadiness | None = None

    def run(self) -> None:
        """Work until `stop`; a failure of the database or the directory is logged and tried again."""
        _log.info("worker started")
        while not self._stopping.is_set():
            try:
                with inside():
                    self._queue_daily_work()
                    self.work_once()
            except Closed:
                connections.close_all()
                self._stopping.wait(_POLL_SECONDS)
            except Exception:
                _log.exception("worker failed, trying again")
                connections.close_all()
                self._stopping.wait(_POLL_SECONDS)
            else:
                wait_for_bell(_POLL_SECONDS)
        connections.close_all()
        _log.info("worker stopped")

    def stop(self) -> None:
        """Finish the message at hand and return from `run`."""
        self._stopping.set()
        ring()

    def work_once(self) -> int:
        """Carry and handle until nothing is due; return how many messages and tasks were done.

        Raises:
            Closed: the house is being changed; nothing was begun since.
        """
        done = 0
        while not self._stopping.is_set():
            refuse_if_closed()
            carried = carry(at=self._clock()) if other_zone(settings.ZONE) else 0
            leased = self._lease()
            if not leased and not carried:
                break
            done += self._handle_all(leased)
        return done

    def _queue_daily_work(self) -> None:
        """Look every few minutes, not at every round: what comes by the clock comes no oftener.

        A doubtful clock is not obeyed by the work of the night, which deletes what is old.
        """
        now = self._clock()
        if self._daily_at - _DAILY_LOOK <= now < self._daily_at:
            return
        self._daily_at = now + _DAILY_LOOK
        if self._steadiness is None:
            self._steadiness = Steadiness(now=now, last_known=last_handled_at(), ticks=self._ticks)
        if self._steadiness.believes(now):
            queue_daily_work(at=now)
        queue_recurring_work(at=now)

    def _lease(self) -> list[Message]:
        """Take the next messages; only when there are none, one task: bulk work never delays a resident."""
        at = self._clock()
        places = local_places(settings.ZONE)
        messages = lease_due(places=places, worker=self.name, at=at, lease=MESSAGE_LEASE, at_most=8)
        return messages or lease_due(places=(Place.HERE,), worker=self.name, at=at, lease=TASK_LEASE, at_most=1)

    def _handle_all(self, leased: list[Message]) -> int:
        done = 0
        for number, message in enumerate(leased):
            if self._stopping.is_set():
                release(leased[number:])
                break
            done += handle(message, at=self._clock())
        return done


def start_worker_thread() -> tuple[Worker, threading.Thread]:
    """Start a worker in a daemon thread of this process."""
    worker = Worker()
    thread = threading.Thread(target=worker.run, name="spool-worker", daemon=True)
    thread.start()
    return worker, thread


def run_pending(*, clock: Clock = timezone.now) -> int:
    """Handle, in this thread, everything that is due by `clock`; return how many messages and tasks were done.

    For commands and tests: what a worker would do, without waiting for one.
    """
    return Worker(clock=clock).work_once()
