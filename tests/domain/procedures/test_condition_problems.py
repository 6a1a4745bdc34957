"""Whatever the kernel finds wrong with a condition is said in Japanese."""

import pytest

from murakami.domain.procedures.condition_problems import is_translated
from murakami.engines.guide import parse_bind
from murakami.kernel.conditions import ConditionError, check_types, parse_condition, parse_predicate
from murakami.kernel.facts import Fact, Kind, RoleSpec

KINDS = {
    "Person": Kind("Person", {
        "keeps_dog": Fact("Person", "keeps_dog", "yes_no"),
        "dogs": Fact("Person", "dogs", "integer"),
        "born_on": Fact("Person", "born_on", "date"),
        "size": Fact("Person", "size", "choice", options={"choices": ["small", "large"]}),
        "account": Fact("Person", "account", "bank_account"),
        "name": Fact("Person", "name", "person_name"),
    })
}  # fmt: skip
ROLES = {"owner": RoleSpec("owner", "Person"), "children": RoleSpec("children", "Person", plural=True),
         "ghost": RoleSpec("ghost", "Ghost")}  # fmt: skip
GOOD = parse_predicate("keeps", {"fact": "owner.keeps_dog", "is": "yes"}, roles=ROLES, kinds=KINDS)
OF_MANY = parse_predicate("child_old", {"fact": "children.dogs", "at_least": "2"}, roles=ROLES, kinds=KINDS)
PREDICATES = {"keeps": GOOD, "child_old": OF_MANY}


@pytest.mark.parametrize(
    "data",
    [
        None, {}, "two words", [], 5, {"all": "keeps"}, {"all": []}, {"al": ["keeps"]}, {"all": ["a"], "any": ["b"]},
        {"some": "keeps"}, {"some": {"of": "children"}}, {"some": {"of": ["x"], "that": "keeps"}},
        {"some": {"of": "children", "taht": "keeps"}}, {"not": None},
    ],
)  # fmt: skip
def test_condition_problem__says_in_japanese_how_a_tree_is_malformed(data: object):
    with pytest.raises(ConditionError) as error:
        parse_condition(data)
    assert is_translated(error.value.problem), error.value.problem
    assert is_translated(error.value.mend), error.value.mend


@pytest.mark.parametrize(
    "data",
    ["keps", "child_old", {"some": {"of": "owner", "that": "keeps"}}, {"some": {"of": "nobody", "that": "keeps"}},
     {"every": {"of": "children", "that": {"every": {"of": "children", "that": "child_old"}}}}],
)  # fmt: skip
def test_condition_problem__says_in_japanese_what_does_not_exist(data: object):
    errors = check_types(parse_condition(data), PREDICATES, ROLES, KINDS)
    assert errors
    for error in errors:
        assert is_translated(error.problem), error.problem
        assert is_translated(error.mend), error.mend


@pytest.mark.parametrize(
    "data",
    [
        "keeps", {}, {"is": "yes"}, {"fact": "owner"}, {"fact": "owner.keeps_dog"}, {"fact": "nobody.name", "answered": "yes"},
        {"fact": "ghost.name", "answered": "yes"}, {"fact": "owner.nmae", "answered": "yes"},
        {"fact": "owner.keeps_dog", "is": "maybe"}, {"fact": "owner.keeps_dog", "at_least": "1"},
        {"fact": "owner.dogs", "at_least": "two"}, {"fact": "owner.dogs", "is": "1", "at_most": "2"},
        {"fact": "owner.dogs", "iss": "1"}, {"fact": "owner.dogs", "is": "1", "on": "today"},
        {"fact": "owner.size", "is": "huge"}, {"fact": "owner.size", "one_of": "small"}, {"fact": "owner.size", "one_of": []},
        {"fact": "owner.size", "is": ["small"]}, {"fact": "owner.born_on", "before": "someday"},
        {"fact": "owner.born_on", "age_under": "-3"}, {"fact": "owner.born_on", "age_under": "3", "on": "tuesday"},
        {"fact": "owner.name", "answered": "no"}, {"fact": "owner.name", "part": "family", "is": "x"},
        {"fact": "owner.account", "part": "registred", "is": "yes"}, {"fact": "owner.name", "part": "", "is": "x"},
    ],
)  # fmt: skip
def test_condition_problem__says_in_japanese_how_a_predicate_is_malformed(data: object):
    with pytest.raises(ConditionError) as error:
        parse_predicate("p", data, roles=ROLES, kinds=KINDS)
    assert is_translated(error.value.problem), error.value.problem
    assert is_translated(error.value.mend), error.value.mend


@pytest.mark.parametrize(
    "data", [None, [], [["x"]], 5, {"if": "keeps"}, {"if": "keeps", "then": "a", "esle": "b"}, "two words"]
)
def test_condition_problem__says_in_japanese_how_a_binding_is_malformed(data: object):
    with pytest.raises(ConditionError) as error:
        parse_bind(data)
    assert is_translated(error.value.problem), error.value.problem
    assert is_translated(error.value.mend), error.value.mend


def test_is_translated__knows_what_it_does_not_know():
    assert not is_translated("something new went wrong")
