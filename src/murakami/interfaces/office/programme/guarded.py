"""What every page of an initiative answers when there is no such initiative."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from murakami.domain.programme.operations.plan_desk import InitiativeNotFound
from murakami.interfaces.office.frame import show

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def initiative_page(view: View[P]) -> View[P]:
    """Answer 404 in words where the code names no initiative, or a key nothing of it."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except InitiativeNotFound:
            return show(request, "office/programme/not_found.html", here="programme", status=404)

    return guarded
