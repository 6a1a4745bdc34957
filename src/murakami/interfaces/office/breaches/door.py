"""The door of the breach kit: for heads, about their own units; to everybody else there is none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.looks.breaches import BreachNotFound, get_breach, units_headed_by
from murakami.foundation.looks.models import Breach
from murakami.interfaces.office.frame import for_staff

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_heads(view: View[P]) -> View[P]:
    """Let heads in; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not units_headed_by(actor_of(request)):
            raise Http404("nobody's head")
        return view(request, *args, **kwargs)

    return for_staff(guarded)


def breach_of(request: HttpRequest, key: str) -> Breach:
    """Read a breach of the head's units; there is no other. SQL: 1."""
    try:
        return get_breach(key, actor=actor_of(request))
    except BreachNotFound as error:
        raise Http404(key) from error
