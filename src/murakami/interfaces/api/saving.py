"""Answers as data become the form that pages read, and what came of them becomes a refusal or nothing."""

from collections.abc import Iterable, Mapping, Sequence

from murakami.domain.intake.rules.pages import Asked, Form
from murakami.flows.conversation.answering import Saved
from murakami.interfaces.api.mends import problems_typed, unknown
from murakami.interfaces.api.problems import Code, Refused
from murakami.interfaces.api.shapes.problems import FieldProblem
from murakami.interfaces.api.wording import lang
from murakami.kernel.conditions.situation import field_key_of

Typed = Mapping[str, Mapping[str, str | Sequence[str]]]


def form_of(typed: Typed, asked: Iterable[Asked], *, field: str) -> Form:
    """Make a form of what was typed. Raises Refused, naming every question and part that is not asked here."""
    parts = {one.item.field_key: {part.name for part in one.type.parts(one.fact.options)} for one in asked}
    strange = [unknown(f"{field}.{key}") for key in typed if key not in parts]
    strange += [unknown(f"{field}.{key}.{part}") for key, written in typed.items() if key in parts
                for part in written if part not in parts[key]]
    if strange:
        raise Refused(Code.INVALID, errors=strange[:20])
    return {f"{key}.{part}": [value] if isinstance(value, str) else list(value)
            for key, written in typed.items() for part, value in written.items()}


def refuse_unsaved(saved: Saved) -> None:
    """Refuse what was not saved. Raises Refused: answers to mend, or answers that somebody else has changed."""
    if saved.is_saved:
        return
    if saved.conflicts:
        names = {one.item.key: one.label for one in saved.asked}
        raise Refused(Code.CHANGED_ELSEWHERE, errors=[
            FieldProblem(field=field_key_of(key), code="changed_elsewhere", detail=names.get(key, "")) for key in saved.conflicts])
    raise Refused(Code.ANSWERS_REFUSED, errors=[
        problem for key, wrong in saved.reading.errors.items()
        for problem in problems_typed(field_key_of(key), wrong.labelled(_label(saved, field_key_of(key))), lang())])


def _label(saved: Saved, name: str) -> str:
    return next((one.label for one in saved.asked if one.item.field_key == name), "")
