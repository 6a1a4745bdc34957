"""Conditions about given people on a given day, as decision diagrams over their facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Final, TypeAlias

from murakami.kernel.conditions.diagrams import Diagrams, Node
from murakami.kernel.conditions.domains import Probe, ValueClass, value_classes
from murakami.kernel.conditions.errors import PluralRoleError
from murakami.kernel.conditions.predicates import Predicate, TruthOfValue, truth_of_test, truth_of_value
from murakami.kernel.conditions.situation import FactKey, People
from murakami.kernel.conditions.trees import All, Always, AnyOf, Condition, Every, Named, Not, Some
from murakami.kernel.conditions.truth import Truth, all_of, any_of, opposite
from murakami.kernel.conditions.vocabulary import fact_of
from murakami.kernel.facts import FactRef, Kind, RoleSpec

KindFact: TypeAlias = tuple[str, str]
"""A fact of a kind: `("Person", "born_on")`."""


class Grounding:
    """Builds the diagrams of trees for given people and remembers which level asks which fact of whom.

    `fixed` holds values that are not asked any more; every other fact of a person is a question with one branch per
    class of values. A role that is None (not yet said who) makes what speaks of it UNKNOWN, whatever the answers.
    """

    def __init__(
        self,
        *,
        predicates: Mapping[str, Predicate],
        roles: Mapping[str, RoleSpec],
        kinds: Mapping[str, Kind],
        people: People,
        today: date,
        fixed: Mapping[FactKey, object] | None = None,
    ) -> None:
        self.diagrams: Final = Diagrams()
        self.keys: Final[list[FactKey]] = []
        self.classes: Final[list[tuple[ValueClass, ...]]] = []
        self._predicates = predicates
        self._roles = roles
        self._kinds = kinds
        self._people = people
        self._today = today
        self._fixed = fixed or {}
        self._probes = _probes_by_fact(predicates, roles)
        self._levels: dict[FactKey, int] = {}
        self._class_of: list[dict[tuple[Truth, ...], int]] = []
        self._tellers: list[tuple[TruthOfValue, ...]] = []
        self._divided: dict[KindFact, tuple[ValueClass, ...]] = {}

    def node_of(self, tree: Condition) -> Node:
        """Make the diagram of a tree; its ends are truths.

        Raises:
            KeyError: a predicate of the tree does not exist.
            PluralRoleError: a predicate speaks of one person and its role binds several.
        """
        return self._node(tree, self._people)

    def level_of(self, role: str, key: FactKey) -> int | None:
        """Number the question for a fact of somebody whom the role binds; None when its value is fixed."""
        if key in self._fixed:
            return None
        level = self._levels.get(key)
        return self._new_level((self._roles[role].kind, key[1]), key, role) if level is None else level

    def class_of(self, level: int, value: object) -> int | None:
        """Find the branch that a value takes; None for a value that nobody could answer now."""
        truths = tuple(tell(value, self._today) for tell in self._tellers[level])
        return self._class_of[level].get(truths)

    def _node(self, tree: Condition, people: People) -> Node:
        match tree:
            case Always():
                return self.diagrams.end(Truth.TRUE)
            case Named(name):
                return self._leaf(self._predicates[name], people)
            case All(parts):
                return self._joined([self._node(part, people) for part in parts], every=True)
            case AnyOf(parts):
                return self._joined([self._node(part, people) for part in parts], every=False)
            case Not(part):
                return self.diagrams.combine(opposite, self._node(part, people))
            case Some(role, that) | Every(role, that):
                return self._quantified(role, that, people, every=isinstance(tree, Every))

    def _quantified(self, role: str, that: Condition, people: People, *, every: bool) -> Node:
        instances = people.get(role)
        if instances is None:
            return self.diagrams.end(Truth.UNKNOWN)
        return self._joined([self._node(that, {**people, role: (one,)}) for one in instances], every=every)

    def _joined(self, nodes: list[Node], *, every: bool) -> Node:
        if not nodes:
            return self.diagrams.end(Truth.of(every))
        join = _and if every else _or
        return reduce(lambda first, second: self.diagrams.combine(join, first, second), nodes)

    def _leaf(self, predicate: Predicate, people: People) -> Node:
        role, fact = predicate.ref.role, predicate.ref.fact
        instances = people.get(role)
        if instances is None:
            return self.diagrams.end(Truth.UNKNOWN)
        if not instances:
            return self.diagrams.end(Truth.ABSENT)
        if len(instances) > 1:
            raise PluralRoleError(role, instances)
        key = (instances[0], fact)
        level = self.level_of(role, key)
        if level is None:
            return self.diagrams.end(truth_of_value(predicate)(self._fixed[key], self._today))
        place = self._probes[self._roles[role].kind, fact].index(Probe.of(predicate))
        ends = tuple(self.diagrams.end(each.truths[place]) for each in self.classes[level])
        return self.diagrams.question(level, ends)

    def _new_level(self, kind_fact: KindFact, key: FactKey, role: str) -> int:
        classes = self._classes_of(kind_fact, role)
        level = len(self.keys)
        self._levels[key] = level
        self.keys.append(key)
        self.classes.append(classes)
        self._class_of.append({each.truths: branch for branch, each in enumerate(classes)})
        self._tellers.append(tuple(truth_of_test(probe.test, probe.part) for probe in self._probes.get(kind_fact, ())))
        return level

    def _classes_of(self, kind_fact: KindFact, role: str) -> tuple[ValueClass, ...]:
        found = self._divided.get(kind_fact)
        if found is None:
            fact = fact_of(FactRef(role, kind_fact[1]), roles=self._roles, kinds=self._kinds)
            found = self._divided[kind_fact] = value_classes(fact, self._probes.get(kind_fact, ()), self._today)
        return found


def _probes_by_fact(
    predicates: Mapping[str, Predicate], roles: Mapping[str, RoleSpec]
) -> dict[KindFact, tuple[Probe, ...]]:
    probes: dict[KindFact, dict[Probe, None]] = {}
    for predicate in predicates.values():
        kind_fact = (roles[predicate.ref.role].kind, predicate.ref.fact)
        probes.setdefault(kind_fact, {})[Probe.of(predicate)] = None
    return {kind_fact: tuple(found) for kind_fact, found in probes.items()}


def _and(first: Truth, second: Truth) -> Truth:
    return all_of((first, second))


def _or(first: Truth, second: Truth) -> Truth:
    return any_of((first, second))
