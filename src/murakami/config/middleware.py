"""What every request passes: a log line with its route, limits on size and text, the door that maintenance closes."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from murakami.foundation.database.closing import Closed, inside
from murakami.interfaces.components.error_pages import bad_request, too_large, unavailable

Next = Callable[[HttpRequest], HttpResponseBase]
ALWAYS_OPEN = frozenset({"/healthz", "/readyz"})
_LONGEST_NUMBER = 20  # digits; Python refuses to read thousands of them
_ENCODINGS = frozenset({"utf-8", "utf8"})
_log = logging.getLogger("murakami.requests")


class RequestLog:
    """Writes method, route, status and time; never the address, which can hold a token or a receipt number."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        line = {
            "method": request.method,
            "route": match.route if match else "",
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
        }
        _log.log(logging.ERROR if response.status_code >= 500 else logging.INFO, "request", extra=line)
        return response


class RequestText:
    """Answers text that cannot be kept: in another encoding than UTF-8, or with a NUL that got past every parser.

    A request in another encoding is not read (`handling.Utf8Request`), so it is not taken either.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in _ENCODINGS:
            return bad_request(request, SuspiciousOperation("not UTF-8"))
        if any("\0" in value for value in request.COOKIES.values()):  # "\000" in quotes reaches us as NUL
            return bad_request(request, SuspiciousOperation("NUL in a cookie"))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the request cannot be read: nothing of it was kept, and it is not our failure."""
        if isinstance(exception, DataError | ValueError) and "NUL (0x00)" in str(exception):
            return bad_request(request, exception)
        return None


class RequestSize:
    """Refuses a request that says it is larger than we take, before anything of it is read into memory."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        size = _declared_size(request)
        has_files = (request.content_type or "").startswith("multipart/")
        if size > (settings.REQUEST_MAX_BYTES if has_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            _read_away(request, at_most=2 * settings.REQUEST_MAX_BYTES)
            return too_large(request)
        return self.get_response(request)


class Watching:
    """Whoever watches is nobody: without cookies, what says that we live asks no database for a session."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ALWAYS_OPEN:
            request.COOKIES.clear()
        return self.get_response(request)


class Maintenance:
    """Lets requests in one by one, and nobody while the house is being changed (`foundation/database/closing.py`)."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in ALWAYS_OPEN:
            return self.get_response(request)
        try:
            with inside():
                return self.get_response(request)
        except Closed as closed:
            return unavailable(request, reason="closed", until=closed.until)


def _declared_size(request: HttpRequest) -> int:
    written = request.META.get("CONTENT_LENGTH") or "0"
    return int(written[:_LONGEST_NUMBER]) if written.isascii() and written.isdigit() else 0


def _read_away(request: HttpRequest, *, at_most: int) -> None:
    """A browser shows our answer only when it could send what it had begun to send."""
    while at_most > 0 and (chunk := request.read(64 * 1024)):
        at_most -= len(chunk)
