"""The offers of a life event for one shape of family on one day, as decision diagrams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from murakami.engines.guide.life_events import Bind, Either, LifeEvent, Offer, predicates_used
from murakami.kernel.conditions import FactKey, Truth
from murakami.kernel.conditions.diagrams import Diagrams, Node
from murakami.kernel.conditions.grounding import Grounding

Shape: TypeAlias = tuple[tuple[str, tuple[str, ...] | None], ...]
"""Cast role to places: people are numbered as they come, so families of the same shape share one ground."""

Bound: TypeAlias = tuple[str, ...] | None

Worth: TypeAlias = tuple[int, float, float]
"""Of a question's level: how likely its answer settles the offer, and how many open questions it clears on average."""


@dataclass(frozen=True, slots=True)
class OfferEnd:
    """What an offer comes to: whether it applies, who takes its roles, and whose dates its last days follow from.

    `bound` is in the order of the offer's `bind`; a role is None where the cast is not yet said. Both are empty when
    the offer does not apply.
    """

    applies: Truth
    bound: tuple[Bound, ...] = ()
    due_keys: tuple[FactKey, ...] = ()


class GuideGround:
    """The diagrams of all offers, and which level asks which fact of whom."""

    def __init__(self, event: LifeEvent, shape: Shape, today: date, fixed: Mapping[FactKey, object]) -> None:
        self._people: Final = dict(shape)
        self._role_of: Final = {place: role for role, places in reversed(shape) for place in places or ()}
        self.grounding: Final = Grounding(
            predicates=predicates_used(event),
            roles=event.cast,
            kinds=event.kinds,
            people=self._people,
            today=today,
            fixed=fixed,
        )
        self.offers: Final = tuple(self._offer_node(offer) for offer in event.offers)
        self.date_levels: Final = frozenset(
            level
            for level, (place, fact) in enumerate(self.grounding.keys)
            if event.kinds[event.cast[self._role_of[place]].kind].facts[fact].type == "date"
        )
        self._ends: dict[Node, frozenset[OfferEnd]] = {}
        self._worths: dict[tuple[Node, int], tuple[Worth, ...]] = {}

    @property
    def diagrams(self) -> Diagrams:
        """The store that all offers share."""
        return self.grounding.diagrams

    def ends_of(self, node: Node) -> frozenset[OfferEnd]:
        """List what an offer can still come to."""
        found = self._ends.get(node)
        if found is None:
            if isinstance(node.value, OfferEnd):
                found = frozenset((node.value,))
            else:
                found = frozenset(end for branch in node.branches for end in self.ends_of(branch))
            self._ends[node] = found
        return found

    def worths_of(self, node: Node, known: int) -> tuple[Worth, ...]:
        """Say of each open question of an offer what asking it is worth; `known` are the answered levels of its mask."""
        found = self._worths.get((node, known))
        if found is None:
            found = self._worths[node, known] = tuple(
                self._worth(node, known, level) for level in levels_of(node.mask & ~known)
            )
        return found

    def _worth(self, node: Node, known: int, level: int) -> Worth:
        asked = known | 1 << level
        open_now = (node.mask & ~known).bit_count()
        settled = cleared = 0.0
        for branch, values in enumerate(self.grounding.classes[level]):
            left = self.diagrams.choose(node, level, branch).mask & ~asked
            settled += 0.0 if left else values.weight
            cleared += values.weight * (open_now - left.bit_count())
        return level, settled, cleared

    def _offer_node(self, offer: Offer) -> Node:
        applies = self.grounding.node_of(offer.when)
        bound = [self._bound_node(bind) for bind in offer.bind.values()]
        due_role = tuple(offer.bind).index(offer.due.fact.role) if offer.due else None
        due_fact = offer.due.fact.fact if offer.due else ""

        def come_to(truth: Truth, *people: Bound) -> OfferEnd:
            if truth is not Truth.TRUE:
                return OfferEnd(truth)
            whose_dates = (people[due_role] or ()) if due_role is not None else ()
            return OfferEnd(truth, people, tuple((place, due_fact) for place in whose_dates))

        return self.diagrams.combine(come_to, applies, *bound, ends=self._mask_of)

    def _bound_node(self, bind: Bind) -> Node:
        if isinstance(bind, Either):
            branches = (
                self.grounding.node_of(bind.when),
                self._bound_node(bind.then),
                self._bound_node(bind.otherwise),
            )
            return self.diagrams.combine(_either, *branches)
        roles = (bind,) if isinstance(bind, str) else bind
        places = [self._people.get(role) for role in roles]
        if any(some is None for some in places):
            return self.diagrams.end(None)
        return self.diagrams.end(tuple(dict.fromkeys(place for some in places for place in some or ())))

    def _mask_of(self, end: OfferEnd) -> int:
        mask = 0
        for key in end.due_keys:
            level = self.grounding.level_of(self._role_of[key[0]], key)
            mask |= 0 if level is None else 1 << level
        return mask


def levels_of(mask: int) -> list[int]:
    """List the levels of a mask, lowest first."""
    levels = []
    while mask:
        lowest = mask & -mask
        levels.append(lowest.bit_length() - 1)
        mask ^= lowest
    return levels


def _either(truth: Truth, then: Bound, otherwise: Bound) -> Bound:
    if truth is Truth.UNKNOWN:
        return None
    return then if truth is Truth.TRUE else otherwise
