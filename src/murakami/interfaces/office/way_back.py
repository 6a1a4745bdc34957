"""The way back from a case to the part of the work list that it was opened from.

A cookie of the office's pages keeps it until the browser is closed. What was searched for stays out: it is a name.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

_COOKIE = "work-list"
_KEPT = ("pile", "order", "unit", "procedure", "state", "assignee", "after", "before")
_MOST = 300


def keep_place(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Remember which part of the list is on the screen."""
    place = _cleaned(request.GET).urlencode()
    response.set_cookie(_COOKIE, place, path=reverse("office:work-list"), httponly=True, samesite="Lax",
                        secure=settings.SESSION_COOKIE_SECURE)
    return response


def way_back(request: HttpRequest) -> str:
    """Give the address of the list as it was last seen; the whole list where that is not known."""
    place = kept_place(request).urlencode()
    return reverse("office:work-list") + (f"?{place}" if place else "")


def kept_place(request: HttpRequest) -> QueryDict:
    """Give what was asked of the list when it was last seen, its words left out."""
    return _cleaned(QueryDict(request.COOKIES.get(_COOKIE, "")[:_MOST]))


def _cleaned(asked: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    kept.update({name: value[:_MOST] for name in _KEPT if (value := str(asked.get(name, "")))})
    return kept
