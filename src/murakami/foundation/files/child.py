"""The process in which files are written anew: one fork for each file, with little memory, little time and no way back.

Run as `python -m murakami.foundation.files.child`. It reads a JSON line and the bytes, forks, and hands on what the fork
says; whatever a hostile file does to a parser, it does it there, and the next file meets a process that never saw it.
Nobody needing it for a while, it ends by itself.
"""

import io
import json
import os
import resource
import select
import signal
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from murakami.foundation.files import numbers
from murakami.foundation.files.limits import CHILD_CPU_SECONDS, CHILD_MEMORY, CHILD_WALL_SECONDS
from murakami.foundation.files.rebuilding import Rebuilt, rebuild
from murakami.foundation.files.refusals import FileRefused

IDLE_SECONDS: Final = 120.0
_TOO_HARD: Final = json.dumps({"refused": "too_hard"}).encode() + b"\n"


def serve(requests: io.FileIO, answers: BinaryIO, *, idle_seconds: float = IDLE_SECONDS) -> None:
    """Answer requests until the parent closes the pipe or is silent for long."""
    while select.select([requests], [], [], idle_seconds)[0]:
        line = requests.readline()
        if not line:
            return
        asked = json.loads(line)
        data = b"".join(_pieces(requests, asked["size"]))
        answers.write(_ask_fork(asked, data))
        answers.flush()


def _pieces(requests: io.FileIO, size: int) -> Iterator[bytes]:
    """Read `size` bytes from a pipe, which gives as much at once as it holds."""
    while size and (piece := requests.read(size)):
        size -= len(piece)
        yield piece


def _ask_fork(asked: Mapping[str, Any], data: bytes) -> bytes:
    reading, writing = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.close(reading)
        _work(asked, data, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        said = answer.read()
    return said if os.waitpid(fork, 0)[1] == 0 else _TOO_HARD


def _work(asked: Mapping[str, Any], data: bytes, writing: int) -> None:
    """Do one file and end: never returns."""
    status = 1
    try:
        _bound_myself()
        said = answer(asked, data)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(said)
        status = 0
    except MemoryError:
        status = 2
    finally:
        os._exit(status)


def _bound_myself() -> None:
    signal.alarm(CHILD_WALL_SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_CPU_SECONDS, CHILD_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (CHILD_MEMORY, CHILD_MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(asked: Mapping[str, Any], data: bytes) -> bytes:
    """Write one file anew: a JSON line with what came of it, then the bytes."""
    try:
        made = rebuild(data, name=asked["name"], accept=frozenset(asked["accept"]))
    except FileRefused as refused:
        return json.dumps({"refused": refused.code, "params": dict(refused.params)}).encode() + b"\n"
    head = {"size": len(made.data), "found": made.found, "content_type": made.content_type, "removed": dict(made.removed),
            "shows_number": _shows_number(made)}
    return json.dumps(head).encode() + b"\n" + made.data


def _shows_number(made: Rebuilt) -> bool:
    """Say whether the new file shows a 個人番号; one that cannot be searched goes to a person as if it did."""
    try:
        return bool(made.data) and numbers.holds_individual_number(made.data, content_type=made.content_type)
    except MemoryError:
        raise
    except Exception as problem:
        print(f"not searched: {type(problem).__name__}", file=sys.stderr)  # noqa: T201  # the log of the parent
        return True


if __name__ == "__main__":
    serve(os.fdopen(sys.stdin.fileno(), "rb", buffering=0), sys.stdout.buffer)  # unbuffered: select sees all there is
