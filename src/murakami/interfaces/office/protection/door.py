"""The door of the pages about protections: for whoever keeps them; for everybody else there are no such pages."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from murakami.domain.register.protecting import ProtectionRefused
from murakami.domain.register.protections import ProtectionNotFound, ProtectionPage, get_protection
from murakami.domain.register.rules import may_keep
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.looks.operations import record_look
from murakami.interfaces.office.frame import for_staff, now
from murakami.interfaces.office.protection.words import REFUSALS

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def keeps_protections(actor: Actor) -> bool:
    """Say whether somebody has the pages about protections."""
    return may_keep(actor, units=settings.PROTECTION_UNITS)


def for_protectors(view: View[P]) -> View[P]:
    """Let those in who keep protections; what they may not do is said on the list."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not keeps_protections(actor_of(request)):
            raise Http404("keeps no protections")
        try:
            return view(request, *args, **kwargs)
        except ProtectionNotFound as error:
            raise Http404 from error
        except ProtectionRefused as refused:
            messages.error(request, str(REFUSALS[refused.code]))
            return redirect("office:protections")

    return for_staff(guarded)


def open_protection(request: HttpRequest, key: str) -> ProtectionPage:
    """Read a protection; the look is recorded before anything is shown. Raises ProtectionNotFound. SQL: 5."""
    page = get_protection(key)
    record_look(actor=actor_of(request), at=now(), unit=page.protection.unit, subject_key=page.protection.subject_key,
                route=request.resolver_match.view_name if request.resolver_match else "")
    return page
