"""What is remembered of a household for next time, in words, so that its owner can see it before keeping or forgetting."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from murakami.domain.intake.models import Memory
from murakami.domain.intake.rules.planning import ME
from murakami.domain.procedures.queries import list_catalogue, list_life_events
from murakami.interfaces.components.shapes import FactRow
from murakami.interfaces.portal.wording import lang
from murakami.kernel.facts import Answer, Fact
from murakami.kernel.fields.registry import field_type
from murakami.kernel.json_values import JsonShapeError
from murakami.kernel.languages import Text, text_in


@dataclass(frozen=True, slots=True)
class Remembered:
    """Somebody (or an account, a household) of whom answers are kept."""

    title: str
    rows: tuple[FactRow, ...]


def list_remembered(memory: Memory | None) -> tuple[Remembered, ...]:
    """Say what is kept, person by person; what no published definition knows is left out. SQL: at most 1."""
    people: Mapping[str, Any] = memory.people if memory else {}
    return tuple(Remembered(title=_title(person["role"]), rows=rows) for person in people.values()
                 if (rows := tuple(_rows(person))))


def _title(role: str) -> str:
    if role == ME:
        return _("あなた")
    titles = (event.role_title(role) for event in list_life_events() if role in event.cast)
    return text_in(next(titles, {}), lang()) or _("家族")


def _rows(person: Mapping[str, Any]) -> Iterable[FactRow]:
    for name, stored in person["facts"].items():
        found = _definition(person["kind"], name)
        if found is not None:
            fact, label = found
            yield FactRow(label=text_in(label, lang()), value=_shown(fact, Answer.from_json(stored)))


def _definition(kind: str, name: str) -> tuple[Fact, Text] | None:
    for version in list_catalogue():
        if kind in version.kinds and name in version.kinds[kind].facts:
            return version.kinds[kind].facts[name], version.fact_text(kind, name)
    return None


def _shown(fact: Fact, answer: Answer) -> str:
    kind = field_type(fact.type)
    try:
        return "" if answer.value_json is None else kind.show(kind.from_json(answer.value_json), lang(), fact.options)
    except (JsonShapeError, ValueError):  # kept under an older definition; it will be asked again
        return ""
