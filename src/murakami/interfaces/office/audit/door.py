"""The door of the auditor's pages: for auditors; to everybody else there are none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse

from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import may_audit
from murakami.interfaces.office.frame import for_staff

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_auditors(view: View[P]) -> View[P]:
    """Let auditors in; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_audit(actor_of(request)):
            raise Http404("no auditor")
        return view(request, *args, **kwargs)

    return for_staff(guarded)
