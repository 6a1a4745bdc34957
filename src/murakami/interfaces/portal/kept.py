"""Nothing typed is lost: what a page could not take (session over, form too old) waits in the session for the page.

The POST is answered with a redirect to the same page; signing in may lie between. The page then shows what had been
typed and asks to save once more. Nothing is saved by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from murakami.foundation.accounts.guards import to_sign_in
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.vocabulary import AccountKind
from murakami.interfaces.components.error_pages import forbidden
from murakami.kernel.individual_number import contains_individual_number

_KEY: Final = "kept"
_MOST: Final = 200_000  # characters; one page of an interview takes some thousands
_NEVER: Final = frozenset({"csrfmiddlewaretoken"})
KEEPS: Final = "keeps_typed"
"""The attribute of views whose GET can show typed values again."""


def keep_typed(request: HttpRequest) -> bool:
    """Put aside what was typed into this page; says whether it could.

    Files and 個人番号 cannot be kept, wherever they stand: what is sent names its fields and its address itself.
    """
    form = {name: [_without_number(value) for value in values] for name, values in request.POST.lists()
            if name not in _NEVER and not contains_individual_number(name)}
    if contains_individual_number(request.path) or sum(len(name) + sum(map(len, values)) for name, values in form.items()) > _MOST:
        return False
    request.session[_KEY] = {"path": request.path, "form": form}
    return True


def _without_number(value: object) -> str:
    """Give a typed value as it is, but never a 個人番号: that one is not kept anywhere, not even for a moment."""
    text = str(value)
    return "" if contains_individual_number(text) else text


def take_kept(request: HttpRequest) -> Mapping[str, Sequence[str]] | None:
    """Take out what was put aside for this page, once."""
    kept: dict[str, Any] | None = request.session.get(_KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[_KEY]
    form: Mapping[str, Sequence[str]] = kept["form"]
    return form


def ask_again(request: HttpRequest) -> HttpResponse:
    """Answer a form that came without a valid session: keep it, sign in where nobody is, and show it again."""
    keep_typed(request)
    if actor_of(request).is_anonymous:
        return to_sign_in(request, kind=AccountKind.RESIDENT)
    return HttpResponseRedirect(request.path)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is too old: nothing was done; what was typed is shown again where the page can.

    Somebody without a session here has typed nothing: without a token and a session nothing is kept of a request.
    """
    if not request.session.keys() or not _can_show_again(request) or not keep_typed(request):
        return forbidden(request)
    messages.warning(request, _("長い時間がたったので、まだ保存していません。書いたものは残っています。もう一度押してください。"))
    return HttpResponseRedirect(request.path)


def _can_show_again(request: HttpRequest) -> bool:
    try:
        return bool(getattr(resolve(request.path).func, KEEPS, False))
    except Resolver404:
        return False
