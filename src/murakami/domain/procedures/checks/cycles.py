"""Checks that no question waits for itself: over all procedures, what is asked depends on what without a circle."""

from collections.abc import Iterator
from itertools import pairwise

from murakami.domain.procedures.checks.facts import read_condition
from murakami.domain.procedures.formats.procedures import PROCEDURES
from murakami.domain.procedures.vocabulary import Vocabulary
from murakami.foundation.packs.library import Library
from murakami.foundation.packs.problems import Problem, Said
from murakami.foundation.packs.sources import Place
from murakami.kernel.conditions import ConditionError, both, dependency_cycle, facts_of
from murakami.kernel.facts import FactRef


def cycle_problems(library: Library, words: Vocabulary) -> Iterator[Problem]:
    """Find one circle of questions that wait for each other, and say at each of them."""
    edges: dict[FactRef, set[FactRef]] = {}
    places: dict[tuple[FactRef, FactRef], Place] = {}
    for asked, needed, place in _dependencies(library, words):
        edges.setdefault(asked, set()).add(needed)
        places.setdefault((asked, needed), place)
    cycle = dependency_cycle(edges)
    if cycle is None:
        return
    chain = " → ".join(str(step) for step in cycle)
    for asked, needed in pairwise(cycle):
        yield places[asked, needed].problem(
            Said(f"「{asked}」を聞くかどうかが、めぐりめぐって「{asked}」の答えで決まります（{chain}）。",
                 f"Whether {asked} is asked depends on its own answer ({chain})."),
            Said("when のどれか一つから、この条件を外してください。", "Remove this condition from one of the when."),
        )  # fmt: skip


def _dependencies(library: Library, words: Vocabulary) -> Iterator[tuple[FactRef, FactRef, Place]]:
    for entry in library.entries(PROCEDURES):
        for index, ask in enumerate(entry.model.asks):
            for position, fact in enumerate(ask.facts):
                try:
                    tree = both(read_condition(ask.when), read_condition(fact.when))
                    needs = facts_of(tree, words.predicates)
                except (ConditionError, KeyError):
                    continue  # the checks of the procedure itself report it
                place = entry.place.inside("asks", index, "facts", position)
                for needed in sorted(needs):
                    yield FactRef.parse(fact.fact), needed, place
