"""Kills a step at its first line, at its second, and so on, until it runs through."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection

from murakami.foundation.spool import carrying

_FOLDER = str(Path(carrying.__file__).parent)


class Killed(BaseException):
    """Stands for SIGKILL: nothing catches it but the end of a transaction."""


class _KillAt:
    """Raises `Killed` when the `line`-th line of the carrying package is about to run."""

    def __init__(self, line: int) -> None:
        self.left = line

    def __enter__(self) -> None:
        sys.settrace(self._call)

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, _: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(_FOLDER) else None

    def _line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.left -= 1
            if self.left == 0:
                raise Killed
        return self._line


def until_not_killed(step: Callable[[], None]) -> Iterator[int]:
    """Kill `step` at its first line, at its second …, until it runs through."""
    for line in range(1, 5000):
        try:
            with _KillAt(line):
                step()
        except Killed:
            # what dies with a process: its connection, whatever it was in the middle of
            connection._close()
            connection.connect()
            yield line
        else:
            return
    raise AssertionError("it never ran through")
