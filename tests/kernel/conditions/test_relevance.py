from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from murakami.kernel.conditions import (
    Situation,
    Truth,
    compile_condition,
    facts_of,
    parse_condition,
    relevant_facts,
    settled_truth,
)
from murakami.kernel.facts import ABSENT, UNKNOWN
from tests.kernel.conditions.town import KINDS, PEOPLE, PREDICATES, ROLES, TODAY, VALUES, bushes, completions, situation


def relevant(tree, here):
    return relevant_facts(tree, PREDICATES, here, roles=ROLES, kinds=KINDS)


def settled(tree, here):
    return settled_truth(tree, PREDICATES, here, roles=ROLES, kinds=KINDS)


def keys_in(tree, people):
    return tuple(sorted({(who, ref.fact) for ref in facts_of(tree, PREDICATES) for who in people[ref.role]}))


def outcomes(tree, people, keys, facts):
    evaluate = compile_condition(tree, PREDICATES)
    return {
        tuple(answers.values()): evaluate(Situation({**facts, **answers}, people, TODAY))
        for answers in completions(keys)
    }


def essential(found, place):
    """Tell by brute force whether one of the questions makes a difference somewhere."""
    seen = {}
    for answers, truth in found.items():
        others = (*answers[:place], *answers[place + 1 :])
        if seen.setdefault(others, truth) is not truth:
            return True
    return False


@settings(max_examples=300, deadline=None)
@given(bushes(), PEOPLE, st.data())
def test_relevant_facts__are_exactly_those_that_brute_force_finds(tree, people, data):
    keys = keys_in(tree, people)
    known = data.draw(st.sets(st.sampled_from(keys), max_size=len(keys) // 2) if keys else st.just(set()))
    facts = {key: data.draw(st.sampled_from([*VALUES[key[1]], ABSENT])) for key in sorted(known)}
    asked = tuple(key for key in keys if key not in known)
    event(f"{len(asked)} questions")
    size = 1
    for _who, fact in asked:
        size *= len(VALUES[fact])
    assume(size <= 4000)
    # a blank number is an answer only where somebody tests for it
    blank_tested = {ref.fact for ref in facts_of(tree, PREDICATES)} and "cars_said" in str(tree)
    found = {
        answers: truth
        for answers, truth in outcomes(tree, people, asked, facts).items()
        if blank_tested or None not in answers
    }
    here = Situation(facts, people, TODAY)
    assert set(relevant(tree, here)) == {key for place, key in enumerate(asked) if essential(found, place)}
    truths = set(found.values())
    assert settled(tree, here) is (truths.pop() if len(truths) == 1 else Truth.UNKNOWN)


def test_relevant_facts__are_none_when_one_answer_decides():
    tree = parse_condition({"all": ["me_in_city", "me_works", "me_has_car"]})
    assert relevant(tree, situation({})) == (("me", "in_city"), ("me", "works"), ("me", "cars"))
    assert relevant(tree, situation({("me", "in_city"): False})) == ()


def test_relevant_facts__see_that_two_predicates_of_one_fact_exclude_each_other():
    tree = parse_condition({"all": ["me_old_law", "me_new_law", "me_works"]})
    assert relevant(tree, situation({})) == ()
    assert settled(tree, situation({})) is Truth.FALSE
    assert settled(parse_condition({"any": ["me_old_law", "me_new_law"]}), situation({})) is Truth.TRUE


def test_relevant_facts__treat_unknown_like_nothing_said():
    tree = parse_condition("me_works")
    assert relevant(tree, situation({("me", "works"): UNKNOWN})) == (("me", "works"),)


def test_relevant_facts__ask_each_child_until_one_suffices():
    tree = parse_condition({"some": {"of": "child", "that": "child_baby"}})
    here = situation({("a", "born_on"): TODAY}, child=("a", "b"))
    assert relevant(tree, situation({}, child=("a", "b"))) == (("a", "born_on"), ("b", "born_on"))
    assert relevant(tree, here) == ()


def test_relevant_facts__leave_open_what_speaks_of_people_not_yet_named():
    tree = parse_condition({"all": ["me_in_city", {"some": {"of": "child", "that": "child_baby"}}]})
    here = situation({}, child=None)
    assert relevant(tree, here) == (("me", "in_city"),)
    assert settled(tree, here) is Truth.UNKNOWN
    assert settled(tree, situation({("me", "in_city"): False}, child=None)) is Truth.FALSE
