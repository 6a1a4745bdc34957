"""Wakes the worker thread of this process when something was queued."""

import os
import threading

_bell = threading.Event()


def ring() -> None:
    """Say that there is something to do. Call it after the commit, not before."""
    _bell.set()


def wait_for_bell(seconds: float) -> bool:
    """Wait until the bell rings, at most `seconds`; say whether it rang. The bell is silent again afterwards."""
    rang = _bell.wait(seconds)
    _bell.clear()
    return rang


def _forget_bell() -> None:
    """A forked child starts with a bell of its own: the parent's lock may have been held."""
    global _bell  # noqa: PLW0603
    _bell = threading.Event()


os.register_at_fork(after_in_child=_forget_bell)
