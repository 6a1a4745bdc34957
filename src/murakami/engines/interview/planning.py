"""Planning an interview: the facts that any chosen procedure needs, each asked once, on pages by topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from murakami.engines.interview.attachments import attachments_needed
from murakami.engines.interview.definitions import BoundProcedure, CompiledSuggestion
from murakami.engines.interview.pages import InterviewPlan, Item, Page, Suggested
from murakami.engines.interview.visibility import Unit, Views, settle_visibility
from murakami.kernel.conditions import DecidingLeaf, FactKey, Situation, Truth
from murakami.kernel.facts import ABSENT, UNKNOWN, FactRef, Provenance

_NOTHING_KNOWN: Final[Mapping[FactKey, Provenance]] = {}


def plan(
    procedures: Sequence[BoundProcedure],
    situation: Situation,
    known: Mapping[FactKey, Provenance] = _NOTHING_KNOWN,
) -> InterviewPlan:
    """Plan the pages for the chosen procedures under the answers so far.

    The same fact of the same person is asked once, on the page of the earliest topic that asks it. `situation.facts`
    holds all answers, `known` who said them. The roles of each procedure are its own; those of the situation are not
    looked at.
    """
    views = Views(situation)
    units = [unit for bound in procedures for unit in views.units_of(bound)]
    settle_visibility(units, views)
    truths = [(unit, unit.truth) for unit in units]
    slots = _slots(units)
    visible = sorted((unit for unit, truth in truths if truth is Truth.TRUE),
                     key=lambda unit: slots.ranks[unit.ask.topic])
    asked = _Asked({}, tuple(dict.fromkeys(bound.definition.procedure for bound in procedures)), views.facts, known)
    for unit in visible:
        asked.units.setdefault(unit.key, []).append(unit)
    return InterviewPlan(
        pages=_pages(asked, slots),
        facts=views.facts,
        undecided=_undecided(truths, views.facts),
        list_attachments=lambda: attachments_needed(procedures, views),
    )


_Slot: TypeAlias = tuple[str, str | None]
"""The topic of a page and the instance it repeats for."""


@dataclass(frozen=True, slots=True)
class _Slots:
    ranks: Mapping[str, int]
    repeated: frozenset[tuple[str, str]]

    def slot_of(self, unit: Unit) -> _Slot:
        repeats = (unit.ask.topic, unit.ask.kind) in self.repeated
        return unit.ask.topic, unit.key[0] if repeats else None


def _slots(units: Sequence[Unit]) -> _Slots:
    """Order the topics, and find those that repeat: asked of several people at once, or of different ones.

    A person whom one procedure binds alone and another among several has one page.
    """
    orders: dict[str, int] = {}
    asked_of: dict[tuple[str, str], dict[int, set[str]]] = {}
    repeated: set[tuple[str, str]] = set()
    for unit in units:
        ask = unit.ask
        orders[ask.topic] = min(orders.get(ask.topic, ask.order), ask.order)
        if ask.per_person:
            repeated.add((ask.topic, ask.kind))
        else:
            by_procedure = asked_of.setdefault((ask.topic, ask.kind), {})
            by_procedure.setdefault(id(unit.bound), set()).add(unit.key[0])
    ranks = {topic: rank for rank, topic in enumerate(sorted(orders, key=orders.__getitem__))}
    repeated.update(place for place, people in asked_of.items() if _differ(people.values()))
    return _Slots(ranks, frozenset(repeated))


def _differ(people: Iterable[set[str]]) -> bool:
    """Tell whether each procedure speaks of one person here, but not all of the same."""
    everybody: set[str] = set()
    for one_procedure in people:
        if len(one_procedure) > 1:
            return False
        everybody |= one_procedure
    return len(everybody) > 1


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, by which units, and what is known of it; `procedures` in the order of choosing."""

    units: dict[FactKey, list[Unit]]
    procedures: tuple[str, ...]
    facts: Mapping[FactKey, object]
    known: Mapping[FactKey, Provenance]

    def item(self, key: FactKey) -> Item:
        """Say all of one fact."""
        units, value = self.units[key], self.facts.get(key, UNKNOWN)
        users = {unit.procedure for unit in units}
        return Item(
            key=key,
            role=units[0].ask.ref.role,
            kind=units[0].ask.kind,
            required=any(unit.ask.required for unit in units),
            used_by=tuple(name for name in self.procedures if name in users),
            reasons=_reasons(units),
            suggestion=_suggested(units, self.facts) if value is UNKNOWN else None,
            value=value,
            provenance=self.known.get(key),
        )


def _pages(asked: _Asked, slots: _Slots) -> tuple[Page, ...]:
    by_slot: dict[_Slot, list[FactKey]] = {}
    for key, units in asked.units.items():
        by_slot.setdefault(slots.slot_of(units[0]), []).append(key)
    return tuple(
        Page(topic if instance is None else f"{topic}:{instance}", topic, instance, tuple(keys), asked.item)
        for (topic, instance), keys in by_slot.items()
    )


def _reasons(units: Sequence[Unit]) -> tuple[DecidingLeaf, ...]:
    leaves: dict[DecidingLeaf, None] = {}
    for unit in units:
        if unit.ask.gate is None:
            return ()
        leaves.update(dict.fromkeys(unit.ask.gate.explanation(unit.view)))
    return tuple(leaves)


def _suggested(units: Sequence[Unit], facts: Mapping[FactKey, object]) -> Suggested | None:
    for unit in units:
        parts: dict[str, object] = {}
        for suggestion in unit.ask.suggestions:
            value = _offered(suggestion, unit, facts)
            if value is None:
                continue
            if suggestion.spec.part is None:
                return Suggested(value)
            parts[suggestion.spec.part] = value
        if parts:
            return Suggested(parts=parts)
    return None


def _offered(suggestion: CompiledSuggestion, unit: Unit, facts: Mapping[FactKey, object]) -> object:
    if suggestion.truth is not None and suggestion.truth(unit.view) is not Truth.TRUE:
        return None
    if suggestion.spec.source is None:
        return suggestion.spec.value
    return _value_at(suggestion.spec.source, suggestion.spec.source_part, unit, facts)


def _value_at(source: FactRef, part: str | None, unit: Unit, facts: Mapping[FactKey, object]) -> object:
    role = source.role
    people = (unit.key[0],) if role == unit.ask.ref.role else unit.view.roles.get(role) or ()
    for person in people[:1]:
        key = (person, source.fact)
        value = facts.get(key, UNKNOWN)
        if key == unit.key or value is UNKNOWN or value is ABSENT or value is None:
            return None
        return value if part is None else getattr(value, part)
    return None


def _undecided(truths: Sequence[tuple[Unit, Truth]], facts: Mapping[FactKey, object]) -> tuple[FactKey, ...]:
    """List what questions wait for although nothing asks it, now or after other answers."""
    waiting = [unit for unit, truth in truths if truth is Truth.UNKNOWN]
    asked = {unit.key for unit, _truth in truths} if waiting else frozenset()
    found: dict[FactKey, None] = {}
    for unit in waiting:
        for ref in sorted(unit.ask.gate.facts if unit.ask.gate else ()):
            for person in unit.view.roles.get(ref.role) or ():
                key = (person, ref.fact)
                if key not in asked and facts.get(key, UNKNOWN) is UNKNOWN:
                    found[key] = None
    return tuple(found)
