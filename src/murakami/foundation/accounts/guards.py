"""Doors of pages: who may come in, and where the others are sent."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def residents_only(view: View[P]) -> View[P]:
    """Let residents in; send everyone else to the residents' sign-in, which leads back here."""
    return _only(AccountKind.RESIDENT, view)


def business_only(view: View[P]) -> View[P]:
    """Let people of firms in; send everyone else to the residents' sign-in, which has theirs too and leads back here."""
    return _only(AccountKind.BUSINESS, view)


def staff_only(view: View[P]) -> View[P]:
    """Let staff in; send everyone else to the staff sign-in, which leads back here."""
    return _only(AccountKind.STAFF, view)


def residents_at(level: Assurance) -> Callable[[View[P]], View[P]]:
    """Let residents in whose session reaches `level`; send the others to the sign-in to raise it."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = actor_of(request)
            if actor.is_resident and actor.assurance.reaches(level):
                return view(request, *args, **kwargs)
            return to_sign_in(request, kind=AccountKind.RESIDENT, level=level)

        return guarded

    return guard


def to_sign_in(request: HttpRequest, *, kind: AccountKind, level: Assurance = Assurance.ACCOUNT) -> HttpResponse:
    """Redirect to the sign-in of a kind of account, remembering where the visitor wanted to go.

    Only addresses that were being read are remembered; a form that was being sent is not sent again.
    """
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    query = {"next": wanted} | ({"level": level.value} if level is not Assurance.ACCOUNT else {})
    return redirect(f"{resolve_url(settings.SIGN_IN_PAGES[kind.value])}?{urlencode(query)}")


def _only(kind: AccountKind, view: View[P]) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if actor_of(request).kind is kind:
            return view(request, *args, **kwargs)
        return to_sign_in(request, kind=kind)

    return guarded
