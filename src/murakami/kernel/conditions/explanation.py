"""Why a condition holds or does not: the predicates that decide it, in handwritten sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from murakami.kernel.conditions.evaluation import Facts, evaluation_of_predicate
from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.situation import People, Situation
from murakami.kernel.conditions.trees import All, AnyOf, Condition, Every, Named, Not, Some, children_of
from murakami.kernel.conditions.truth import Truth, all_of, any_of, opposite


@dataclass(frozen=True, slots=True)
class DecidingLeaf:
    """A predicate that decides an outcome; one that speaks of nobody or of a hidden field does not hold."""

    predicate_id: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A deciding predicate with its sentence for the person concerned."""

    predicate_id: str
    holds: bool
    sentence: str


Explanation: TypeAlias = Callable[[Situation], tuple[DecidingLeaf, ...]]
_Leaves: TypeAlias = tuple[DecidingLeaf, ...]
_Traced: TypeAlias = tuple[Truth, _Leaves]
_Tracing: TypeAlias = Callable[[Facts, People, date], _Traced]


def explain(
    tree: Condition,
    predicates: Mapping[str, Predicate],
    situation: Situation,
    sentence: Callable[[str, bool], str],
) -> tuple[Reason, ...]:
    """Give the sentences of those predicates that decide the outcome, in the order of the tree.

    When all must hold and one does not, only what does not hold is told; when one suffices, only what holds. An
    outcome that is still unknown has no reasons yet.
    """
    leaves = compile_explanation(tree, predicates)(situation)
    return tuple(Reason(leaf.predicate_id, leaf.holds, sentence(leaf.predicate_id, leaf.holds)) for leaf in leaves)


def compile_explanation(tree: Condition, predicates: Mapping[str, Predicate]) -> Explanation:
    """Make the function that names the deciding predicates of a tree in a situation, each once.

    Raises:
        KeyError: a predicate of the tree does not exist.
    """
    trace = _tracing_of(tree, predicates)

    def explanation(situation: Situation) -> _Leaves:
        _truth, leaves = trace(situation.facts, situation.roles, situation.today)
        return tuple(dict.fromkeys(leaves))

    return explanation


def _tracing_of(tree: Condition, predicates: Mapping[str, Predicate]) -> _Tracing:  # noqa: PLR0911 — one return per form
    match tree:
        case Named(name):
            return _named(predicates[name])
        case All(parts):
            return _joined(tuple(_tracing_of(part, predicates) for part in parts), all_of)
        case AnyOf(parts):
            return _joined(tuple(_tracing_of(part, predicates) for part in parts), any_of)
        case Not(part):
            return _negated(_tracing_of(part, predicates))
        case Some(role, that):
            return _quantified(role, _tracing_of(that, predicates), any_of, of_nobody=_missing(that))
        case Every(role, that):
            return _quantified(role, _tracing_of(that, predicates), all_of, of_nobody=())
        case _:
            return lambda _facts, _roles, _today: (Truth.TRUE, ())


def _named(predicate: Predicate) -> _Tracing:
    evaluate = evaluation_of_predicate(predicate)
    id = predicate.id

    def trace(facts: Facts, roles: People, today: date) -> _Traced:
        truth = evaluate(facts, roles, today)
        leaves = () if truth is Truth.UNKNOWN else (DecidingLeaf(id, truth is Truth.TRUE),)
        return truth, leaves

    return trace


def _negated(inner: _Tracing) -> _Tracing:
    def trace(facts: Facts, roles: People, today: date) -> _Traced:
        truth, leaves = inner(facts, roles, today)
        return opposite(truth), leaves

    return trace


def _joined(parts: tuple[_Tracing, ...], join: Callable[[Iterable[Truth]], Truth]) -> _Tracing:
    def trace(facts: Facts, roles: People, today: date) -> _Traced:
        return _decided([part(facts, roles, today) for part in parts], join)

    return trace


def _quantified(role: str, that: _Tracing, join: Callable[[Iterable[Truth]], Truth], *, of_nobody: _Leaves) -> _Tracing:
    def trace(facts: Facts, roles: People, today: date) -> _Traced:
        instances = roles.get(role)
        if instances is None:
            return Truth.UNKNOWN, ()
        if not instances:
            return join(()), of_nobody
        return _decided([that(facts, {**roles, role: (one,)}, today) for one in instances], join)

    return trace


def _decided(traced: list[_Traced], join: Callable[[Iterable[Truth]], Truth]) -> _Traced:
    truth = join(found for found, _leaves in traced)
    if truth is Truth.UNKNOWN:
        return truth, ()
    return truth, tuple(leaf for found, leaves in traced if found is truth for leaf in leaves)


def _missing(tree: Condition) -> _Leaves:
    """Name what nobody is: the predicates of "some … that" which are not negated."""
    return tuple(DecidingLeaf(name, holds=False) for name in _affirmed(tree))


def _affirmed(tree: Condition) -> Iterator[str]:
    if isinstance(tree, Named):
        yield tree.predicate
    if not isinstance(tree, Not):
        for child in children_of(tree):
            yield from _affirmed(child)
