"""What stands around every office page, and the door in front of it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.domain.procedures.queries import NoMunicipality, get_municipality, list_units
from murakami.domain.register.rules import may_keep
from murakami.foundation.accounts.guards import staff_only
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.rules import Actor, may_audit, may_reorganise
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.looks.breaches import units_headed_by
from murakami.interfaces.components.site import NavLink, OfficeSite

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def now() -> datetime:
    """Read the clock: the one place where the office does."""
    return timezone.now()


def office_site(actor: Actor, *, here: str) -> OfficeSite:
    """Build the frame of a page; `here` is the current entry of the navigation. SQL: as `memory.current_catalogue`."""
    names = unit_names()
    keeps = may_reorganise(actor) or actor.units_as(Role.ADMINISTRATOR) or actor.units_as(Role.UNIT_HEAD)
    staff = [NavLink(label=_("職員"), href=reverse("office:staff"), current=here == "staff")] if keeps else []
    reviews = actor.units_as(Role.UNIT_HEAD) or may_audit(actor)
    staff += [NavLink(label=_("緊急閲覧"), href=reverse("office:emergencies"), current=here == "emergencies")] if reviews else []
    staff += [NavLink(label=_("漏えい等"), href=reverse("office:breaches"), current=here == "breaches")] if units_headed_by(actor) else []
    protects = may_keep(actor, units=settings.PROTECTION_UNITS)
    staff += [NavLink(label=_("支援措置"), href=reverse("office:protections"), current=here == "protections")] if protects else []
    return OfficeSite(
        brand=brand(), home_href=reverse("office:work-list"),
        nav=(NavLink(label=_("案件") if actor.units else _("はじめに"), href=reverse("office:work-list"), current=here == "cases"),
             NavLink(label=_("DX推進"), href=reverse("office:programme"), current=here == "programme"),
             *staff,
             *_operation(actor, here),
             NavLink(label=_("自分の設定"), href=reverse("office:own-account"), current=here == "own")),
        unit="・".join(names.get(unit, unit) for unit in sorted(actor.units)), person=actor.name,
        sign_out_href=reverse("office:sign-out"))


def _operation(actor: Actor, here: str) -> list[NavLink]:
    """Lead administrators to how the messages stand (office/spool), auditors to what is unusual (office/audit)."""
    operates = [NavLink(label=_("運用"), href=reverse("office:spool"), current=here == "spool")] if actor.units_as(Role.ADMINISTRATOR) else []
    audits = [NavLink(label=_("監査"), href=reverse("office:audit"), current=here == "audit")] if may_audit(actor) else []
    return [*operates, *audits]


def brand() -> str:
    """Call the pages after the town: 「村上市 業務」. SQL: as `memory.current_catalogue`."""
    try:
        return _("{town} 業務").format(town=get_municipality().name)
    except NoMunicipality:
        return _("業務")


def unit_names() -> dict[str, str]:
    """Map the codes of the units to their names. SQL: as `memory.current_catalogue`."""
    return {unit.code: unit.name for unit in list_units()}


def show(request: HttpRequest, template: str, *, here: str = "cases", status: int = 200, **context: object) -> HttpResponse:
    """Render an office page."""
    actor = actor_of(request)
    return render(request, template, {"site": office_site(actor, here=here), "actor": actor, **context}, status=status)


def for_staff(view: View[P]) -> View[P]:
    """Let staff in, in Japanese; what is not theirs does not exist, and no browser or proxy keeps a case's page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override("ja"):
            try:
                response = view(request, *args, **kwargs)
            except CaseNotFound:
                response = show(request, "office/case_not_found.html", status=404, receipt=kwargs.get("receipt", ""))
        response["Cache-Control"] = "no-store"
        return response

    return staff_only(guarded)  # type: ignore[return-value]
