"""Which asks are visible under the answers, and which answers are therefore absent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from murakami.engines.interview.definitions import BoundProcedure, CompiledAsk
from murakami.kernel.conditions import FactKey, Situation, Truth
from murakami.kernel.facts import ABSENT

_HIDDEN: Final = Truth.FALSE
_MISSING: Final = object()


class Unit(NamedTuple):
    """One ask of one procedure about one person, in the situation as that procedure sees it."""

    bound: BoundProcedure
    ask: CompiledAsk
    key: FactKey
    view: Situation

    @property
    def procedure(self) -> str:
        """The procedure that asks."""
        return self.bound.definition.procedure

    @property
    def truth(self) -> Truth:
        """Whether it is asked, under the answers as its view holds them now."""
        return Truth.TRUE if self.ask.gate is None else self.ask.gate.truth(self.view)


class Views:
    """The situation as each procedure sees it: its own names for the people, all over the same answers."""

    def __init__(self, situation: Situation) -> None:
        self.facts: Final[dict[FactKey, object]] = dict(situation.facts)
        self._today = situation.today

    def units_of(self, bound: BoundProcedure) -> Iterator[Unit]:
        """Walk over the asks of a procedure, one for each person whom the role binds."""
        whole = self.view(bound)
        by_person: dict[tuple[str, str], Situation] = {}
        for ask in bound.definition.asks:
            role = ask.ref.role
            for instance in bound.roles.get(role, ()):
                view = whole
                if ask.decides_by_person:
                    view = by_person.get((role, instance)) or by_person.setdefault(
                        (role, instance), self.view(bound, role=role, instance=instance)
                    )
                yield Unit(bound, ask, (instance, ask.ref.fact), view)

    def view(self, bound: BoundProcedure, *, role: str | None = None, instance: str | None = None) -> Situation:
        """See the answers as a procedure does, with one person in a role where several are bound."""
        if role is None or instance is None:
            return Situation(self.facts, bound.roles, self._today)
        return Situation(self.facts, {**bound.roles, role: (instance,)}, self._today)


def settle_visibility(units: Sequence[Unit], views: Views) -> None:
    """Find out what is visible until nothing changes any more, and make every hidden answer ABSENT.

    Afterwards the units tell their truth. An ask that waits for another answer is not visible yet, and its own value
    is left out, so it counts as unknown. A fact is hidden when every ask of it is.
    """
    gated = [unit for unit in units if unit.ask.gate is not None]
    always_visible = {unit.key for unit in units if unit.ask.gate is None}
    waiting: dict[FactKey, list[Unit]] = {}
    for unit in sorted(gated, key=lambda unit: unit.ask.rank):
        if unit.key not in always_visible:
            waiting.setdefault(unit.key, []).append(unit)
    said = {key: views.facts.get(key, _MISSING) for key in waiting}
    # every pass settles at least one more link of the longest chain; a circle is refused when a version is published
    for _pass in range(len(waiting) + 1):
        changes = [_resettle(key, asks, views, said[key]) for key, asks in waiting.items()]
        if not any(changes):
            break


def _resettle(key: FactKey, asks: Sequence[Unit], views: Views, said: object) -> bool:
    """Take the value that a fact has under its present visibility; tell whether that changed it."""
    seen = _visibility(asks)
    value = said if seen is Truth.TRUE else _MISSING if seen is Truth.UNKNOWN else ABSENT
    if value is views.facts.get(key, _MISSING):
        return False
    if value is _MISSING:
        del views.facts[key]
    else:
        views.facts[key] = value
    return True


def _visibility(asks: Sequence[Unit]) -> Truth:
    found = _HIDDEN
    for unit in asks:
        truth = unit.truth
        if truth is Truth.TRUE:
            return truth
        if truth is Truth.UNKNOWN:
            found = truth
    return found
