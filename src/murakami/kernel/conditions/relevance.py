"""Which facts can still change what a condition comes to."""

from __future__ import annotations

from collections.abc import Mapping

from murakami.kernel.conditions.diagrams import Node
from murakami.kernel.conditions.grounding import Grounding
from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.situation import FactKey, Situation
from murakami.kernel.conditions.trees import Condition, names_in
from murakami.kernel.conditions.truth import Truth
from murakami.kernel.facts import UNKNOWN, Kind, RoleSpec


def relevant_facts(
    tree: Condition,
    predicates: Mapping[str, Predicate],
    situation: Situation,
    *,
    roles: Mapping[str, RoleSpec],
    kinds: Mapping[str, Kind],
) -> tuple[FactKey, ...]:
    """List the unanswered facts that can still change the outcome, in the order in which the tree names them.

    Exact: a fact is listed exactly when two complete sets of answers exist that differ in it alone and give different
    outcomes. What an answer can be follows from the fact's type and options.
    """
    grounding, node = _grounded(tree, predicates, situation, roles, kinds)
    return tuple(key for level, key in enumerate(grounding.keys) if node.mask >> level & 1)


def settled_truth(
    tree: Condition,
    predicates: Mapping[str, Predicate],
    situation: Situation,
    *,
    roles: Mapping[str, RoleSpec],
    kinds: Mapping[str, Kind],
) -> Truth:
    """Tell what a condition comes to under every possible completion of the answers; UNKNOWN when they differ.

    Sharper than evaluation, which takes each predicate alone: someone under 3 *or* at least 3 years old is TRUE here
    before the birthday is known.
    """
    _grounding, node = _grounded(tree, predicates, situation, roles, kinds)
    return node.value if isinstance(node.value, Truth) else Truth.UNKNOWN


def _grounded(
    tree: Condition,
    predicates: Mapping[str, Predicate],
    situation: Situation,
    roles: Mapping[str, RoleSpec],
    kinds: Mapping[str, Kind],
) -> tuple[Grounding, Node]:
    grounding = Grounding(
        predicates={name: predicates[name] for name in names_in(tree)},
        roles=roles,
        kinds=kinds,
        people=situation.roles,
        today=situation.today,
        fixed={key: value for key, value in situation.facts.items() if value is not UNKNOWN},
    )
    return grounding, grounding.node_of(tree)
