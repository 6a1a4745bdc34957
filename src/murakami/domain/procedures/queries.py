"""All reading of definitions: frozen values from memory; a page costs at most one statement for all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.domain.procedures.memory import MEMORY, current_catalogue
from murakami.domain.procedures.models import PublishedDocument
from murakami.domain.procedures.search import SearchHit
from murakami.domain.procedures.town import District, Municipality, UnitInfo
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.kernel.workdays import WorkCalendar

__all__ = [
    "LifeEventNotFound",
    "LifeEventVersion",
    "Municipality",
    "NoMunicipality",
    "ProcedureVersion",
    "PublishedVersion",
    "SearchHit",
    "UnitInfo",
    "UnitNotFound",
    "VersionNotFound",
    "find_last_published",
    "find_version",
    "get_life_event",
    "get_municipality",
    "get_unit",
    "get_version",
    "list_catalogue",
    "list_districts",
    "list_life_events",
    "list_units",
    "list_versions",
    "search",
    "work_calendar",
]


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version that was published; `number` grows with each."""

    number: int
    sha: str
    published_at: datetime
    is_current: bool


class VersionNotFound(LookupError):
    """No such procedure, or no such version of it, was ever published."""


class LifeEventNotFound(LookupError):
    """No such life event is published."""


class UnitNotFound(LookupError):
    """No such unit is published."""


class NoMunicipality(LookupError):
    """No pack of a municipality is loaded; `murakami packs load` loads one."""


def get_version(procedure_id: str, sha: str | None = None) -> ProcedureVersion:
    """Take a version of a procedure: the current one, or for ever the one with this SHA-256.

    SQL: by SHA-256 none once it is remembered, else 1; the current one as `memory.current_catalogue`.

    Raises:
        VersionNotFound: it was never published, or (without `sha`) is published no more.
    """
    found = find_version(procedure_id, sha)
    if found is None:
        raise VersionNotFound(f"{procedure_id} {sha or ''}".strip())
    return found


def find_version(procedure_id: str, sha: str | None = None) -> ProcedureVersion | None:
    """Take a version as `get_version` does; None when there is none. SQL: as `get_version`."""
    if sha is None:
        return current_catalogue().procedures.get(procedure_id)
    known = MEMORY.find_version(sha)
    if known is not None:
        return known if known.id == procedure_id else None
    rows = PublishedDocument.objects.filter(kind=DocumentKind.PROCEDURE, doc_id=procedure_id, sha=sha)
    row = rows.first()
    return None if row is None else MEMORY.version(DefinitionDocument(DocumentKind.PROCEDURE, row.doc_id, row.document))


def list_versions(procedure_id: str) -> tuple[PublishedVersion, ...]:
    """List every version of a procedure that was ever published, the newest first. SQL: 1, and the catalogue's."""
    head = current_catalogue().procedures.get(procedure_id)
    rows = PublishedDocument.objects.filter(kind=DocumentKind.PROCEDURE, doc_id=procedure_id).order_by("-id")
    return tuple(PublishedVersion(number=pk, sha=sha, published_at=at, is_current=head is not None and head.sha == sha)
                 for pk, sha, at in rows.values_list("pk", "sha", "published_at"))


def find_last_published() -> datetime | None:
    """Say when something was published last; None before anything was. SQL: 1."""
    moment: datetime | None = PublishedDocument.objects.aggregate(last=Max("valid_from"))["last"]
    return moment


def list_catalogue() -> Sequence[ProcedureVersion]:
    """List the current version of every procedure, by id. SQL: as `memory.current_catalogue`."""
    return tuple(current_catalogue().procedures.values())


def get_life_event(event_id: str) -> LifeEventVersion:
    """Take a life event with what it offers now. SQL: as `memory.current_catalogue`.

    Raises:
        LifeEventNotFound: it is not published.
    """
    try:
        return current_catalogue().life_events[event_id]
    except KeyError:
        raise LifeEventNotFound(event_id) from None


def list_life_events() -> Sequence[LifeEventVersion]:
    """List the life events in their order. SQL: as `memory.current_catalogue`."""
    return tuple(current_catalogue().life_events.values())


def search(text: str, *, limit: int = 20) -> tuple[SearchHit, ...]:
    """Find life events, then procedures, by what people call them. SQL: as `memory.current_catalogue`."""
    return current_catalogue().index.find(text, limit=limit)


def get_unit(code: str) -> UnitInfo:
    """Take a unit as residents see it. SQL: as `memory.current_catalogue`.

    Raises:
        UnitNotFound: it is not published.
    """
    try:
        return current_catalogue().units[code]
    except KeyError:
        raise UnitNotFound(code) from None


def list_units() -> Sequence[UnitInfo]:
    """List the units by code. SQL: as `memory.current_catalogue`."""
    return tuple(current_catalogue().units.values())


def get_municipality() -> Municipality:
    """Take the municipality. SQL: as `memory.current_catalogue`.

    Raises:
        NoMunicipality: no town's pack is loaded.
    """
    municipality = current_catalogue().municipality
    if municipality is None:
        raise NoMunicipality("murakami packs load")
    return municipality


def recall_municipality() -> Municipality | None:
    """Take the municipality that this process has seen last, without asking whether it still holds. SQL: none."""
    return MEMORY.remembered().municipality


def list_districts() -> Sequence[District]:
    """List the districts of the municipality; none where no town's pack is loaded. SQL: as `memory.current_catalogue`."""
    municipality = current_catalogue().municipality
    return municipality.districts if municipality else ()


def work_calendar() -> WorkCalendar:
    """Take the open days with the town's own closures. SQL: as `memory.current_catalogue`."""
    return current_catalogue().calendar
