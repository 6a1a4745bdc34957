"""`murakami worker`: what a server process does inside, as a process of its own."""

import signal

import typer

from murakami.config.readiness import refuse_to_start
from murakami.foundation.spool.worker import start_worker_thread

_STOPS = {signal.SIGTERM, signal.SIGINT}


def register(root: typer.Typer) -> None:
    """Add `worker`."""
    root.command()(worker)


def worker() -> None:
    """Deliver messages and do background work until stopped (Ctrl-C, SIGTERM)."""
    refuse_to_start()
    # waited for, not handled: a handler could interrupt this thread while it holds the lock of the bell
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    working, thread = start_worker_thread()
    signal.sigwait(_STOPS)
    working.stop()
    thread.join()
