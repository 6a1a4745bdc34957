"""The door of the operator's pages: for administrators; to everybody else there are none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.office.frame import for_staff

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def may_operate(actor: Actor) -> bool:
    """Say whether somebody looks after the house: who administers a unit."""
    return bool(actor.units_as(Role.ADMINISTRATOR))


def for_operators(view: View[P]) -> View[P]:
    """Let administrators in; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_operate(actor_of(request)):
            raise Http404("no operator")
        return view(request, *args, **kwargs)

    return for_staff(guarded)
