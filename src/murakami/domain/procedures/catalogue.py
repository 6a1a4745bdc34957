"""Everything that is published at one moment, read once and kept in memory."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from murakami.domain.procedures.documents import DefinitionDocument, DocumentKind
from murakami.domain.procedures.life_events import LifeEventVersion, read_life_event
from murakami.domain.procedures.search import SearchEntry, SearchIndex
from murakami.domain.procedures.town import Municipality, UnitInfo, read_municipality, read_unit, renamed_unit
from murakami.domain.procedures.version_reading import read_version
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.foundation.packs.town import Calendar
from murakami.kernel.languages import LANGUAGES
from murakami.kernel.workdays import WorkCalendar

ReadVersion = Callable[[DefinitionDocument], ProcedureVersion]


class Catalogue:
    """The published definitions. Nothing is read from a database; each part is compiled when it is first used."""

    def __init__(self, documents: Iterable[DefinitionDocument], *, read: ReadVersion = read_version,
                 unit_names: Mapping[str, str] | None = None) -> None:
        self._documents: Final[dict[tuple[DocumentKind, str], DefinitionDocument]] = {
            (document.kind, document.id): document for document in documents
        }
        self._read: Final = read
        self._unit_names: Final = unit_names or {}

    @cached_property
    def procedures(self) -> Mapping[str, ProcedureVersion]:
        """The current versions by id."""
        return {document.id: self._read(document) for document in self._of(DocumentKind.PROCEDURE)}

    @cached_property
    def life_events(self) -> Mapping[str, LifeEventVersion]:
        """The life events by id, in their order."""
        read = (
            read_life_event(document, procedures=self.procedures, calendar=self.calendar)
            for document in self._of(DocumentKind.LIFE_EVENT)
        )
        return {event.id: event for event in sorted(read, key=lambda event: (event.order, event.id))}

    @cached_property
    def units(self) -> Mapping[str, UnitInfo]:
        """The units by code, under the names that the town gave them in a reshuffle, where it did."""
        published = {document.id: read_unit(document) for document in self._of(DocumentKind.UNIT)}
        for code, name in self._unit_names.items():
            published[code] = renamed_unit(published.get(code), code=code, name=name)
        return dict(sorted(published.items()))

    @cached_property
    def municipality(self) -> Municipality | None:
        """The municipality; None while no town's pack is loaded."""
        return next((read_municipality(document) for document in self._of(DocumentKind.MUNICIPALITY)), None)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The open days, with the town's own closures."""
        calendars = [Calendar.model_validate(one.content["calendar"]) for one in self._of(DocumentKind.CALENDAR)]
        return WorkCalendar.closed_on(closure.on for calendar in calendars for closure in calendar.closures)

    @cached_property
    def index(self) -> SearchIndex:
        """What search looks into."""
        return SearchIndex((*map(self._life_event_entry, self.life_events.values()),
                            *map(self._procedure_entry, self.procedures.values())))  # fmt: skip

    def _of(self, kind: DocumentKind) -> list[DefinitionDocument]:
        found = [document for (found_kind, _), document in self._documents.items() if found_kind is kind]
        return sorted(found, key=lambda document: document.id)

    def _synonyms(self, name: str) -> tuple[str, ...]:
        document = self._documents.get((DocumentKind.SYNONYMS, name))
        return () if document is None else tuple(document.content["words"])

    def _life_event_entry(self, event: LifeEventVersion) -> SearchEntry:
        return SearchEntry(
            kind="life_event",
            id=event.id,
            titles=tuple(event.text("title", lang) for lang in LANGUAGES),
            words=self._synonyms(event.id),
            summaries=tuple(event.text("summary", lang) for lang in LANGUAGES),
            rank=event.order,
        )

    def _procedure_entry(self, version: ProcedureVersion) -> SearchEntry:
        return SearchEntry(
            kind="procedure",
            id=version.id,
            titles=tuple(version.text(word, lang) for lang in LANGUAGES for word in ("title", "short")),
            words=self._synonyms(version.id),
            summaries=tuple(version.text("summary", lang) for lang in LANGUAGES),
        )
