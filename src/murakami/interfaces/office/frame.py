"""What stands around every office page, and the door in front of it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from murakami.foundation.accounts.guards import staff_only
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.queries import list_units
from murakami.foundation.accounts.rules import Actor
from murakami.interfaces.components.site import NavLink, OfficeSite

P = ParamSpec("P")


def now() -> datetime:
    """Read the clock: the one place where the office does."""
    return timezone.now()


def office_site(actor: Actor, *, here: str) -> OfficeSite:
    """Build the frame of a page; `here` is the current entry of the navigation. SQL: at most 1."""
    names = unit_names() if actor.units else {}
    units = "・".join(names.get(unit, unit) for unit in sorted(actor.units))
    return OfficeSite(
        brand=_("むらかみ 業務") if settings.DEMO else _("業務"), home_href=reverse("office:work-list"),
        nav=(NavLink(label=_("案件"), href=reverse("office:work-list"), current=here == "cases"),),
        unit=units, person=actor.name, sign_out_href=reverse("office:sign-out"))


def unit_names() -> dict[str, str]:
    """Map the codes of the open units to their names. SQL: 1."""
    return {unit.code: unit.name for unit in list_units()}


def show(request: HttpRequest, template: str, *, here: str = "cases", status: int = 200, **context: object) -> HttpResponse:
    """Render an office page."""
    actor = actor_of(request)
    return render(request, template, {"site": office_site(actor, here=here), "actor": actor, **context}, status=status)


def for_staff(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let staff in; pages of cases are never kept by a browser or a proxy."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return staff_only(guarded)  # type: ignore[return-value]
