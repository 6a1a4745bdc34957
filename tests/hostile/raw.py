"""Requests as a server hands them to the application: with headers that the test client would not write."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from murakami.config.handling import Handler


@dataclass
class RawAnswer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: str


def ask(method: str, where: str, body: bytes = b"", *, content_type: str = "application/x-www-form-urlencoded",
        **environ: Any) -> RawAnswer:
    """Have the real application answer; `environ` is set as it stands (HTTP_HOST, HTTP_COOKIE, CONTENT_LENGTH …)."""
    path, _, query = where.partition("?")
    whole = {**RequestFactory().generic(method, path, body, content_type="text/plain").environ, "QUERY_STRING": query,
             "CONTENT_TYPE": content_type, "wsgi.input": BytesIO(body), **environ}
    said: list[tuple[str, list[tuple[str, str]]]] = []
    with _connection_kept():
        answer = Handler()(whole, lambda status, headers, *_: said.append((status, headers)))
        text = b"".join(answer).decode(errors="replace")
        answer.close()
    status, headers = said[0]
    return RawAnswer(int(status.split()[0]), dict(headers), text)


@contextmanager
def _connection_kept() -> Iterator[None]:
    """A request closes old connections at both ends; the test's transaction lives on this one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
