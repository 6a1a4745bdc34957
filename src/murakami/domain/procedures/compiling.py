"""Compiles packs into documents: each holds every fact, predicate, topic and text that it needs to be understood."""

from collections.abc import Iterator, Mapping
from typing import Any

from murakami.domain.procedures.bindings import parse_binding
from murakami.domain.procedures.checks.facts import read_condition, read_omission
from murakami.domain.procedures.documents import SCHEMA, DefinitionDocument, DocumentKind
from murakami.domain.procedures.embedding import Embedding, city_names
from murakami.domain.procedures.formats.guidance import LETTERS, LIFE_EVENTS, SYNONYMS
from murakami.domain.procedures.formats.procedures import PROCEDURES, ProcedureFile
from murakami.domain.procedures.vocabulary import Vocabulary, read_vocabulary
from murakami.engines.guide.life_events import conditions_in
from murakami.foundation.packs.formats import PackModel
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.town import CALENDARS, UNITS


def compile_library(library: Library) -> tuple[DefinitionDocument, ...]:
    """Make the documents of all definitions of packs that passed lint."""
    words = read_vocabulary(library)
    return (
        *_procedures(library, words),
        *_life_events(library, words),
        *_town(library, words),
        *_synonyms(library),
    )


def _procedures(library: Library, words: Vocabulary) -> Iterator[DefinitionDocument]:
    units = _units_in_charge(library)
    letters = {entry.model.letter: entry.model for entry in library.entries(LETTERS)}
    for entry in library.entries(PROCEDURES):
        procedure = entry.model
        embedding = Embedding(library, words)
        _embed_texts(embedding, procedure)
        _embed_asks(embedding, procedure)
        _embed_conditions(embedding, procedure)
        content = {
            "schema": SCHEMA,
            "procedure": {**_plain(procedure), "unit": units.get(procedure.unit, procedure.unit)},
            "letters": {name: list(letters[name].body) for name in sorted(set(procedure.letters.values()))},
            **embedding.content(),
        }
        yield DefinitionDocument(DocumentKind.PROCEDURE, procedure.procedure, content)


def _embed_texts(embedding: Embedding, procedure: ProcedureFile) -> None:
    name = procedure.procedure
    embedding.texts(f"procedure.{name}.", f"attachment.{name}.", f"role.{name}.")
    for role in procedure.roles.values():
        embedding.kind(role)
    for check in procedure.steps.checklist:
        embedding.text(f"check.{check}.label")
    for letter in procedure.letters.values():
        embedding.text(f"letter.{letter}.title")


def _embed_asks(embedding: Embedding, procedure: ProcedureFile) -> None:
    roles = procedure.roles
    for ask in procedure.asks:
        embedding.topic(ask.topic)
        embedding.condition(read_condition(ask.when), roles)
        for fact in ask.facts:
            embedding.fact(fact.fact, roles)
            embedding.condition(read_condition(fact.when), roles)
            if fact.suggest is not None:
                embedding.condition(read_condition(fact.suggest.when), roles)
                for source in fact.suggest.facts:
                    embedding.fact(source, roles)


def _embed_conditions(embedding: Embedding, procedure: ProcedureFile) -> None:
    roles = procedure.roles
    for attachment in procedure.attachments:
        embedding.condition(read_condition(attachment.when), roles)
        embedding.condition(read_omission(attachment.omitted_if), roles)
    if procedure.deadline is not None:
        embedding.fact(procedure.deadline.source, roles)
    for item in procedure.form.items if procedure.form else ():
        embedding.condition(read_condition(item.when), roles)
        for source in item.sources or ():
            embedding.condition(read_condition(source.when), roles)
            if source.fact is not None:
                embedding.fact(source.fact, roles)


def _life_events(library: Library, words: Vocabulary) -> Iterator[DefinitionDocument]:
    for entry in library.entries(LIFE_EVENTS):
        event = entry.model
        embedding = Embedding(library, words)
        embedding.texts(f"life_event.{event.life_event}.", f"role.{event.life_event}.")
        for role in event.cast.values():
            embedding.kind(role)
        for offer in event.offers:
            embedding.condition(read_condition(offer.when), event.cast)
            for data in offer.bind.values():
                for condition in conditions_in(parse_binding(data)):
                    embedding.condition(condition, event.cast)
        content = {"schema": SCHEMA, "life_event": _plain(event), **embedding.content()}
        yield DefinitionDocument(DocumentKind.LIFE_EVENT, event.life_event, content)


def _town(library: Library, words: Vocabulary) -> Iterator[DefinitionDocument]:
    for units in library.entries(UNITS):
        for code, unit in units.model.units.items():
            embedding = Embedding(library, words)
            embedding.text(f"unit.{code}.name")
            content = {"schema": SCHEMA, "unit": _plain(unit), "texts": embedding.content()["texts"]}
            yield DefinitionDocument(DocumentKind.UNIT, code, content)
    for calendar in library.entries(CALENDARS):
        content = {"schema": SCHEMA, "calendar": _plain(calendar.model)}
        yield DefinitionDocument(DocumentKind.CALENDAR, calendar.model.calendar, content)
    if library.municipality is not None:
        names = dict(city_names(library.municipality))
        content = {"schema": SCHEMA, "municipality": _plain(library.municipality), "names": names}
        yield DefinitionDocument(DocumentKind.MUNICIPALITY, library.municipality.code, content)


def _synonyms(library: Library) -> Iterator[DefinitionDocument]:
    words: dict[str, list[str]] = {}
    for entry in library.entries(SYNONYMS):
        for name, synonyms in entry.model.synonyms.items():
            words.setdefault(name, []).extend(synonyms)
    for name, listed in words.items():
        content = {"schema": SCHEMA, "words": list(dict.fromkeys(listed))}
        yield DefinitionDocument(DocumentKind.SYNONYMS, name, content)


def _units_in_charge(library: Library) -> Mapping[str, str]:
    return {
        served: code
        for entry in library.entries(UNITS)
        for code, unit in entry.model.units.items()
        for served in unit.serves
    }


def _plain(model: PackModel) -> dict[str, Any]:
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)
