from dataclasses import replace

import pytest

from murakami.engines.guide import DueRule, Either, check_life_event, parse_bind
from murakami.kernel.conditions import ConditionError, Named, Not
from murakami.kernel.facts import FactRef, RoleSpec
from tests.engines.birth import BIRTH, after, offer


def problems(made, *, roles=None):
    roles_of = {made.procedure: {name: RoleSpec.parse(name, text) for name, text in roles.items()}} if roles else None
    return [
        (each.place, each.problem, each.mend)
        for each in check_life_event(replace(BIRTH, offers=(made,)), roles_of=roles_of)
    ]


@pytest.mark.parametrize(
    ("data", "bind"),
    [
        ("me", "me"),
        (["newborn", "sibling"], ("newborn", "sibling")),
        ({"if": "a", "then": "partner", "else": "me"}, Either(Named("a"), "partner", "me")),
        (
            {"if": {"not": "a"}, "then": ["me"], "else": {"if": "b", "then": "x", "else": "y"}},
            Either(Not(Named("a")), ("me",), Either(Named("b"), "x", "y")),
        ),
    ],
)
def test_parse_bind__reads_every_form(data, bind):
    assert parse_bind(data) == bind


@pytest.mark.parametrize(
    ("data", "place", "problem"),
    [
        (None, "bind", "None does not name anybody"),
        ("the mother", "bind", "'the mother' does not name anybody"),
        ([], "bind", "the list is empty"),
        (["me", 5], "bind[1]", "5 is not a role"),
        ({"if": "a", "then": "me"}, "bind", "else is missing"),
        ({"if": "a", "then": "me", "elsee": "x"}, "bind.elsee", "elsee is not part of it"),
        ({"if": {"al": []}, "then": "me", "else": "x"}, "bind.if", "al does not combine"),
    ],
)
def test_parse_bind__names_place_and_problem(data, place, problem):
    with pytest.raises(ConditionError) as caught:
        parse_bind(data, ("bind",))
    assert caught.value.place == place
    assert problem in caught.value.problem


def test_check_life_event__finds_names_that_do_not_exist():
    made = offer("p", "me_lives_in_town", {"applicant": {"if": "zzz", "then": "me", "else": "partnr"}})
    assert [(place, problem) for place, problem, _mend in problems(made)] == [
        ("offers[0].when", "there is no predicate me_lives_in_town"),
        ("offers[0].bind.applicant.if", "there is no predicate zzz"),
        ("offers[0].bind.applicant", "nobody of the cast is partnr"),
    ]


def test_check_life_event__finds_who_is_missing():
    made = offer("p", "always", {"parent": "me"}, due=after(14))
    assert [problem for _place, problem, _mend in problems(made)] == [
        "applicant, whose application it is, is not bound",
        "child, whom the deadline needs, is not bound",
    ]


def test_check_life_event__compares_with_the_roles_of_the_procedure():
    made = offer("p", "always", {"applicant": "household", "child": "newborn", "pet": "me"})
    roles = {"applicant": "Person", "child": "Person", "spouse": "Person", "account": "BankAccount?"}
    assert [problem for _place, problem, _mend in problems(made, roles=roles)] == [
        "household is a Household, applicant is a Person",
        "newborn may be several, child is one",
        "the procedure has no role pet",
        "spouse is not bound",
    ]


def test_check_life_event__is_content_with_a_sound_offer():
    made = offer("p", "me_lives_in_city", {"applicant": "me", "child": ["newborn", "sibling"]}, due=after(14))
    assert problems(made, roles={"applicant": "Person", "child": "Person[]", "spouse": "Person?"}) == []
    assert made.due == DueRule(FactRef("child", "born_on"), made.due.due_on)
