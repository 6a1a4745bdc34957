"""Which asks are visible under the answers, and which answers are therefore absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from murakami.engines.interview.definitions import BoundProcedure, CompiledAsk
from murakami.kernel.conditions import FactKey, Situation, Truth
from murakami.kernel.facts import ABSENT

_HIDDEN: Final = Truth.FALSE
_MISSING: Final = object()

EffectiveFacts: TypeAlias = dict[FactKey, object]
"""All answers, those under hidden asks ABSENT."""


class Unit(NamedTuple):
    """One ask of one procedure about one person, with the people whom that procedure's roles bind as it is asked.

    `place` counts the asks as the procedures write them.
    """

    place: int
    bound: BoundProcedure
    ask: CompiledAsk
    key: FactKey
    roles: Mapping[str, tuple[str, ...]]

    @property
    def procedure(self) -> str:
        """The procedure that asks."""
        return self.bound.definition.procedure

    def view(self, here: Situation) -> Situation:
        """See a situation as its procedure does: its own names for the people, over the same answers."""
        return Situation(here.facts, self.roles, here.today)

    def truth(self, here: Situation) -> Truth:
        """Tell whether it is asked in a situation."""
        return Truth.TRUE if self.ask.gate is None else self.ask.gate.truth(self.view(here))

    def looks_at(self) -> Iterator[FactKey]:
        """Walk over the facts that decide whether it is asked."""
        for ref in sorted(self.ask.gate.facts if self.ask.gate else ()):
            for person in self.roles.get(ref.role) or ():
                yield person, ref.fact


def settle_visibility(
    waiting: Mapping[FactKey, Sequence[Unit]], early: frozenset[FactKey], facts: EffectiveFacts, here: Situation
) -> None:
    """Find out what is visible until nothing changes any more, and make every hidden answer ABSENT.

    `waiting` are the facts of which every ask has a condition, `early` those of them that are looked at before they
    are settled; `here` is the situation over `facts`. Afterwards the units tell their truth. An ask that waits for another answer is not visible yet, and its own value is left out, so
    it counts as unknown. A fact is hidden when every ask of it is.
    """
    said = {key: facts.get(key, _MISSING) for key in waiting}
    # every pass settles at least one more link of the longest chain; a circle is refused when a version is published
    for _pass in range(len(waiting) + 1):
        changed = [key for key, asks in waiting.items() if _resettle(key, facts, _visibility(asks, here), said[key])]
        if early.isdisjoint(changed):
            break


def _resettle(key: FactKey, facts: EffectiveFacts, seen: Truth, said: object) -> bool:
    """Take the value that a fact has under its present visibility; tell whether that changed it."""
    value = said if seen is Truth.TRUE else _MISSING if seen is Truth.UNKNOWN else ABSENT
    if value is facts.get(key, _MISSING):
        return False
    if value is _MISSING:
        del facts[key]
    else:
        facts[key] = value
    return True


def _visibility(asks: Sequence[Unit], here: Situation) -> Truth:
    found = _HIDDEN
    for unit in asks:
        truth = unit.truth(here)
        if truth is Truth.TRUE:
            return truth
        if truth is Truth.UNKNOWN:
            found = truth
    return found
