"""The pages of what went wrong: clear words, the mend, a way on. None of them needs the database."""

import errno
import sys
from datetime import datetime
from typing import Final

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from murakami.interfaces.components.again import has_files, sent_values

_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})
_READ_ONLY: Final = "25006"  # PostgreSQL: a replica, or a server that was set to read only
_AGAIN_SECONDS, _LONGEST_SECONDS = 30, 24 * 3600


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request could not be read; what was too large is told apart."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return render(request, "400.html", {"reason": "unreadable"}, status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that more was sent than is taken."""
    return render(request, "400.html", {"reason": "too_large"}, status=413)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Say that this page is not for this visitor, or that the form was open for too long; `reason` is Django's own."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page."""
    return render(request, "404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that it is our fault, that nothing was sent, and what to do; a database or disk that is away is told apart."""
    if is_passing(sys.exc_info()[1]):
        return unavailable(request, reason="storage")
    return render(request, "500.html", status=500)


def unavailable(request: HttpRequest, *, reason: str, until: datetime | None = None) -> HttpResponse:
    """Say that nothing can be recorded now, that nothing is lost, and how to send the same again: nothing typed is lost.

    `reason` is `closed` (maintenance, over at `until`) or `storage` (no database, no space).
    """
    context = {"reason": reason, "until": until, "sent": sent_values(request), "has_files": has_files(request),
               "path": request.get_full_path()}
    answer = render(request, "503.html", context, status=503)
    answer["Retry-After"] = str(_seconds_until(until))
    answer["Cache-Control"] = "no-store"
    return answer


def is_passing(error: BaseException | None) -> bool:
    """Say whether an error is that of a database or disk that does not take anything now, rather than a fault of ours."""
    while error is not None:
        is_away = isinstance(error, OperationalError | InterfaceError) or getattr(error, "sqlstate", None) == _READ_ONLY
        if is_away or getattr(error, "errno", None) in _NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


def _seconds_until(until: datetime | None) -> int:
    left = (until - timezone.now()).total_seconds() if until else 0
    return max(_AGAIN_SECONDS, min(int(left), _LONGEST_SECONDS))
