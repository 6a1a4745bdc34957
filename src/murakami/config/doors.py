"""What the web server answers where no request could be read: as a problem, and without writing down what was sent.

gunicorn would answer in HTML and log the line that it could not read, which can be a cookie or an address with answers.
"""

import json
from typing import Any, Final

from gunicorn import util
from gunicorn.http.errors import (
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.workers.gthread import ThreadWorker

LONGEST_LINE: Final = 4094  # bytes: method, address and version
LONGEST_HEADER: Final = 8190  # bytes
MOST_HEADERS: Final = 100
_OURS: Final = (InvalidResponseHeader, InvalidResponseHeaderName)
_BROKEN: Final = (400, "Bad Request", "unreadable", "要求の形を読み取れません。", "HTTP/1.1 の形で送り直してください。 / Send it as HTTP/1.1.")
_FAILED: Final = (500, "Internal Server Error", "failed", "うまくいきませんでした。", "何も受け取っていません。送り直してください。 / Nothing was taken. Send it again.")
_SAID: Final = {
    LimitRequestLine: (414, "URI Too Long", "too_large", "アドレスが長すぎます。",
                       f"{LONGEST_LINE}バイトまでです。 / At most {LONGEST_LINE} bytes."),
    LimitRequestHeaders: (431, "Request Header Fields Too Large", "too_large", "ヘッダーが長いか、多すぎます。",
                          f"1つ{LONGEST_HEADER}バイト、{MOST_HEADERS}個までです。 / At most {LONGEST_HEADER} bytes each, {MOST_HEADERS} of them."),
    ExpectationFailed: (417, "Expectation Failed", *_BROKEN[2:]), UnsupportedTransferCoding: (501, "Not Implemented", *_BROKEN[2:])}


class Doors(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """Threads that answer requests, and say briefly why something is none."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what could not be read, or failed outside of the application; the log has the kind of error alone."""
        is_theirs = isinstance(exc, ParseException) and not isinstance(exc, _OURS)
        said = _SAID.get(type(exc), _BROKEN) if is_theirs else _FAILED
        self.log.log("WARNING" if is_theirs else "ERROR", f"no request: {type(exc).__name__}")
        try:
            util.write_nonblock(client, answer(*said))
        except OSError:
            self.log.debug("nobody is there to be answered")


def answer(status: int, reason: str, code: str, title: str, detail: str) -> bytes:
    """Write an answer that ends the connection. Source: RFC 9457; RFC 9112, 3 and 4."""
    problem = {"type": f"/api/v1/#{code}", "title": title, "status": status, "code": code, "detail": detail}
    body = json.dumps(problem, ensure_ascii=False).encode()
    head = (f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
            f"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Length: {len(body)}\r\n\r\n")
    return head.encode("ascii") + body
