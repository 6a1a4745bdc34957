"""What stands around every page of residents, and the one way a page is shown."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.procedures.queries import Municipality, NoMunicipality, get_municipality
from murakami.foundation.accounts.permissions import actor_of
from murakami.interfaces.components.site import NavLink, PortalSite
from murakami.interfaces.portal.wording import lang
from murakami.kernel.languages import text_in

_WRITES_FOR: Final = "murakami.writes_for"


def show(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page in the residents' frame. SQL: none beside the definitions' one."""
    return render(request, f"portal/{template}", {"site": site_of(request), **context}, status=status)


def write_for(request: HttpRequest, name: str) -> None:
    """Have the frame of this request say on top for whom is written."""
    request.META[_WRITES_FOR] = name


def site_of(request: HttpRequest) -> PortalSite:
    """Build the frame. SQL: at most the definitions' one, which a request pays once."""
    try:
        town: Municipality | None = get_municipality()
    except NoMunicipality:
        town = None
    city = town.name_in(lang()) if town else ""
    return PortalSite(
        brand=(text_in(town.brand, lang()) if town else "") or _("{city}の手続").format(city=city),
        note=_note(request, city),
        contact=contact_of(town), home_href=reverse("portal:home"), my_page_href=reverse("portal:my"),
        my_page_label=_("マイページ") if actor_of(request).has_mailbox else _("サインイン"),
        links=(NavLink(label=_("すべての手続"), href=reverse("portal:catalogue")),
               NavLink(label=_("方針・計画"), href=reverse("open:policy")),
               NavLink(label=_("個人情報ファイル簿"), href=reverse("portal:personal-files")),
               *((NavLink(label=_("サインアウト"), href=reverse("portal:sign-out")),)
                 if actor_of(request).has_mailbox else ())))


def _note(request: HttpRequest, city: str) -> str:
    if name := request.META.get(_WRITES_FOR, ""):
        return _("{name}さんの手続を、代わりに書いています").format(name=name)
    if firm := actor_of(request).firm:
        return _("{firm}の手続をしています").format(firm=firm.firm_name)
    return _("{city}の手続とお知らせ").format(city=city) if city else ""


def contact_of(town: Municipality | None) -> str:
    """Say how to reach the town hall without this site; "" where the pack does not tell."""
    if town is None or not town.phone:
        return ""
    words = _("{city}役所　電話 {phone}").format(city=town.name_in(lang()), phone=town.phone)
    return f"{words}　{town.place}" if town.place else words
