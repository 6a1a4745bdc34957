import pytest
from hypothesis import given

from murakami.kernel.conditions import Is, Predicate, check_types, parse_condition
from murakami.kernel.facts import FactRef
from tests.kernel.conditions.town import KINDS, PREDICATES, ROLES, trees


def problems(data, *, roles=ROLES, bound=frozenset(), extra=()):
    predicates = {**PREDICATES, **{predicate.id: predicate for predicate in extra}}
    return check_types(parse_condition(data), predicates, roles, KINDS, bound=bound, path=("when",))


@given(trees(depth=3))
def test_check_types__finds_nothing_in_a_sound_tree(tree):
    assert check_types(tree, PREDICATES, ROLES, KINDS) == ()


@pytest.mark.parametrize(
    ("data", "place", "problem", "mend"),
    [
        ("me_in_town", "when", "there is no predicate me_in_town", "did you mean me_in_city"),
        ({"all": ["me_works", "zzz"]}, "when.all[1]", "there is no predicate zzz", "predicates/"),
        (
            {"not": {"any": ["child_baby"]}},
            "when.not.any[0]",
            "there may be several",
            "some: {of: child, that: child_baby}",
        ),
        ({"some": {"of": "kid", "that": "me_works"}}, "when.some.of", "there is no role kid", "child"),
        ({"every": {"of": "me", "that": "me_works"}}, "when.every.of", "me is one person", "without of"),
        (
            {"some": {"of": "child", "that": {"every": {"of": "child", "that": "child_baby"}}}},
            "when.some.that.every.of",
            "already one person",
            "without of",
        ),
    ],
)
def test_check_types__names_place_problem_and_mend(data, place, problem, mend):
    (found,) = problems(data)
    assert found.place == place
    assert problem in found.problem
    assert mend in found.mend


def test_check_types__lists_every_problem():
    assert [found.place for found in problems({"all": ["nobody", {"any": ["nothing", "child_baby"]}]})] == [
        "when.all[0]",
        "when.all[1].any[0]",
        "when.all[1].any[1]",
    ]


def test_check_types__takes_a_bound_role_for_one_person():
    assert problems("child_baby", bound=frozenset({"child"})) == ()
    assert (
        "already one"
        in problems({"some": {"of": "child", "that": "child_baby"}}, bound=frozenset({"child"}))[0].problem
    )


def test_check_types__refuses_a_predicate_whose_role_or_fact_is_not_here():
    only_me = {"me": ROLES["me"]}
    assert "there is no role partner" in problems("partner_works", roles=only_me)[0].problem
    lost = Predicate("lost", FactRef("me", "shoe_size"), Is(True))
    assert "a Person has no fact shoe_size" in problems("lost", extra=[lost])[0].problem
