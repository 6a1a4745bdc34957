from datetime import date

import pytest

from murakami.kernel.ages import AgeDay
from murakami.kernel.conditions import (
    AgeAtLeast,
    AgeUnder,
    Answered,
    AtLeast,
    AtMost,
    Before,
    ConditionError,
    Includes,
    Is,
    IsNot,
    OneOf,
    OnOrAfter,
    Predicate,
    WithinDays,
    parse_predicate,
)
from murakami.kernel.facts import FactRef
from tests.kernel.conditions.town import KINDS, ROLES


def read(data):
    return parse_predicate("p", data, roles=ROLES, kinds=KINDS, path=("predicates", "p"))


@pytest.mark.parametrize(
    ("data", "test"),
    [
        ({"fact": "me.in_city", "is": "yes"}, Is(True)),
        ({"fact": "me.in_city", "is_not": "no"}, IsNot(False)),
        ({"fact": "me.works", "is": "office"}, Is("office")),
        ({"fact": "me.works", "one_of": ["office", "home"]}, OneOf(("office", "home"))),
        ({"fact": "me.speaks", "includes": "en"}, Includes("en")),
        ({"fact": "me.cars", "is": "2"}, Is(2)),
        ({"fact": "me.cars", "one_of": ["1", "3"]}, OneOf((1, 3))),
        ({"fact": "me.cars", "at_least": "1"}, AtLeast(1)),
        ({"fact": "me.cars", "at_most": 3}, AtMost(3)),
        ({"fact": "child.born_on", "before": "today"}, Before("today")),
        ({"fact": "child.born_on", "on_or_after": "2026-04-01"}, OnOrAfter(date(2026, 4, 1))),
        ({"fact": "child.born_on", "before": date(2026, 4, 1)}, Before(date(2026, 4, 1))),
        ({"fact": "child.born_on", "age_under": "3"}, AgeUnder(3)),
        ({"fact": "child.born_on", "age_under": "19", "on": "fiscal_year_end"}, AgeUnder(19, AgeDay.FISCAL_YEAR_END)),
        ({"fact": "child.born_on", "age_at_least": "3", "on": "april_first"}, AgeAtLeast(3, AgeDay.APRIL_FIRST)),
        ({"fact": "child.born_on", "within_days": "14"}, WithinDays(14)),
        ({"fact": "household.head", "answered": "yes"}, Answered()),
    ],
)
def test_parse_predicate__gives_values_of_the_facts_type(data, test):
    assert read(data) == Predicate("p", FactRef.parse(data["fact"]), test)


def test_parse_predicate__looks_at_a_part_of_a_whole_value():
    data = {"fact": "me.account", "part": "registered", "is": "yes"}
    assert read(data) == Predicate("p", FactRef("me", "account"), Is(True), part="registered")


@pytest.mark.parametrize(
    ("data", "place", "problem", "mend"),
    [
        (None, "", "not a predicate", "{fact:"),
        ({"is": "yes"}, "", "fact is missing", "{fact:"),
        ({"fact": "in_city", "is": "yes"}, ".fact", "'in_city' is not a fact of a role", "role.fact"),
        ({"fact": "mee.in_city", "is": "yes"}, ".fact", "there is no role mee", "did you mean me"),
        ({"fact": "me.in_citi", "is": "yes"}, ".fact", "a Person has no fact in_citi", "did you mean in_city?"),
        ({"fact": "me.in_city"}, "", "does not say what is tested", "is, is_not, answered"),
        ({"fact": "me.in_city", "iss": "yes"}, ".iss", "iss is not a test", "did you mean is"),
        ({"fact": "me.in_city", "is": "yes", "is_not": "no"}, "", "is and is_not stand side by side", "one predicate"),
        (
            {"fact": "me.in_city", "at_least": "5"},
            ".at_least",
            "does not fit me.in_city, which is yes_no",
            "is, is_not",
        ),
        ({"fact": "me.born_on", "is": "2026-01-01"}, ".is", "does not fit me.born_on, which is date", "before"),
        ({"fact": "household.head", "before": "today"}, ".before", "which is text", "is, is_not"),
        ({"fact": "me.in_city", "is": "maybe"}, ".is", "'maybe' is neither yes nor no", '"yes" or "no"'),
        ({"fact": "me.works", "is": "offise"}, ".is", "offise is not a choice of me.works", "did you mean office?"),
        ({"fact": "me.works", "one_of": ["home", "xx"]}, ".one_of[1]", "xx is not a choice", "office"),
        ({"fact": "me.works", "one_of": "home"}, ".one_of", "'home' is not a list", "[first, second]"),
        ({"fact": "me.cars", "at_least": "one"}, ".at_least", "'one' is not a whole number", "digits"),
        ({"fact": "me.cars", "at_least": "１"}, ".at_least", "'１' is not a whole number", "digits"),
        ({"fact": "me.born_on", "before": "2026-02-30"}, ".before", "'2026-02-30' is not a day", "2026-04-01"),
        ({"fact": "me.born_on", "within_days": "-1"}, ".within_days", "-1 is less than nothing", "0 or more"),
        ({"fact": "me.born_on", "age_under": "3", "on": "april"}, ".on", "'april' is not a day", "april_first"),
        ({"fact": "me.born_on", "before": "today", "on": "today"}, ".on", "on does not belong to before", "age_under"),
        ({"fact": "me.cars", "answered": "no"}, ".answered", "answered can only be yes", "negate it with not"),
        ({"fact": "me.account", "part": "registred", "is": "yes"}, ".part", "no part registred", "registered"),
        ({"fact": "me.cars", "part": "count", "is": "1"}, ".part", "no part count", "leave part out"),
    ],
)
def test_parse_predicate__names_place_problem_and_mend(data, place, problem, mend):
    with pytest.raises(ConditionError) as caught:
        read(data)
    assert caught.value.place == f"predicates.p{place}"
    assert problem in caught.value.problem
    assert mend in caught.value.mend
