"""What an interview is planned from: the asks and attachments of procedures, compiled once per version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from murakami.kernel.conditions import (
    ALWAYS,
    CompiledCondition,
    Condition,
    Explanation,
    Predicate,
    both,
    compile_condition,
    compile_explanation,
    facts_of,
    order_by_dependency,
)
from murakami.kernel.facts import FactRef, RoleSpec


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Offers a fixed answer (`value`), or another answer: the applicant's family name for the child's.

    `part` None suggests the whole value of `source`; else the source's `source_part` for that part. A source of the
    same role is looked up at the same person. Nothing is offered unless `when` holds.
    """

    source: FactRef | None = None
    part: str | None = None
    source_part: str | None = None
    value: object = None
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class FactAsk:
    """Asks a fact of a role, perhaps only under a condition."""

    ref: FactRef
    when: Condition = ALWAYS
    required: bool = True
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class AskSpec:
    """Asks several facts under one topic. `order` is the topic's place among all topics."""

    topic: str
    facts: tuple[FactAsk, ...]
    when: Condition = ALWAYS
    order: int = 0


class Need(StrEnum):
    """How an attachment is needed."""

    REQUIRED = "required"
    COPY = "copy"
    ORIGINAL_LATER = "original_later"


@dataclass(frozen=True, slots=True)
class AttachmentSpec:
    """A document to attach, about a role. Where `omitted_if` holds the office can look by itself."""

    id: str
    need: Need
    about: str | None = None
    when: Condition = ALWAYS
    omitted_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class ProcedureSpec:
    """The part of a procedure version that an interview is planned from."""

    procedure: str
    roles: Mapping[str, RoleSpec]
    asks: tuple[AskSpec, ...]
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    attachments: tuple[AttachmentSpec, ...] = ()
    for_each: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A compiled condition, with the facts it looks at; None in its place stands for one that always holds."""

    truth: CompiledCondition
    explanation: Explanation
    facts: frozenset[FactRef]


@dataclass(frozen=True, slots=True)
class CompiledSuggestion:
    """A suggestion with the condition that decides about it; None in its place where it is always offered."""

    spec: Suggestion
    truth: CompiledCondition | None


@dataclass(frozen=True, slots=True)
class CompiledAsk:
    """A fact to ask with everything that decides about it. `rank` is its place in the order of dependency."""

    rank: int
    topic: str
    order: int
    ref: FactRef
    kind: str
    per_person: bool
    required: bool
    gate: Gate | None
    suggestions: tuple[CompiledSuggestion, ...]

    @property
    def decides_by_person(self) -> bool:
        """Whether a condition decides about each of several people by themselves."""
        return self.per_person and (self.gate is not None or any(each.truth for each in self.suggestions))


@dataclass(frozen=True, slots=True)
class CompiledAttachment:
    """An attachment with everything that decides about it."""

    spec: AttachmentSpec
    per_person: bool
    gate: Gate | None
    omission: Gate | None


@dataclass(frozen=True, slots=True, eq=False)
class CompiledProcedure:
    """A procedure ready for planning."""

    procedure: str
    for_each: str | None
    asks: tuple[CompiledAsk, ...]
    attachments: tuple[CompiledAttachment, ...]


@dataclass(frozen=True, slots=True)
class BoundProcedure:
    """A procedure with the people who take its roles. `instance` is the one it is filed for, with `for_each`."""

    definition: CompiledProcedure
    roles: Mapping[str, tuple[str, ...]]
    instance: str | None = None


def compile_procedure(spec: ProcedureSpec) -> CompiledProcedure:
    """Make a procedure ready for planning. Pure and worth keeping as long as the version.

    Raises:
        KeyError: a condition names a predicate, or an ask a role, that does not exist.
        DependencyCycle: questions wait for each other in a circle.
    """
    return CompiledProcedure(
        procedure=spec.procedure,
        for_each=spec.for_each,
        asks=tuple(_compiled_asks(spec)),
        attachments=tuple(_compiled_attachment(spec, attachment) for attachment in spec.attachments),
    )


def bind_procedure(definition: CompiledProcedure, roles: Mapping[str, tuple[str, ...]]) -> tuple[BoundProcedure, ...]:
    """Bind people to the roles: once, or once per instance of the `for_each` role (one filing each)."""
    each = definition.for_each
    if each is None:
        return (BoundProcedure(definition, dict(roles)),)
    return tuple(BoundProcedure(definition, {**roles, each: (one,)}, one) for one in roles.get(each, ()))


def roles_for(bound: BoundProcedure, role: str | None, instance: str | None) -> Mapping[str, tuple[str, ...]]:
    """Bind one person to a role where several take it; the roles as they are where nobody is named."""
    return bound.roles if role is None or instance is None else {**bound.roles, role: (instance,)}


def visibility_edges(spec: ProcedureSpec) -> dict[FactRef, frozenset[FactRef]]:
    """Map each asked fact to the facts its visibility depends on, for the check of cycles over all procedures."""
    edges: dict[FactRef, frozenset[FactRef]] = {}
    for ask in spec.asks:
        for fact in ask.facts:
            needed = facts_of(both(ask.when, fact.when), spec.predicates)
            edges[fact.ref] = edges.get(fact.ref, frozenset()) | needed
    return edges


def facts_nobody_asks(spec: ProcedureSpec) -> frozenset[FactRef]:
    """Collect the facts that the procedure's conditions look at but that it does not ask itself.

    They have to come from the guide or from another procedure; alone, what depends on them stays hidden.
    """
    asked = {fact.ref for ask in spec.asks for fact in ask.facts}
    conditions = [both(ask.when, fact.when) for ask in spec.asks for fact in ask.facts]
    conditions += [attachment.when for attachment in spec.attachments]
    conditions += [attachment.omitted_if for attachment in spec.attachments if attachment.omitted_if is not None]
    return frozenset(ref for each in conditions for ref in facts_of(each, spec.predicates)) - asked


def _compiled_asks(spec: ProcedureSpec) -> Iterator[CompiledAsk]:
    edges = visibility_edges(spec)
    ranks = {ref: rank for rank, ref in enumerate(order_by_dependency(tuple(edges), edges))}
    for ask in spec.asks:
        for fact in ask.facts:
            yield CompiledAsk(
                rank=ranks[fact.ref],
                topic=ask.topic,
                order=ask.order,
                ref=fact.ref,
                kind=spec.roles[fact.ref.role].kind,
                per_person=spec.roles[fact.ref.role].plural,
                required=fact.required,
                gate=_gate(both(ask.when, fact.when), spec.predicates),
                suggestions=tuple(_compiled_suggestion(each, spec.predicates) for each in fact.suggestions),
            )


def _compiled_suggestion(suggestion: Suggestion, predicates: Mapping[str, Predicate]) -> CompiledSuggestion:
    is_conditional = suggestion.when != ALWAYS
    return CompiledSuggestion(suggestion, compile_condition(suggestion.when, predicates) if is_conditional else None)


def _compiled_attachment(spec: ProcedureSpec, attachment: AttachmentSpec) -> CompiledAttachment:
    about = attachment.about
    return CompiledAttachment(
        spec=attachment,
        per_person=about is not None and spec.roles[about].plural,
        gate=_gate(attachment.when, spec.predicates),
        omission=None if attachment.omitted_if is None else _compiled_gate(attachment.omitted_if, spec.predicates),
    )


def _gate(condition: Condition, predicates: Mapping[str, Predicate]) -> Gate | None:
    return None if condition == ALWAYS else _compiled_gate(condition, predicates)


def _compiled_gate(condition: Condition, predicates: Mapping[str, Predicate]) -> Gate:
    return Gate(
        truth=compile_condition(condition, predicates),
        explanation=compile_explanation(condition, predicates),
        facts=facts_of(condition, predicates),
    )
