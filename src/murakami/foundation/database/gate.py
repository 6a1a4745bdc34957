"""A first-in-first-out gate before SQLite's single writer.

SQLite's own busy handler is unfair: it sleeps and tries again, so under 32 writers some wait for seconds. Here the
writers of one process queue, and each hands over to the one that has waited longest. Other processes on the same file
are still held apart by SQLite's lock and `busy_timeout`.
"""

import os
import threading
from collections import deque

from django.db import OperationalError


class WriteGateTimeout(OperationalError):
    """Nobody let this writer through in time: another thread holds a write transaction open for too long."""


class _Ticket:
    """One waiting writer and its own bell."""

    __slots__ = ("called", "thread")

    def __init__(self, thread: int) -> None:
        self.thread = thread
        self.called = threading.Event()


class WriteGate:
    """Let one thread at a time write; the others wait in the order in which they came.

    The holder may enter again (it must leave as often), so a second connection of the same thread cannot deadlock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._queue: deque[_Ticket] = deque()
        self._holder: int | None = None
        self._depth = 0

    @property
    def waiting(self) -> int:
        """Count the writers in the queue."""
        return len(self._queue)

    def enter(self, *, timeout: float) -> None:
        """Wait for the turn of this thread, at most `timeout` seconds.

        Raises:
            WriteGateTimeout: the turn did not come in time; this thread holds nothing.
        """
        me = threading.get_ident()
        with self._lock:
            if self._holder in {None, me}:
                self._holder = me
                self._depth += 1
                return
            ticket = _Ticket(me)
            self._queue.append(ticket)
        if not ticket.called.wait(timeout):
            self._give_up(ticket, timeout=timeout)

    def leave(self) -> None:
        """Give the turn to the writer that has waited longest.

        Raises:
            RuntimeError: this gate is not held.
        """
        with self._lock:
            if self._holder is None:
                raise RuntimeError("The write gate was left by a thread that had not entered it.")
            self._depth -= 1
            if not self._depth:
                self._call_next()

    def _call_next(self) -> None:
        if not self._queue:
            self._holder = None
            return
        ticket = self._queue.popleft()
        self._holder, self._depth = ticket.thread, 1
        ticket.called.set()

    def _give_up(self, ticket: _Ticket, *, timeout: float) -> None:
        with self._lock:
            if ticket.called.is_set():  # called between the end of the wait and this line: the turn is ours
                return
            self._queue.remove(ticket)
        raise WriteGateTimeout(f"No write turn within {timeout:g} s: another transaction of this process stays open.")


_gates: dict[str, WriteGate] = {}
_gates_lock = threading.Lock()


def gate_for(database: str) -> WriteGate:
    """Return the one gate of this process for the database file of that name."""
    with _gates_lock:
        return _gates.setdefault(database, WriteGate())


def _forget_gates() -> None:
    """A forked child has none of its parent's threads: whoever held a gate will never leave it there."""
    global _gates_lock  # noqa: PLW0603 - the parent's lock may have been copied while held
    _gates_lock = threading.Lock()
    _gates.clear()


os.register_at_fork(after_in_child=_forget_gates)
