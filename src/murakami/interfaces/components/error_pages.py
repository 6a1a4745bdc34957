"""The pages of what went wrong: clear words, the mend, a way on. None of them needs the database."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
    """Say that it is our fault, that nothing was sent, and what to do."""
    return render(request, "500.html", status=500)
