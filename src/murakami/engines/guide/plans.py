"""A life event made ready for asking, and where somebody stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from murakami.engines.guide.grounds import GuideGround, Shape
from murakami.engines.guide.life_events import LifeEvent, facts_used
from murakami.kernel.conditions import Explanation, FactKey, Situation, compile_explanation
from murakami.kernel.conditions.diagrams import Node
from murakami.kernel.facts import UNKNOWN

_GROUNDS_KEPT: Final = 24
_NODES_KEPT: Final = 50_000

_GroundKey: TypeAlias = tuple[date, Shape, frozenset[tuple[FactKey, object]]]


class GuidePlan:
    """A compiled life event. Asking changes nothing in it but what it remembers to be quick.

    `facts` names the facts that the guide looks at: an answer to any other leaves everything it has found out as it is.
    """

    def __init__(self, event: LifeEvent) -> None:
        self.event: Final = event
        self.explanations: Final[tuple[Explanation, ...]] = tuple(
            compile_explanation(offer.when, event.predicates) for offer in event.offers
        )
        self.facts: Final = facts_used(event)
        self.offer_index: Final = {offer.procedure: index for index, offer in enumerate(event.offers)}
        self._grounds: dict[_GroundKey, GuideGround] = {}

    def stand(self, situation: Situation) -> Standing:
        """Find where somebody stands: what remains open of each offer under the answers so far."""
        shape, names = _shape_of(self.event, situation)
        ground = self._ground(situation.today, shape, {})
        answers, odd = _answers(ground, names, situation.facts)
        if odd:
            ground = self._ground(situation.today, shape, odd)
            answers, _none = _answers(ground, names, situation.facts)
        known = sum(1 << level for level in answers)
        return Standing(ground, names, known, _remaining(ground, answers))

    def _ground(self, today: date, shape: Shape, fixed: Mapping[FactKey, object]) -> GuideGround:
        key = (today, shape, frozenset(fixed.items()))
        found = self._grounds.get(key)
        if found is None or len(found.diagrams) > _NODES_KEPT:
            for oldest in list(self._grounds)[: len(self._grounds) - _GROUNDS_KEPT + 1]:
                self._grounds.pop(oldest, None)
            found = self._grounds[key] = GuideGround(self.event, shape, today, fixed)
        return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What remains of each offer. `names` gives the instance at each place of the ground's shape."""

    ground: GuideGround
    names: tuple[str, ...]
    known: int
    offers: tuple[Node, ...]

    @property
    def open_mask(self) -> int:
        """The levels of all questions that can still change something."""
        mask = 0
        for node in self.offers:
            mask |= node.mask
        return mask & ~self.known

    @property
    def questions(self) -> frozenset[FactKey]:
        """Everything that the life event's conditions read of those who take part, whether it still matters or not."""
        return frozenset(map(self.key_at, range(len(self.ground.grounding.keys))))

    def key_at(self, level: int) -> FactKey:
        """Name the fact that a level asks."""
        place, fact = self.ground.grounding.keys[level]
        return self.names[int(place)], fact


def compile_guide(event: LifeEvent) -> GuidePlan:
    """Make a life event ready for asking. Check it first with `check_life_event`.

    Raises:
        KeyError: a condition names a predicate that does not exist.
    """
    return GuidePlan(event)


def _shape_of(event: LifeEvent, situation: Situation) -> tuple[Shape, tuple[str, ...]]:
    places: dict[str, str] = {}
    shape: list[tuple[str, tuple[str, ...] | None]] = []
    for role in event.cast:
        instances = situation.roles.get(role)
        if instances is None:
            shape.append((role, None))
        else:
            shape.append((role, tuple(places.setdefault(name, str(len(places))) for name in instances)))
    return tuple(shape), tuple(places)


def _answers(
    ground: GuideGround, names: tuple[str, ...], facts: Mapping[FactKey, object]
) -> tuple[dict[int, int], dict[FactKey, object]]:
    """Find the branch of every known fact, and the values that no branch is for (hidden, left blank, no longer offered)."""
    answers: dict[int, int] = {}
    odd: dict[FactKey, object] = {}
    for level, (place, fact) in enumerate(ground.grounding.keys):
        value = facts.get((names[int(place)], fact), UNKNOWN)
        if value is UNKNOWN:
            continue
        branch = ground.grounding.class_of(level, value)
        if branch is None:
            odd[place, fact] = value
        else:
            answers[level] = branch
    return answers, odd


def _remaining(ground: GuideGround, answers: Mapping[int, int]) -> tuple[Node, ...]:
    known = sum(1 << level for level in answers)
    choose = ground.diagrams.choose
    remaining = []
    for node in ground.offers:
        rest = node
        if rest.mask & known:
            for level, branch in answers.items():
                rest = choose(rest, level, branch)
        remaining.append(rest)
    return tuple(remaining)
