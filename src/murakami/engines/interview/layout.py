"""What of an interview does not depend on the answers: who may be asked what, and on which page it would stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from murakami.engines.interview.definitions import BoundProcedure, roles_for
from murakami.engines.interview.visibility import Unit
from murakami.kernel.conditions import FactKey

Slot: TypeAlias = tuple[str, str | None]
"""The topic of a page and the instance it repeats for."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The asks of bound procedures, laid out once for all answers of these people.

    `units` come in the order of the topics, each with its page; `waiting` are the facts of which every ask has a
    condition, in the order of dependency, `early` those of them at which an ask looks that does not come after them
    (an order over several procedures is not always one for all); `asked` are all facts.
    """

    procedures: tuple[BoundProcedure, ...]
    units: tuple[tuple[Unit, Slot], ...]
    waiting: Mapping[FactKey, Sequence[Unit]]
    early: frozenset[FactKey]
    asked: frozenset[FactKey]


def lay_out(procedures: Sequence[BoundProcedure]) -> Layout:
    """Lay the asks of all procedures out. Worth keeping as long as the same people take the same roles."""
    units = list(_units_of(procedures))
    ranks, repeated = _ranks_of(units), _repeated(units)
    ordered, waiting = sorted(units, key=lambda unit: ranks[unit.ask.topic]), _waiting(units)
    return Layout(
        procedures=tuple(procedures),
        units=tuple((unit, _slot_of(unit, repeated)) for unit in ordered),
        waiting=waiting,
        early=_early(waiting),
        asked=frozenset(unit.key for unit in units),
    )


def _units_of(procedures: Iterable[BoundProcedure]) -> Iterator[Unit]:
    """Walk over the asks of all procedures, one for each person whom the role binds."""
    places = count()
    for bound in procedures:
        for ask in bound.definition.asks:
            role = ask.ref.role
            for instance in bound.roles.get(role, ()):
                roles = roles_for(bound, role, instance) if ask.decides_by_person else bound.roles
                yield Unit(next(places), bound, ask, (instance, ask.ref.fact), roles)


def _waiting(units: Sequence[Unit]) -> dict[FactKey, list[Unit]]:
    always_visible = {unit.key for unit in units if unit.ask.gate is None}
    waiting: dict[FactKey, list[Unit]] = {}
    for unit in sorted(units, key=lambda unit: unit.ask.rank):
        if unit.key not in always_visible:
            waiting.setdefault(unit.key, []).append(unit)
    return waiting


def _early(waiting: Mapping[FactKey, Sequence[Unit]]) -> frozenset[FactKey]:
    looked_at: set[FactKey] = set()
    early: set[FactKey] = set()
    for key, asks in waiting.items():
        for unit in asks:
            looked_at.update(unit.looks_at())
        if key in looked_at:
            early.add(key)
    return frozenset(early)


def _ranks_of(units: Iterable[Unit]) -> dict[str, int]:
    """Order the topics."""
    orders: dict[str, int] = {}
    for unit in units:
        orders[unit.ask.topic] = min(orders.get(unit.ask.topic, unit.ask.order), unit.ask.order)
    return {topic: rank for rank, topic in enumerate(sorted(orders, key=orders.__getitem__))}


def _slot_of(unit: Unit, repeated: frozenset[tuple[str, str]]) -> Slot:
    return unit.ask.topic, unit.key[0] if (unit.ask.topic, unit.ask.kind) in repeated else None


def _repeated(units: Iterable[Unit]) -> frozenset[tuple[str, str]]:
    """Find the topics that repeat for a kind: asked of several people at once, or of different ones.

    A person whom one procedure binds alone and another among several has one page.
    """
    asked_of: dict[tuple[str, str], dict[int, set[str]]] = {}
    repeated: set[tuple[str, str]] = set()
    for unit in units:
        place = unit.ask.topic, unit.ask.kind
        if unit.ask.per_person:
            repeated.add(place)
        else:
            asked_of.setdefault(place, {}).setdefault(id(unit.bound), set()).add(unit.key[0])
    repeated.update(place for place, people in asked_of.items() if _differ(people.values()))
    return frozenset(repeated)


def _differ(people: Iterable[set[str]]) -> bool:
    """Tell whether each procedure speaks of one person here, but not all of the same."""
    everybody: set[str] = set()
    for one_procedure in people:
        if len(one_procedure) > 1:
            return False
        everybody |= one_procedure
    return len(everybody) > 1
