"""Who takes part: stable keys, whoever comes and goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from murakami.domain.intake.rules.people import (
    MOST_OF_A_ROLE,
    everyone,
    first_people,
    people_from_json,
    people_to_json,
    refusal_of_counts,
    role_of,
    with_counts,
    without,
)
from murakami.kernel.facts import RoleSpec

CAST = tuple(RoleSpec.parse(role, text) for role, text in {
    "me": "Person", "partner": "Person?", "newborn": "Person[]", "sibling": "Person[]?", "account": "BankAccount",
}.items())


def test_first_people__who_may_be_missing_is_not_yet_said():
    assert first_people(CAST) == {
        "me": ("me",), "partner": None, "newborn": ("newborn-1",), "sibling": None, "account": ("account",)}


def test_with_counts__adds_twins_and_says_that_nobody_else_is_there():
    people = with_counts(people=first_people(CAST), cast=CAST, counts={"newborn": 2, "partner": 1, "sibling": 0})
    assert people["newborn"] == ("newborn-1", "newborn-2")
    assert people["partner"] == ("partner",)
    assert people["sibling"] == ()
    assert people["me"] == ("me",)


def test_without__the_second_child_does_not_become_the_first():
    people = with_counts(people=first_people(CAST), cast=CAST, counts={"sibling": 3})
    people = without(people=people, role="sibling", instance="sibling-1")
    assert people["sibling"] == ("sibling-2", "sibling-3")
    again = with_counts(people=people, cast=CAST, counts={"sibling": 3})
    assert again["sibling"] == ("sibling-2", "sibling-3", "sibling-1")


@given(st.lists(st.integers(0, MOST_OF_A_ROLE), min_size=1, max_size=6))
def test_with_counts__reaches_every_number_and_keeps_who_stays(counts):
    people = first_people(CAST)
    for count in counts:
        before = people["sibling"] or ()
        people = with_counts(people=people, cast=CAST, counts={"sibling": count})
        after = people["sibling"]
        assert after is not None
        assert len(after) == len(set(after)) == count
        assert after[:min(count, len(before))] == before[:count]


@pytest.mark.parametrize(("counts", "problem"), [
    ({"newborn": 0}, ("newborn", "too_few", 1)),
    ({"sibling": MOST_OF_A_ROLE + 1}, ("sibling", "too_many", MOST_OF_A_ROLE)),
    ({"partner": 2}, ("partner", "too_many", 1)),
    ({"me": 0}, ("me", "too_few", 1)),
    ({"sibling": -1}, ("sibling", "too_few", 0)),
])
def test_refusal_of_counts__names_who_and_how_many(counts, problem):
    (found,) = refusal_of_counts(cast=CAST, counts=counts)
    assert (found.role, found.code, found.limit) == problem


def test_refusal_of_counts__takes_what_a_household_can_be():
    assert refusal_of_counts(cast=CAST, counts={"newborn": 2, "sibling": 0, "partner": 0}) == ()


def test_everyone__lists_each_once_and_finds_their_role():
    people = with_counts(people=first_people(CAST), cast=CAST, counts={"newborn": 2, "partner": 1, "sibling": 0})
    assert everyone(people) == ("me", "partner", "newborn-1", "newborn-2", "account")
    assert role_of(people=people, instance="newborn-2") == "newborn"
    assert role_of(people=people, instance="nobody") is None


def test_people_to_json__reads_back_what_nobody_has_said():
    people = first_people(CAST)
    assert people_from_json(people_to_json(people)) == people
