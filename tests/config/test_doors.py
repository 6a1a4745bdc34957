"""What cannot be read as a request is answered as a problem, and nothing of it is written down."""

import json
import logging
import socket
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.http.errors import (
    InvalidHeader,
    InvalidHTTPVersion,
    InvalidResponseHeader,
    LimitRequestHeaders,
    LimitRequestLine,
    UnsupportedTransferCoding,
)

from murakami.config.doors import Doors

SECRET = "Cookie sessionid=aabbcc"


def answered(error: Exception) -> tuple[str, dict[str, Any]]:
    """The first line and the problem that somebody gets who caused an error."""
    door = Doors.__new__(Doors)
    door.log = SimpleNamespace(log=lambda level, words: logging.getLogger("doors").log(getattr(logging, level), words),
                               debug=lambda words: None)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        door.handle_error(None, ours, ("192.0.2.7", 4711), error)
        ours.close()
        head, _, body = b"".join(iter(lambda: theirs.recv(4096), b"")).partition(b"\r\n\r\n")
    assert b"Content-Type: application/problem+json\r\n" in head
    assert f"Content-Length: {len(body)}".encode() in head
    return head.split(b"\r\n")[0].decode(), json.loads(body)


@pytest.mark.parametrize(("error", "status", "code"), [
    (LimitRequestLine(5000, 4094), 414, "too_large"), (LimitRequestHeaders("limit"), 431, "too_large"),
    (InvalidHeader(SECRET), 400, "unreadable"), (InvalidHTTPVersion("b HTTP/1.1"), 400, "unreadable"),
    (UnsupportedTransferCoding("gzip"), 501, "unreadable"), (InvalidResponseHeader("X"), 500, "failed"), (ValueError(SECRET), 500, "failed")])
def test_door__answers_a_problem(error: Exception, status: int, code: str, caplog: pytest.LogCaptureFixture) -> None:
    line, problem = answered(error)
    assert line.startswith(f"HTTP/1.1 {status} ")
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["type"].endswith(f"#{code}")
    assert SECRET not in json.dumps(problem) + caplog.text
    assert "192.0.2.7" not in caplog.text
    assert [(one.levelname, one.getMessage()) for one in caplog.records if one.name == "doors"] == [
        ("ERROR" if status == 500 else "WARNING", f"no request: {type(error).__name__}")]


def test_door__bears_that_nobody_is_there_any_more() -> None:
    door = Doors.__new__(Doors)
    said: list[str] = []
    door.log = SimpleNamespace(log=lambda *_: None, debug=said.append)
    ours, theirs = socket.socketpair()
    with ours:
        theirs.close()
        door.handle_error(None, ours, None, LimitRequestLine(5000, 4094))
    assert said == ["nobody is there to be answered"]
