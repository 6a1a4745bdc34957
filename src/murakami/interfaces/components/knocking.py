"""The door of pages that may only be used so often: a clear page says when to go on, and keeps what was typed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.limits.addresses import place_of
from murakami.foundation.limits.counting import TooOften, knock
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.again import has_files, sent_values

_P = ParamSpec("_P")
_View = Callable[Concatenate[HttpRequest, _P], HttpResponseBase]
_SENDS = frozenset({"POST"})
_READS = frozenset({"GET", "HEAD"})


def limited(door: Door, *, by_account: bool = False, reading: bool = False) -> Callable[[_View[_P]], _View[_P]]:
    """Let a page's form (with `reading`, the page itself) be used as often as the limit of `door` says.

    What counts is the network the request comes from; `by_account` the account where somebody has signed in.
    SQL: what `knock` takes; with `by_account` also what `actor_of` takes.
    """
    methods = _READS if reading else _SENDS

    def guard(view: _View[_P]) -> _View[_P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponseBase:
            try:
                if request.method in methods:
                    knock(door, who_knocks(request, by_account=by_account), at=timezone.now())
            except TooOften as often:
                return too_often(request, often)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def who_knocks(request: HttpRequest, *, by_account: bool) -> str:
    """Name whom a limit counts for."""
    account = actor_of(request).account_id if by_account else None
    return place_of(request) if account is None else f"account {account}"


def too_often(request: HttpRequest, often: TooOften) -> HttpResponse:
    """Say that it was too often, from when it goes on, and offer to send the same again: nothing typed is lost."""
    context = {"minutes": -(-often.wait // 60), "seconds": often.wait, "sent": sent_values(request),
               "has_files": has_files(request), "path": request.get_full_path()}
    answer = render(request, "429.html", context, status=429)
    answer["Retry-After"] = str(often.wait)
    answer["Cache-Control"] = "no-store"
    return answer
