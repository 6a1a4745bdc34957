"""迷わない：the guides ask few questions, and none that could change nothing."""

from collections.abc import Iterator, Mapping

import pytest

from murakami.domain.procedures.catalogue import Catalogue
from murakami.domain.procedures.life_events import LifeEventVersion
from murakami.engines.guide import next_question
from murakami.engines.guide.life_events import conditions_in
from murakami.kernel.conditions import FactKey, Situation, facts_of
from tests.packs.families import PEOPLE, TODAY
from tests.packs.reckoning import Answers, Table, values_of

People = Mapping[str, tuple[str, ...]]
MOST_QUESTIONS = {"birth": 7, "pregnancy": 3}
ROLES = {
    "birth": {**PEOPLE, "head": ("head",)},
    "pregnancy": {"me": ("me",), "partner": ("partner",), "household": ("household",)},
}


def questions_possible(event: LifeEventVersion, people: People) -> tuple[FactKey, ...]:
    """List every fact that the written conditions and deadlines look at, of everybody whom the cast binds."""
    guide = event.plan.event
    refs = set()
    for offer in guide.offers:
        conditions = [offer.when, *(one for bind in offer.bind.values() for one in conditions_in(bind))]
        refs |= {ref for condition in conditions for ref in facts_of(condition, guide.predicates)}
    keys = {(person, ref.fact) for ref in refs for person in people[ref.role]}
    if any(offer.due for offer in guide.offers):
        keys |= {(person, "born_on") for person in people["newborn"]}
    return tuple(sorted(keys))


def fact_of(event: LifeEventVersion, people: People, key: FactKey):
    role = next(role for role, persons in people.items() if key[0] in persons)
    return event.kind_of(role).facts[key[1]]


def walks(event: LifeEventVersion, people: People, known: Answers) -> Iterator[tuple[Answers, FactKey | None]]:
    """Walk over every path of answers: what is known at each step and what the guide asks then."""
    question = next_question(event.plan, Situation(known, people, TODAY))
    yield known, question
    if question is not None:
        for value in values_of(fact_of(event, people, question)):
            yield from walks(event, people, {**known, question: value})


@pytest.mark.parametrize("name", MOST_QUESTIONS)
def test_guide__asks_few_questions_on_every_path(catalogue: Catalogue, name: str):
    event, people = catalogue.life_events[name], ROLES[name]
    lengths = [len(known) for known, question in walks(event, people, {}) if question is None]
    print(f"\n{name}: {len(lengths)} paths, {min(lengths)} to {max(lengths)} questions")
    assert max(lengths) <= MOST_QUESTIONS[name]


@pytest.mark.parametrize("name", MOST_QUESTIONS)
def test_guide__asks_nothing_that_could_change_nothing(catalogue: Catalogue, name: str):
    event, people = catalogue.life_events[name], ROLES[name]
    domain = {key: values_of(fact_of(event, people, key)) for key in questions_possible(event, people)}
    table = Table(event.plan.event, domain, people)
    seen = set()
    for known, question in walks(event, people, {}):
        step = frozenset(known.items()), question
        if step in seen:
            continue
        seen.add(step)
        if question is None:
            assert len(table.outcomes(known)) == 1, known
        else:
            assert table.can_change(known, question), (known, question)
    assert len(seen) > len(domain)


def test_guide__asks_one_question_more_for_each_twin_and_no_other(catalogue: Catalogue):
    people = {**ROLES["birth"], "newborn": ("newborn-1", "newborn-2")}
    asked = {question for _, question in walks(catalogue.life_events["birth"], people, {}) if question is not None}
    assert {key for key in asked if key[0].startswith("newborn")} == {
        ("newborn-1", "born_on"),
        ("newborn-2", "born_on"),
    }
    assert len(asked) == MOST_QUESTIONS["birth"] + 1


def test_guide__does_not_ask_where_somebody_lives_whose_card_says_it(catalogue: Catalogue):
    known = {("me", "lives_in_city"): True}
    lengths = [
        len(answers) - len(known)
        for answers, question in walks(catalogue.life_events["birth"], ROLES["birth"], known)
        if question is None
    ]
    assert max(lengths) == MOST_QUESTIONS["birth"] - 1
