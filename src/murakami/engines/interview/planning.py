"""Planning an interview: the facts that any chosen procedure needs, each asked once, on pages by topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from murakami.engines.interview.attachments import attachments_needed
from murakami.engines.interview.definitions import BoundProcedure, CompiledSuggestion
from murakami.engines.interview.layout import Layout, Slot, lay_out
from murakami.engines.interview.pages import InterviewPlan, Item, Page, Suggested
from murakami.engines.interview.visibility import Unit, settle_visibility
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
    return plan_on(lay_out(procedures), situation, known)


def plan_on(
    layout: Layout, situation: Situation, known: Mapping[FactKey, Provenance] = _NOTHING_KNOWN
) -> InterviewPlan:
    """Plan the pages as `plan` does, for procedures that are laid out already."""
    facts = dict(situation.facts)
    here = Situation(facts, {}, situation.today)
    settle_visibility(layout.waiting, layout.early, facts, here)
    asked = _Asked({}, tuple(dict.fromkeys(bound.definition.procedure for bound in layout.procedures)), here, known)
    by_slot: dict[Slot, list[FactKey]] = {}
    waiting: list[Unit] = []
    for unit, slot in layout.units:
        truth = unit.truth(here)
        if truth is Truth.TRUE:
            if unit.key not in asked.units:
                by_slot.setdefault(slot, []).append(unit.key)
            asked.units.setdefault(unit.key, []).append(unit)
        elif truth is Truth.UNKNOWN:
            waiting.append(unit)
    return InterviewPlan(
        pages=_pages(by_slot, asked),
        facts=facts,
        undecided=_undecided(waiting, layout.asked, facts),
        list_attachments=lambda: attachments_needed(layout.procedures, here),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, by which units, and what is known of it; `procedures` in the order of choosing."""

    units: dict[FactKey, list[Unit]]
    procedures: tuple[str, ...]
    here: Situation
    known: Mapping[FactKey, Provenance]

    def item(self, key: FactKey) -> Item:
        """Say all of one fact."""
        units, value = self.units[key], self.here.facts.get(key, UNKNOWN)
        users = {unit.procedure for unit in units}
        return Item(
            key=key,
            role=units[0].ask.ref.role,
            kind=units[0].ask.kind,
            required=any(unit.ask.required for unit in units),
            used_by=tuple(name for name in self.procedures if name in users),
            reasons=_reasons(units, self.here),
            suggestion=_suggested(units, self.here) if value is UNKNOWN else None,
            value=value,
            provenance=self.known.get(key),
        )


def _pages(by_slot: Mapping[Slot, Sequence[FactKey]], asked: _Asked) -> tuple[Page, ...]:
    return tuple(
        Page(topic if instance is None else f"{topic}:{instance}", topic, instance, tuple(keys), asked.item)
        for (topic, instance), keys in by_slot.items()
    )


def _reasons(units: Sequence[Unit], here: Situation) -> tuple[DecidingLeaf, ...]:
    leaves: dict[DecidingLeaf, None] = {}
    for unit in units:
        if unit.ask.gate is None:
            return ()
        leaves.update(dict.fromkeys(unit.ask.gate.explanation(unit.view(here))))
    return tuple(leaves)


def _suggested(units: Sequence[Unit], here: Situation) -> Suggested | None:
    for unit in units:
        parts: dict[str, object] = {}
        for suggestion in unit.ask.suggestions:
            value = _offered(suggestion, unit, here)
            if value is None:
                continue
            if suggestion.spec.part is None:
                return Suggested(value)
            parts[suggestion.spec.part] = value
        if parts:
            return Suggested(parts=parts)
    return None


def _offered(suggestion: CompiledSuggestion, unit: Unit, here: Situation) -> object:
    if suggestion.truth is not None and suggestion.truth(unit.view(here)) is not Truth.TRUE:
        return None
    if suggestion.spec.source is None:
        return suggestion.spec.value
    return _value_at(suggestion.spec.source, suggestion.spec.source_part, unit, here.facts)


def _value_at(source: FactRef, part: str | None, unit: Unit, facts: Mapping[FactKey, object]) -> object:
    role = source.role
    people = (unit.key[0],) if role == unit.ask.ref.role else unit.roles.get(role) or ()
    for person in people[:1]:
        key = (person, source.fact)
        value = facts.get(key, UNKNOWN)
        if key == unit.key or value is UNKNOWN or value is ABSENT or value is None:
            return None
        return value if part is None else getattr(value, part)
    return None


def _undecided(
    waiting: Iterable[Unit], asked: frozenset[FactKey], facts: Mapping[FactKey, object]
) -> tuple[FactKey, ...]:
    """List what questions wait for although nothing asks it, now or after other answers."""
    found: dict[FactKey, None] = {}
    for unit in sorted(waiting, key=lambda unit: unit.place):
        for key in unit.looks_at():
            if key not in asked and facts.get(key, UNKNOWN) is UNKNOWN:
                found[key] = None
    return tuple(found)
