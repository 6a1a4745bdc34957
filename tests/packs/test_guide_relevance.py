"""Every question that the guide asks in the real life events, against brute force over all answers."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

import pytest

from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.engines.guide import next_question, outcome, questions_that_matter
from murakami.engines.guide.life_events import cast_roles_in, predicates_used
from murakami.kernel.conditions import FactKey, People, Situation
from murakami.kernel.facts import Fact
from tests.engines.reference import Table, plain

TODAY = date(2026, 11, 23)
WALKS = 8


def people_of(event: LifeEventVersion, nobody: frozenset[str]) -> People:
    """Bind one instance to each role of the cast, and nobody to these."""
    return {role: () if role in nobody else (f"{role}-1",) for role in event.cast}


def values_of(fact: Fact) -> tuple[object, ...]:
    match fact.type:
        case "yes_no":
            return (True, False)
        case "choice":
            choices = fact.options["choices"]
            assert isinstance(choices, list | tuple)
            return tuple(choices)
        case "date":
            return tuple(TODAY - timedelta(days=days) for days in (0, 14, 15))
    raise AssertionError(f"no sample values for {fact.type}")


def asked_facts(event: LifeEventVersion, people: People) -> dict[FactKey, tuple[object, ...]]:
    """List what conditions and deadlines look at, with all answers that can make a difference."""
    plan_event = event.plan.event
    refs = {(predicate.ref.role, predicate.ref.fact) for predicate in predicates_used(plan_event).values()}
    keys = {(person, fact): event.kind_of(role).facts[fact] for role, fact in refs for person in people[role] or ()}
    for offer in plan_event.offers:
        if offer.due is not None:
            name = offer.due.fact.fact
            dated = [role for role in cast_roles_in(offer.bind[offer.due.fact.role]) if role in event.cast]
            keys.update({(who, name): event.kind_of(role).facts[name] for role in dated for who in people[role] or ()})
    return {key: values_of(fact) for key, fact in sorted(keys.items(), key=lambda item: item[0])}


def walk(event: LifeEventVersion, here: Situation, table: Table, truth: Mapping[FactKey, object]) -> None:
    facts: dict[FactKey, object] = {}
    while True:
        now = Situation(facts, here.roles, here.today)
        assert set(questions_that_matter(event.plan, now)) == table.essential(facts)
        question = next_question(event.plan, now)
        if question is None:
            break
        facts[question] = truth[question]
    (only,) = table.remaining(facts)
    assert plain(outcome(event.plan, now)) == only


@pytest.mark.parametrize("life_event", ["birth", "pregnancy"])
@pytest.mark.parametrize("nobody", [frozenset(), frozenset({"partner", "sibling", "head"})], ids=["all", "alone"])
def test_guide_of_the_packs__asks_exactly_what_brute_force_finds_relevant(
    catalogue: Catalogue, life_event: str, nobody: frozenset[str]
) -> None:
    event = catalogue.life_events[life_event]
    people = people_of(event, nobody)
    values = asked_facts(event, people)
    here = Situation({}, people, TODAY)
    table = Table(event.plan.event, here, values)
    rng = Random(f"{life_event} {sorted(nobody)}")
    for _ in range(WALKS):
        walk(event, here, table, {key: rng.choice(choices) for key, choices in values.items()})
