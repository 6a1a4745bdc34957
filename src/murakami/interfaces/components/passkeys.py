"""The half of a passkey ceremony that speaks HTTP: the site's own address, what the session keeps, the browser's answer."""

from typing import Any

from django.http import HttpRequest, JsonResponse

from murakami.foundation.accounts.devices import device_words
from murakami.foundation.accounts.passkeys import Pending

_KEY = "passkey"
_LONGEST = 20_000


def origin_of(request: HttpRequest) -> str:
    """Name the site as a browser does; the host is one of the allowed ones."""
    return f"{request.scheme}://{request.get_host()}"


def asked(request: HttpRequest, options: dict[str, Any], pending: Pending) -> JsonResponse:
    """Answer what the authenticator is to be asked, and remember it for one answer."""
    request.session[_KEY] = pending.to_session()
    return JsonResponse(options)


def take_pending(request: HttpRequest) -> dict[str, Any] | None:
    """Take out what was asked: it is good for one answer, however that ends."""
    kept: dict[str, Any] | None = request.session.pop(_KEY, None)
    return kept


def answer_of(request: HttpRequest, *, name: str = "passkey") -> str:
    """Read what the authenticator said."""
    return request.POST.get(name, "")[:_LONGEST]


def device_of(request: HttpRequest) -> str:
    """Name the device in hand as its owner knows it, "" where its browser does not say."""
    return device_words(request.META.get("HTTP_USER_AGENT", ""))
