"""Items of a conversation as form fields: filled with what is known or typed, wrong ones with what to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from murakami.domain.intake.rules.pages import Asked, Form, PageReading, provenance_of, raw_of
from murakami.domain.intake.rules.planning import Definitions
from murakami.flows.conversation.answering import Saved
from murakami.interfaces.components.field_view import FieldView, build_field_view
from murakami.interfaces.components.shapes import Problem
from murakami.interfaces.portal.wording import lang
from murakami.kernel.facts import Answer, Provenance, ValueSource
from murakami.kernel.fields.address import fill_from_postal_code
from murakami.kernel.fields.base import ParseContext, Raw, collect_raw
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.languages import text_in


def known_fields(asked: Sequence[Asked], definitions: Definitions, *, me: str, today: date,
                 typed: Form | None = None) -> tuple[FieldView, ...]:
    """Lay out fields with their answers, or with `typed` where a form waits to be sent again."""
    return tuple(_field(one, definitions, me=me, today=today,
                        raw=raw_of(one) if typed is None else _collected(one, typed)) for one in asked)


def refused_fields(saved: Saved, *, me: str, today: date) -> tuple[FieldView, ...]:
    """Lay out fields as they were typed, with what is wrong and what somebody else has saved meanwhile."""
    definitions = saved.conversation.standing.definitions
    return tuple(_with_conflict(_refused(one, saved.reading, definitions, me=me, today=today), one,
                                saved.conflicts.get(one.item.key)) for one in saved.asked)


def filled_by_postal_code(asked: Sequence[Asked], definitions: Definitions, *, form: Form, field_key: str, me: str,
                          today: date) -> tuple[FieldView, ...]:
    """Lay out fields as typed, the address of `field_key` filled as far as its postal code decides."""
    fields = []
    for one in asked:
        raw: Raw = _collected(one, form)
        if one.item.field_key == field_key and one.fact.type == "address":
            raw = fill_from_postal_code(raw, ParseContext(today=today, label=one.label))
        fields.append(_field(one, definitions, me=me, today=today, raw=raw))
    return tuple(fields)


def shown_answer(asked: Asked, answer: Answer) -> str:
    """Write a stored answer for the screen."""
    if answer.value_json is None:
        return _("（答えなし）")
    return asked.type.show(asked.type.from_json(answer.value_json), lang(), asked.fact.options)


def _refused(one: Asked, reading: PageReading, definitions: Definitions, *, me: str, today: date) -> FieldView:
    return _field(one, definitions, me=me, today=today, raw=reading.typed[one.item.key],
                  errors=reading.errors.get(one.item.key), note=False)


def _field(one: Asked, definitions: Definitions, *, me: str, today: date, raw: Raw,
           errors: FieldErrors | None = None, note: bool = True) -> FieldView:
    return build_field_view(
        key=one.item.field_key, field_type=one.type, label=one.label, options=one.fact.options, raw=raw,
        required=one.item.required, hint=_text(definitions, one, "hint"), why=_text(definitions, one, "why"),
        unit=_text(definitions, one, "unit"), errors=errors, provenance=_noted(one, today) if note else None, today=today,
        about_reader=one.item.instance == me,
        postal_href=reverse("portal:postal") if one.fact.type == "address" else "")


def _with_conflict(field: FieldView, one: Asked, answer: Answer | None) -> FieldView:
    if answer is None:
        return field
    text = _("{label}：ほかの画面で「{value}」と保存されています。いま書いてある方でよければ、もう一度保存してください。").format(
        label=one.label, value=shown_answer(one, answer))
    problem = Problem(href=f"#{field.first.name}", text=text)
    return replace(field, errors=(*field.errors, text), problems=(*field.problems, problem))


def _text(definitions: Definitions, one: Asked, word: str) -> str:
    return text_in(definitions.fact_text(one.item.kind, one.item.fact, word), lang())


def _noted(one: Asked, today: date) -> Provenance | None:
    """What the resident typed needs no note."""
    said = provenance_of(one, today=today)
    return None if said is None or said.source is ValueSource.RESIDENT else said


def _collected(one: Asked, form: Mapping[str, Sequence[str]]) -> Raw:
    return collect_raw(form, field_key=one.item.field_key, parts=one.type.parts(one.fact.options))

