"""Finding a procedure: by words, by theme, by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from murakami.domain.procedures.queries import (
    LifeEventNotFound,
    VersionNotFound,
    find_version,
    get_life_event,
    get_version,
    list_catalogue,
    list_life_events,
    search,
)
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.limits.rules import Door
from murakami.interfaces.components.icons import ICONS
from murakami.interfaces.components.knocking import limited
from murakami.interfaces.portal.for_whom import givers
from murakami.interfaces.portal.frame import show
from murakami.interfaces.portal.showcase import about
from murakami.interfaces.portal.showcase.home import tiles
from murakami.interfaces.portal.wording import lang

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A life event or a procedure in a list."""

    title: str
    text: str
    href: str
    is_event: bool
    icon: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Procedures that belong together, with the life event that does them together."""

    title: str
    href: str
    entries: tuple[Entry, ...]


@require_safe
@limited(Door.SEARCHES, reading=True)
def show_search(request: HttpRequest) -> HttpResponse:
    """Show what fits the words; without words the catalogue's themes. SQL: 1."""
    words = request.GET.get("q", "").strip()[:_LONGEST]
    hits = search(words) if words else ()
    found = tuple(entry for hit in hits if (entry := _entry(hit.kind, hit.id)))
    return show(request, "search.html", {
        "words": words, "events": [entry for entry in found if entry.is_event],
        "procedures": [entry for entry in found if not entry.is_event], "found": len(found), "tiles": tiles()})


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """Show every procedure by theme. SQL: 1."""
    return show(request, "catalogue.html", {"themes": tuple(_themes())})


@require_safe
def show_procedure(request: HttpRequest, procedure: str) -> HttpResponse:
    """Show what one procedure is about, and the way to begin it. SQL: 1, and 1 more for whom somebody may act."""
    try:
        version = get_version(procedure)
    except VersionNotFound as missing:
        raise Http404 from missing
    events = [event for event in list_life_events() if procedure in event.procedures]
    acts_for = givers(request, procedure=procedure) if version.is_online else ()
    return show(request, "procedure.html", {
        "version": version, "title": version.text("title", lang()), "summary": version.text("summary", lang()),
        "rows": about.main_rows(version), "attachments": about.attachment_rows(version),
        "legal": about.legal_rows(version), "unit": about.unit_of(version.unit),
        "givers": acts_for, "not_for_firm": not (acts_for or version.is_for_firms) and actor_of(request).is_business,
        "unit_name": _unit_name(version), "events": [_event_entry(event.id) for event in events]})


@require_safe
def show_life_event(request: HttpRequest, event_id: str) -> HttpResponse:
    """Show what may have to be done when something happens in life, and the way into the guide. SQL: 1, 1 more for a resident."""
    try:
        event = get_life_event(event_id)
    except LifeEventNotFound as missing:
        raise Http404 from missing
    acts_for = givers(request, procedure=None)
    return show(request, "life_event.html", {
        "event": event, "title": event.text("title", lang()), "summary": event.text("summary", lang()),
        "entries": [_procedure_entry(version) for version in event.procedures.values()],
        "givers": acts_for, "not_for_firm": not acts_for and actor_of(request).is_business})


def _entry(kind: str, name: str) -> Entry | None:
    if kind == "life_event":
        return _event_entry(name)
    version = find_version(name)
    return _procedure_entry(version) if version else None


def _event_entry(event_id: str) -> Entry:
    event = get_life_event(event_id)
    return Entry(title=event.text("title", lang()), text=event.text("summary", lang()), is_event=True,
                 icon=event.icon if event.icon in ICONS else "document",
                 href=reverse("portal:life-event", args=[event.id]))


def _procedure_entry(version: ProcedureVersion) -> Entry:
    return Entry(title=version.text("title", lang()), text=version.text("summary", lang()), is_event=False,
                 icon="document", href=reverse("portal:procedure", args=[version.id]))


def _themes() -> Iterable[Theme]:
    shown: set[str] = set()
    for event in list_life_events():
        shown |= set(event.procedures)
        yield Theme(title=event.text("title", lang()), href=reverse("portal:life-event", args=[event.id]),
                    entries=tuple(_procedure_entry(version) for version in event.procedures.values()))
    others = tuple(_procedure_entry(version) for version in list_catalogue() if version.id not in shown)
    if others:
        yield Theme(title="", href="", entries=others)


def _unit_name(version: ProcedureVersion) -> str:
    unit = about.unit_of(version.unit)
    return unit.name_in(lang()) if unit else ""
