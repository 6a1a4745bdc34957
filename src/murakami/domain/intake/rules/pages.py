"""Reading a page of an interview: what was typed becomes answers, or errors that name field and mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from murakami.engines.interview import Item
from murakami.kernel.conditions.situation import FactKey
from murakami.kernel.facts import UNKNOWN, Answer, Assurance, Fact, Provenance, ValueSource
from murakami.kernel.fields.base import AnyFieldType, ParseContext, Raw, RawValue, collect_raw
from murakami.kernel.fields.errors import FieldError, FieldErrors
from murakami.kernel.fields.registry import field_type
from murakami.kernel.json_values import Json

Form: TypeAlias = Mapping[str, Sequence[str]]
"""A whole form by HTML name, as Django's `dict(QueryDict.lists())` gives it."""
_WRITTEN: Final = frozenset({"text", "numeric", "tel", "email"})


@dataclass(frozen=True, slots=True)
class Asked:
    """An item of a page together with what reading it needs. `label` is in the reader's language.

    `known_parts` is what fills inputs that have no answer yet (a name from the card), with who says so.
    """

    item: Item
    fact: Fact
    label: str
    known_parts: Mapping[str, str]
    known_by: Provenance | None

    @property
    def type(self) -> AnyFieldType:
        """The field type of the fact."""
        return field_type(self.fact.type)


@dataclass(frozen=True, slots=True)
class PageReading:
    """What came of a page: the new answers, what was wrong, and what was typed, by fact."""

    answers: Mapping[FactKey, Answer]
    errors: Mapping[FactKey, FieldErrors]
    typed: Mapping[FactKey, Raw]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads and when: the day for dates, the moment and the speaker for provenance."""

    today: date
    at: datetime
    by: str | None
    source: ValueSource = ValueSource.RESIDENT


def read_page(asked: Sequence[Asked], form: Form, *, reader: Reader) -> PageReading:
    """Read every item of a page. An item with an error gives no answer; the others are not affected by it."""
    answers: dict[FactKey, Answer] = {}
    errors: dict[FactKey, FieldErrors] = {}
    typed: dict[FactKey, Raw] = {}
    for one in asked:
        raw = collect_raw(form, field_key=one.item.field_key, parts=one.type.parts(one.fact.options))
        typed[one.item.key] = raw
        try:
            answers[one.item.key] = _answer(one, _read(one, raw, reader), raw, reader)
        except FieldErrors as wrong:
            errors[one.item.key] = wrong
    return PageReading(answers=answers, errors=errors, typed=typed)


def raw_of(asked: Asked) -> Raw:
    """Fill the inputs of an item: with its answer, else with what is suggested or known in parts."""
    value = asked.item.value
    if value is not None and value is not UNKNOWN:
        return asked.type.to_raw(value)
    return {} if value is None else _offered(asked)


def provenance_of(asked: Asked, *, today: date) -> Provenance | None:
    """Say where the filled-in value comes from, for the note below the inputs; None where nothing is filled in."""
    if asked.item.value is not UNKNOWN:
        return asked.item.provenance
    if asked.known_parts:
        return asked.known_by
    return Provenance(source=ValueSource.SUGGESTED, at=today.isoformat()) if asked.item.suggestion else None


def _offered(asked: Asked) -> dict[str, RawValue]:
    suggestion = asked.item.suggestion
    offered: dict[str, RawValue] = {}
    if suggestion is not None and suggestion.value is not None:
        offered.update(asked.type.to_raw(suggestion.value))
    elif suggestion is not None:
        offered.update({part: str(value) for part, value in suggestion.parts.items()})
    return {**offered, **asked.known_parts}


def _read(asked: Asked, raw: Raw, reader: Reader) -> Json:
    if asked.type.blank(raw):
        if not asked.item.required:
            return None
        parts = asked.type.parts(asked.fact.options)
        if len(parts) > 1 and all(part.input in _WRITTEN for part in parts):
            raise FieldError("required", part=parts[0].name, label=asked.label)  # one sentence, not one per input
    context = ParseContext(today=reader.today, label=asked.label)
    return asked.type.to_json(asked.type.parse(raw, options=asked.fact.options, context=context))


def _answer(asked: Asked, value: Json, raw: Raw, reader: Reader) -> Answer:
    item = asked.item
    if item.provenance is not None and item.value is not UNKNOWN and _stored(asked) == value:
        return Answer(value, item.provenance)
    if asked.known_by is not None and asked.known_parts and _keeps_known_parts(asked, raw):
        return Answer(value, asked.known_by)
    if item.suggestion is not None and item.suggestion.value is not None and (
            asked.type.to_json(item.suggestion.value) == value):
        return Answer(value, _said(ValueSource.SUGGESTED, reader))
    return Answer(value, _said(reader.source, reader))


def _stored(asked: Asked) -> Json:
    return None if asked.item.value is None else asked.type.to_json(asked.item.value)


def _keeps_known_parts(asked: Asked, raw: Raw) -> bool:
    return all(raw.get(part) == value for part, value in asked.known_parts.items() if value)


def _said(source: ValueSource, reader: Reader) -> Provenance:
    return Provenance(source=source, at=reader.at.isoformat(), by=reader.by, assurance=Assurance.ASSERTED)
