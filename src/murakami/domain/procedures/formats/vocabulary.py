"""How packs write the vocabulary: kinds with their facts, topics, predicates."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import Field, WithJsonSchema

from murakami.foundation.packs.formats import Identifier, KindName, Number, PackModel
from murakami.foundation.packs.parts import Named, NeededText, PackPart
from murakami.foundation.packs.problems import Said
from murakami.foundation.packs.sources import Entry
from murakami.kernel.facts import Sensitivity, ValueSource
from murakami.kernel.fields import FIELD_TYPES

FieldTypeName = Annotated[str, WithJsonSchema({"type": "string", "enum": sorted(FIELD_TYPES)})]
"""A field type; `checks` compares it with the kernel's registry."""

ConditionData = Annotated[Any, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}], "x-form": "条件"})]
"""A condition: a predicate's name or one of all, any, not, some, every. `checks` reads it."""

RoleText = Annotated[
    str,
    Field(
        pattern=r"^[A-Z][A-Za-z0-9]*(\[\])?\??$",
        json_schema_extra={"x-form": '`Person`・`"Person?"`・`"Person[]"`・`"Person[]?"`'},
    ),
]


class FactEntry(PackModel):
    """A fact of a kind."""

    type: Annotated[FieldTypeName, Field(description="入力の型（person_name、date、choice など）")]
    options: Annotated[dict[str, Any], Field(description="型ごとの決まり（choices、min、max、latest など）")] = {}
    sensitivity: Annotated[Sensitivity, Field(description="扱いの注意の度合い")] = Sensitivity.ORDINARY
    sources: Annotated[tuple[ValueSource, ...], Field(description="値の出所（先のものを優先）")] = (
        ValueSource.RESIDENT,
    )
    gif: Annotated[str | None, Field(description="政府相互運用性フレームワークの項目名")] = None


class KindFile(PackModel):
    """`kinds/*.yaml`: a kind of thing and its facts; a later pack may add facts by naming the kind again."""

    kind: Annotated[KindName, Field(description="種類の名前（Person など）")]
    facts: Annotated[dict[Identifier, FactEntry], Field(description="項目")]


class TopicEntry(PackModel):
    """A topic: what is asked together on one page."""

    order: Annotated[Number, Field(description="聞く順番（小さいものが先）")]


class TopicFile(PackModel):
    """`topics/*.yaml`."""

    topics: Annotated[dict[Identifier, TopicEntry], Field(description="話題ごとに")]


class PredicateFile(PackModel):
    """`predicates/*.yaml`: named conditions on one fact each, and the roles that they speak of."""

    roles: Annotated[dict[Identifier, KindName], Field(description="役割の名前と種類。同じ名前はどこでも同じ種類")]
    predicates: Annotated[dict[Identifier, dict[str, Any]], Field(description="条件ごとに：fact と、調べ方を一つ")]


TEST_KEYS: Final = (
    "fact", "part", "is", "is_not", "one_of", "includes", "at_least", "at_most", "before", "on_or_after",
    "age_under", "age_at_least", "on", "within_days", "answered",
)  # fmt: skip
"""What a predicate is written with; the kernel reads it."""


def choices_of(fact: FactEntry) -> tuple[str, ...]:
    """List the choices that a fact offers."""
    choices = fact.options.get("choices", ())
    return tuple(choice for choice in choices if isinstance(choice, str)) if isinstance(choices, list) else ()


def _kind_names(entry: Entry[KindFile]) -> Iterable[Named]:
    kind = entry.model.kind
    return [Named(f"{kind}.{fact}", ("facts", fact)) for fact in entry.model.facts]


def _kind_texts(entry: Entry[KindFile]) -> Iterable[NeededText]:
    kind, place = entry.model.kind, entry.place
    yield NeededText(f"kind.{kind}.title", place.inside("kind"))
    for name, fact in entry.model.facts.items():
        at = place.inside("facts", name)
        yield NeededText(f"fact.{kind}.{name}.label", at)
        yield NeededText(f"fact.{kind}.{name}.hint", at, required=False)
        yield NeededText(f"fact.{kind}.{name}.why", at, required=False)
        for choice in choices_of(fact):
            yield NeededText(f"choice.{kind}.{name}.{choice}", at)


def _topic_names(entry: Entry[TopicFile]) -> Iterable[Named]:
    return [Named(topic, ("topics", topic)) for topic in entry.model.topics]


def _topic_texts(entry: Entry[TopicFile]) -> Iterable[NeededText]:
    for topic in entry.model.topics:
        at = entry.place.inside("topics", topic)
        yield NeededText(f"topic.{topic}.title", at)
        yield NeededText(f"topic.{topic}.lead", at, required=False)


def _predicate_names(entry: Entry[PredicateFile]) -> Iterable[Named]:
    return [Named(predicate, ("predicates", predicate)) for predicate in entry.model.predicates]


def _predicate_texts(entry: Entry[PredicateFile]) -> Iterable[NeededText]:
    for predicate in entry.model.predicates:
        at = entry.place.inside("predicates", predicate)
        yield NeededText(f"predicate.{predicate}.yes", at)
        yield NeededText(f"predicate.{predicate}.no", at)


KINDS = PackPart(
    "kinds", KindFile, Said("種類と項目", "kinds of things and their facts"), names=_kind_names, texts=_kind_texts
)
TOPICS = PackPart("topics", TopicFile, Said("話題", "topics"), names=_topic_names, texts=_topic_texts)
PREDICATES = PackPart(
    "predicates", PredicateFile, Said("条件", "predicates"), names=_predicate_names, texts=_predicate_texts
)
