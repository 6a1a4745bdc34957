"""Which facts conditions depend on, whether they chase each other in a circle, and in which order they can be asked."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.trees import Condition, names_in
from murakami.kernel.facts import FactRef

T = TypeVar("T", bound=Hashable)


class DependencyCycle(ValueError):
    """Things depend on each other in a circle, so none of them can come first."""

    def __init__(self, cycle: tuple[object, ...]) -> None:
        super().__init__(" → ".join(str(step) for step in cycle))
        self.cycle = cycle


def facts_of(tree: Condition, predicates: Mapping[str, Predicate]) -> frozenset[FactRef]:
    """Collect the facts that a condition looks at.

    Raises:
        KeyError: a predicate of the tree does not exist.
    """
    return frozenset(predicates[name].ref for name in names_in(tree))


def dependency_cycle(edges: Mapping[T, Iterable[T]]) -> tuple[T, ...] | None:
    """Find one circle; None when there is none.

    `edges` leads from a thing to those it depends on. The circle ends where it begins: `(a, b, a)`.
    """
    finished: set[T] = set()
    for start in edges:
        trail = _circle_from(start, edges, finished)
        if trail is not None:
            return trail
    return None


def order_by_dependency(items: Sequence[T], edges: Mapping[T, Iterable[T]]) -> tuple[T, ...]:
    """Put what others depend on before them, and leave the order alone where nothing forces it.

    Raises:
        DependencyCycle: the items depend on each other in a circle.
    """
    cycle = dependency_cycle(edges)
    if cycle is not None:
        raise DependencyCycle(cycle)
    wanted = set(items)
    ordered: dict[T, None] = {}

    def place(item: T) -> None:
        if item in ordered:
            return
        for needed in _within(edges.get(item, ()), wanted, items):
            place(needed)
        ordered[item] = None

    for item in items:
        place(item)
    return tuple(ordered)


def _circle_from(start: T, edges: Mapping[T, Iterable[T]], finished: set[T]) -> tuple[T, ...] | None:
    trail: dict[T, None] = {}
    waiting: list[tuple[T, bool]] = [(start, False)]
    while waiting:
        item, leaving = waiting.pop()
        if leaving:
            del trail[item]
            finished.add(item)
        elif item in trail:
            steps = list(trail)
            return (*steps[steps.index(item) :], item)
        elif item not in finished:
            trail[item] = None
            waiting.append((item, True))
            waiting.extend((needed, False) for needed in edges.get(item, ()))
    return None


def _within(needed: Iterable[T], wanted: set[T], items: Sequence[T]) -> list[T]:
    members = wanted.intersection(needed)
    return [item for item in items if item in members] if members else []
