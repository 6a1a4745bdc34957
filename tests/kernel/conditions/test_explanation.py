from hypothesis import given
from hypothesis import strategies as st

from murakami.kernel.conditions import (
    All,
    AnyOf,
    DecidingLeaf,
    Is,
    Named,
    Not,
    Predicate,
    Reason,
    Situation,
    Truth,
    compile_condition,
    compile_explanation,
    explain,
    parse_condition,
)
from murakami.kernel.facts import ABSENT, FactRef
from tests.kernel.conditions.town import PREDICATES, TODAY, situation


def sentence(predicate_id, holds):
    return f"{predicate_id}: {'はい' if holds else 'いいえ'}"


def leaves(data, here):
    found = compile_explanation(parse_condition(data), PREDICATES)(here)
    return [(leaf.predicate_id, leaf.holds) for leaf in found]


CITY_AND_CAR = situation({("me", "in_city"): True, ("me", "cars"): 1, ("partner", "in_city"): False})


def test_explain__gives_handwritten_sentences():
    tree = parse_condition({"not": "partner_in_city"})
    assert explain(tree, PREDICATES, CITY_AND_CAR, sentence) == (
        Reason("partner_in_city", False, "partner_in_city: いいえ"),
    )


def test_explain__tells_all_that_holds_when_all_must():
    assert leaves({"all": ["me_in_city", "me_has_car"]}, CITY_AND_CAR) == [("me_in_city", True), ("me_has_car", True)]


def test_explain__tells_only_what_fails_when_all_must_hold():
    assert leaves({"all": ["me_in_city", "partner_in_city", "me_works"]}, CITY_AND_CAR) == [("partner_in_city", False)]


def test_explain__tells_only_what_holds_when_one_suffices():
    assert leaves({"any": ["partner_in_city", "me_has_car", "me_works"]}, CITY_AND_CAR) == [("me_has_car", True)]


def test_explain__tells_all_that_fails_when_none_suffices():
    assert leaves({"any": ["partner_in_city", {"not": "me_in_city"}]}, CITY_AND_CAR) == [
        ("partner_in_city", False),
        ("me_in_city", True),
    ]


def test_explain__says_nothing_while_the_outcome_is_open():
    assert leaves({"all": ["me_in_city", "me_works"]}, CITY_AND_CAR) == []


def test_explain__says_each_thing_once():
    tree = {"all": ["me_in_city", {"any": ["me_in_city", "me_has_car"]}]}
    assert leaves(tree, CITY_AND_CAR) == [("me_in_city", True), ("me_has_car", True)]


def test_explain__speaks_of_those_children_who_decide():
    here = situation({("a", "works"): "home", ("a", "in_city"): True, ("b", "works"): "not"}, child=("a", "b"))
    both = {"all": ["child_in_city", "child_works"]}
    assert leaves({"some": {"of": "child", "that": both}}, here) == [("child_in_city", True), ("child_works", True)]
    assert leaves({"every": {"of": "child", "that": both}}, here) == [("child_works", False)]


def test_explain__says_what_nobody_is():
    tree = {"some": {"of": "child", "that": {"all": ["child_minor", {"not": "child_works"}]}}}
    assert leaves(tree, situation({}, child=())) == [("child_minor", False)]
    assert leaves({"every": {"of": "child", "that": "child_minor"}}, situation({}, child=())) == []
    assert leaves(tree, situation({}, child=None)) == []


def test_explain__counts_what_is_absent_as_not_holding():
    assert leaves({"all": ["me_in_city", "partner_works"]}, situation({("me", "in_city"): True}, partner=())) == [
        ("partner_works", False)
    ]


ONE_FACT_EACH = {f"p{number}": Predicate(f"p{number}", FactRef("me", f"f{number}"), Is(True)) for number in range(6)}
FREE_TREES = st.recursive(
    st.sampled_from([Named(name) for name in ONE_FACT_EACH]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=10,
)


@given(FREE_TREES, st.lists(st.sampled_from([True, False, ABSENT]), min_size=6, max_size=6))
def test_explain__names_enough_to_decide_and_nothing_unsaid(tree, values):
    facts = {("me", f"f{number}"): value for number, value in enumerate(values)}
    evaluate = compile_condition(tree, ONE_FACT_EACH)
    truth = evaluate(Situation(facts, {"me": ("me",)}, TODAY))
    found = compile_explanation(tree, ONE_FACT_EACH)(Situation(facts, {"me": ("me",)}, TODAY))
    named = {("me", ONE_FACT_EACH[leaf.predicate_id].ref.fact) for leaf in found}
    only_named = {key: value for key, value in facts.items() if key in named or value is ABSENT}
    if truth is not Truth.ABSENT:
        assert evaluate(Situation(only_named, {"me": ("me",)}, TODAY)) is truth
    assert all(
        leaf == DecidingLeaf(leaf.predicate_id, facts["me", f"f{leaf.predicate_id[1]}"] is True) for leaf in found
    )
