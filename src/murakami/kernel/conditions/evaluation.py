"""Conditions at work: trees compiled to closures that tell their truth in a situation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from murakami.kernel.conditions.errors import PluralRoleError
from murakami.kernel.conditions.predicates import Predicate, truth_of_value
from murakami.kernel.conditions.situation import FactKey, People, Situation
from murakami.kernel.conditions.trees import All, Always, AnyOf, Condition, Every, Named, Not, Some
from murakami.kernel.conditions.truth import ABSENT, FALSE, TRUE, UNKNOWN, Truth, all_of, any_of, opposite
from murakami.kernel.facts import UNKNOWN as NOT_SAID

CompiledCondition: TypeAlias = Callable[[Situation], Truth]
Facts: TypeAlias = Mapping[FactKey, object]
Evaluation: TypeAlias = Callable[[Facts, People, date], Truth]


def compile_condition(tree: Condition, predicates: Mapping[str, Predicate]) -> CompiledCondition:
    """Make the function that tells the truth of a tree in a situation.

    The function raises `PluralRoleError` where a predicate speaks of one person and its role binds several.

    Raises:
        KeyError: a predicate of the tree does not exist.
    """
    evaluate = _evaluation_of(tree, predicates)
    return lambda situation: evaluate(situation.facts, situation.roles, situation.today)


def _evaluation_of(tree: Condition, predicates: Mapping[str, Predicate]) -> Evaluation:  # noqa: PLR0911 — one return per form
    match tree:
        case Always():
            return lambda _facts, _roles, _today: TRUE
        case Named(name):
            return evaluation_of_predicate(predicates[name])
        case All(parts):
            return _all(tuple(_evaluation_of(part, predicates) for part in parts))
        case AnyOf(parts):
            return _any(tuple(_evaluation_of(part, predicates) for part in parts))
        case Not(part):
            inner = _evaluation_of(part, predicates)
            return lambda facts, roles, today: opposite(inner(facts, roles, today))
        case Some(role, that):
            return _quantifier(role, _evaluation_of(that, predicates), some=True)
        case Every(role, that):
            return _quantifier(role, _evaluation_of(that, predicates), some=False)


def evaluation_of_predicate(predicate: Predicate) -> Evaluation:
    """Make the function that tells the truth of one predicate."""
    role, fact = predicate.ref.role, predicate.ref.fact
    truth = truth_of_value(predicate)

    def evaluate(facts: Facts, roles: People, today: date) -> Truth:
        instances = roles.get(role)
        if instances is None:
            return UNKNOWN
        if len(instances) == 1:
            return truth(facts.get((instances[0], fact), NOT_SAID), today)
        if instances:
            raise PluralRoleError(role, instances)
        return ABSENT

    return evaluate


def _all(parts: tuple[Evaluation, ...]) -> Evaluation:
    # the loops of all_of and any_of again: a generator would cost as much as the parts
    def evaluate(facts: Facts, roles: People, today: date) -> Truth:
        found = TRUE
        for part in parts:
            truth = part(facts, roles, today)
            if truth is FALSE:
                return truth
            if truth is ABSENT or (truth is UNKNOWN and found is TRUE):
                found = truth
        return found

    return evaluate


def _any(parts: tuple[Evaluation, ...]) -> Evaluation:
    def evaluate(facts: Facts, roles: People, today: date) -> Truth:
        found = ABSENT if parts else FALSE
        for part in parts:
            truth = part(facts, roles, today)
            if truth is TRUE:
                return truth
            if truth is UNKNOWN or (truth is FALSE and found is ABSENT):
                found = truth
        return found

    return evaluate


def _quantifier(role: str, that: Evaluation, *, some: bool) -> Evaluation:
    join = any_of if some else all_of

    def evaluate(facts: Facts, roles: People, today: date) -> Truth:
        instances = roles.get(role)
        if instances is None:
            return UNKNOWN
        return join([that(facts, {**roles, role: (instance,)}, today) for instance in instances])

    return evaluate
