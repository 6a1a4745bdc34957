import pytest
from hypothesis import given

from murakami.kernel.conditions import (
    ALWAYS,
    All,
    AnyOf,
    ConditionError,
    Every,
    Named,
    Not,
    Some,
    condition_data,
    parse_condition,
)
from tests.kernel.conditions.town import trees


@pytest.mark.parametrize(
    ("data", "tree"),
    [
        ("me_in_city", Named("me_in_city")),
        ("always", ALWAYS),
        ({"all": ["a", "b"]}, All((Named("a"), Named("b")))),
        ({"any": ["a", {"not": "b"}]}, AnyOf((Named("a"), Not(Named("b"))))),
        ({"some": {"of": "child", "that": "a"}}, Some("child", Named("a"))),
        ({"every": {"of": "child", "that": {"all": ["a"]}}}, Every("child", All((Named("a"),)))),
    ],
)
def test_parse_condition__reads_every_form(data, tree):
    assert parse_condition(data) == tree


@given(trees(depth=3))
def test_condition_data__is_read_back_as_the_same_tree(tree):
    assert parse_condition(condition_data(tree)) == tree


@pytest.mark.parametrize(
    ("data", "place", "problem", "mend"),
    [
        (None, "when", "nothing is not a condition", "predicate's name"),
        (5, "when", "5 is not a condition", "predicate's name"),
        ("lives in city", "when", "'lives in city' is not a predicate's name", "predicate's name"),
        ({}, "when", "the condition is empty", "all: […]"),
        ({"all": ["a"], "any": ["b"]}, "when", "all, any stand side by side", "wrap several conditions"),
        ({"al": ["a"]}, "when", "al does not combine conditions", "did you mean all"),
        ({"all": []}, "when.all", "the list is empty", "leave the whole line out"),
        ({"all": "a"}, "when.all", "'a' is not a list", "[first, second]"),
        ({"all": ["a", {"nott": "b"}]}, "when.all[1]", "nott does not combine", "did you mean not"),
        ({"any": ["a", {"not": {"all": [None]}}]}, "when.any[1].not.all[0]", "nothing is not a condition", "predicate"),
        ({"some": "child"}, "when.some", "does not say of whom", "{of: a role"),
        ({"some": {"of": "child"}}, "when.some", "that is missing", "{of: a role"),
        ({"every": {"off": "child", "that": "a"}}, "when.every.off", "off is not part of it", "did you mean of"),
        ({"every": {"of": ["child"], "that": "a"}}, "when.every.of", "['child'] is not a role", "{of: a role"),
        ({"some": {"of": "child", "that": {"x": 1}}}, "when.some.that", "x does not combine", "write one of: all"),
    ],
)
def test_parse_condition__names_place_problem_and_mend(data, place, problem, mend):
    with pytest.raises(ConditionError) as caught:
        parse_condition(data, ("when",))
    assert caught.value.place == place
    assert problem in caught.value.problem
    assert mend in caught.value.mend
    assert str(caught.value).startswith(f"{place}: ")
