"""How a reader wants pages shown: language and text size, kept in two cookies, nothing else."""

from collections.abc import Mapping
from enum import Enum

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

TEXT_SIZE_COOKIE = "text_size"


class TextSize(Enum):
    """The sizes offered in the header, on top of the browser's own zoom."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"


_FOLLOWING = {TextSize.NORMAL: TextSize.LARGE, TextSize.LARGE: TextSize.LARGER, TextSize.LARGER: TextSize.NORMAL}


def chosen_text_size(cookies: Mapping[str, str]) -> TextSize:
    """Read the chosen size; anything unknown is the normal one."""
    try:
        return TextSize(cookies.get(TEXT_SIZE_COOKIE, ""))
    except ValueError:
        return TextSize.NORMAL


def following_text_size(size: TextSize) -> TextSize:
    """Give the size after this one: normal, large, larger, normal …"""
    return _FOLLOWING[size]


@require_safe
def choose_display(request: HttpRequest) -> HttpResponse:
    """Keep `?lang=` and `?text=` and go back to `?next=`; unknown values and foreign addresses are ignored.

    A plain link, so that it works without JavaScript and on pages without a form.
    """
    response = HttpResponseRedirect(_safe_next(request))
    language = request.GET.get("lang", "")
    if language in dict(settings.LANGUAGES):
        _keep(response, request, settings.LANGUAGE_COOKIE_NAME, language)
    size = request.GET.get("text", "")
    if size in {one.value for one in TextSize}:
        _keep(response, request, TEXT_SIZE_COOKIE, size)
    response["Cache-Control"] = "no-store"
    return response


def _safe_next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and own else "/"


def _keep(response: HttpResponse, request: HttpRequest, name: str, value: str) -> None:
    # the script that changes the size without a round trip writes the same cookie: not HttpOnly
    response.set_cookie(
        name, value, max_age=settings.LANGUAGE_COOKIE_AGE, path="/", secure=request.is_secure(), samesite="Lax"
    )
