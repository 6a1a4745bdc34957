from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.conditions import (
    DependencyCycle,
    dependency_cycle,
    facts_of,
    order_by_dependency,
    parse_condition,
)
from murakami.kernel.facts import FactRef
from tests.kernel.conditions.town import PREDICATES

GRAPHS = st.dictionaries(st.integers(0, 7), st.frozensets(st.integers(0, 7), max_size=3), max_size=8)


def reaches_itself(edges, start):
    seen, waiting = set(), list(edges.get(start, ()))
    while waiting:
        item = waiting.pop()
        if item == start:
            return True
        if item not in seen:
            seen.add(item)
            waiting.extend(edges.get(item, ()))
    return False


def test_facts_of__collects_each_fact_once():
    tree = parse_condition(
        {"all": ["me_works", {"not": "me_at_office"}, {"some": {"of": "child", "that": "child_baby"}}]}
    )
    assert facts_of(tree, PREDICATES) == {FactRef("me", "works"), FactRef("child", "born_on")}


@given(GRAPHS)
def test_dependency_cycle__finds_a_real_circle_exactly_when_there_is_one(edges):
    cycle = dependency_cycle(edges)
    assert (cycle is not None) == any(reaches_itself(edges, item) for item in edges)
    if cycle is not None:
        assert cycle[0] == cycle[-1]
        assert all(after in edges[before] for before, after in pairwise(cycle))


@given(GRAPHS, st.permutations(range(8)))
def test_order_by_dependency__puts_what_is_needed_first(edges, items):
    if dependency_cycle(edges) is not None:
        with pytest.raises(DependencyCycle):
            order_by_dependency(items, edges)
        return
    ordered = order_by_dependency(items, edges)
    assert sorted(ordered) == sorted(items)
    assert all(ordered.index(needed) < ordered.index(item) for item in edges for needed in edges[item])


def test_order_by_dependency__leaves_free_items_in_their_order():
    assert order_by_dependency(["d", "c", "b", "a"], {"d": ["b"]}) == ("b", "d", "c", "a")


def test_dependency_cycle__stands_long_chains():
    chain = {number: [number + 1] for number in range(5000)}
    assert dependency_cycle(chain) is None
    assert dependency_cycle({**chain, 5000: [0]}) is not None
