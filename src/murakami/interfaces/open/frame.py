"""What stands around every public page, and the one way such a page is shown."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from murakami.domain.procedures.queries import Municipality, NoMunicipality, get_municipality
from murakami.interfaces.components.site import NavLink, PortalSite
from murakami.kernel.languages import text_in


def show(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page in the public frame. SQL: none beside the definitions' one."""
    return render(request, f"open/{template}", {"site": site_of(request), **context}, status=status)


def site_of(request: HttpRequest) -> PortalSite:
    """Build the frame: it offers what this installation has. SQL: at most the definitions' one."""
    town = _town()
    city = town.name_in(lang()) if town else ""
    home = address_of("portal:home")
    brand, what = text_in(town.brand, lang()) if town else "", _("{city}の方針と計画").format(city=city)
    return PortalSite(
        brand=brand or what, note=what if brand else "",
        home_href=home or reverse("open:policy"), nav=tuple(_sections(request)),
        links=(*_sections(request), NavLink(label=_("記録の証明"), href=reverse("open:evidence"))))


def lang() -> str:
    """Give the language of this page: ja, ja-easy, en."""
    return get_language() or "ja"


def address_of(name: str, *args: str) -> str:
    """Give the address of a page; empty where this installation does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _town() -> Municipality | None:
    try:
        return get_municipality()
    except NoMunicipality:
        return None


def _sections(request: HttpRequest) -> Iterator[NavLink]:
    for label, name in ((_("手続"), "portal:home"), (_("方針・計画"), "open:policy"), (_("指標"), "open:indicators")):
        href = address_of(name)
        if href:
            yield NavLink(label=label, href=href, current=len(href) > 1 and request.path.startswith(href))
