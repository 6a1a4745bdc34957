"""Who listens to which topic, and which background tasks there are, in this process."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message as its handler sees it; `sent_at` is when the other side sent it, `files` are SHA-256 of stored files."""

    topic: str
    key: str
    payload: Mapping[str, Any]
    files: tuple[str, ...]
    sent_at: datetime


class Handler(Protocol):
    """Takes a message in. It runs inside one transaction together with the note that the message is handled."""

    def __call__(self, message: Received, /, *, at: datetime) -> None:
        """Write what the message means; raise to have it tried again later."""


class Task(Protocol):
    """Does a piece of background work, outside any transaction; it may run twice when a process is killed."""

    def __call__(self, payload: Mapping[str, Any], /, *, at: datetime) -> None:
        """Do the work in short transactions; raise to have it tried again later."""


class GiveUp(Exception):
    """Raised by a handler or task that will never succeed: an operator must look. The text holds no personal value."""


class NobodyListens(LookupError):
    """No handler or task of this name is registered in this process."""


class AlreadyListening(ValueError):
    """Two functions claim the same topic or task name."""


_handlers: dict[str, Handler] = {}
_tasks: dict[str, Task] = {}
_H = TypeVar("_H", bound=Handler)
_T = TypeVar("_T", bound=Task)


def handler(topic: str) -> Callable[[_H], _H]:
    """Register the decorated function for the messages of `topic`.

    Raises:
        AlreadyListening: another function has the topic.
    """

    def register(function: _H) -> _H:
        _claim(_handlers, topic, function)
        return function

    return register


def task(name: str) -> Callable[[_T], _T]:
    """Register the decorated function as the background task `name`.

    Raises:
        AlreadyListening: another function has the name.
    """

    def register(function: _T) -> _T:
        _claim(_tasks, name, function)
        return function

    return register


def find_handler(topic: str) -> Handler | None:
    """Find who listens to `topic`."""
    return _handlers.get(topic)


def find_task(name: str) -> Task | None:
    """Find the background task `name`."""
    return _tasks.get(name)


def _claim(registered: dict[str, Any], name: str, function: Any) -> None:
    known = registered.setdefault(name, function)
    if (known.__module__, known.__qualname__) != (function.__module__, function.__qualname__):
        raise AlreadyListening(f"{name}: {known.__module__}.{known.__qualname__} already listens.")
