"""The one rule that judges rights by unit, role, purpose and day, and what may be given to whom: truth tables."""

from datetime import date

import pytest

from murakami.foundation.accounts.rules import (
    ANONYMOUS,
    Actor,
    Tenure,
    acting_for,
    may_administer,
    may_arrange_deputies,
    may_audit,
    may_decide_in,
    may_reorganise,
    may_work_in,
    refusal_of_deputy,
    refusal_of_grant,
    refusal_of_keeping,
    staff_actor,
    work_of,
)
from murakami.foundation.accounts.vocabulary import Role

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)
DAY = date(2026, 4, 30)


def right(role: Role = Role.CLERK, unit: str = "kodomo", *, purpose: str = "", absent: int | None = None,
          since: date = APRIL, until: date | None = None) -> Tenure:
    return Tenure(unit=unit, role=role, since=since, until=until, purpose=purpose, absent=absent)


def actor(*rights: Tenure, day: date = DAY, account_id: int = 1) -> Actor:
    return staff_actor(account_id=account_id, name="職員", tenures=rights, day=day)


@pytest.mark.parametrize(("day", "works"), [
    (date(2026, 3, 31), False), (APRIL, True), (DAY, True), (MAY, False),
])
def test_judge__counts_the_first_day_and_not_the_one_after_the_last(day: date, works: bool) -> None:
    assert may_work_in(actor(right(until=MAY), day=day), "kodomo") is works


@pytest.mark.parametrize(("held", "procedure", "works"), [
    ([right()], "claim", True),
    ([right()], "", True),
    ([right(purpose="claim")], "claim", True),
    ([right(purpose="claim")], "nursery", False),
    ([right(purpose="claim")], "", False),
    ([right(purpose="claim"), right(purpose="nursery")], "nursery", True),
    ([right(purpose="claim"), right(Role.UNIT_HEAD)], "nursery", True),
    ([right(Role.ADMINISTRATOR)], "claim", False),
    ([right(unit="hoken")], "claim", False),
])
def test_judge__looks_at_the_purpose(held: list[Tenure], procedure: str, works: bool) -> None:
    assert may_work_in(actor(*held), "kodomo", procedure=procedure) is works


def test_judge__decides_only_what_the_head_is_head_of() -> None:
    head = actor(right(), right(Role.UNIT_HEAD, purpose="claim"))
    assert [may_decide_in(head, "kodomo", procedure=one) for one in ("claim", "nursery", "")] == [True, False, False]


@pytest.mark.parametrize(("held", "absent"), [
    ([right()], None),
    ([right(absent=7)], 7),
    ([right(absent=7), right()], None),
    ([right(absent=7), right(purpose="nursery")], 7),
    ([right(absent=7), right(purpose="claim")], None),
    ([right(Role.UNIT_HEAD, absent=7), right()], None),
    ([right(absent=7, until=date(2026, 4, 2)), right(unit="hoken")], None),
    ([], None),
])
def test_act_for__only_where_no_right_of_ones_own_does(held: list[Tenure], absent: int | None) -> None:
    assert acting_for(actor(*held), unit="kodomo", procedure="claim") == absent


def test_act_for__looks_at_the_role_that_is_needed() -> None:
    deputy = actor(right(), right(Role.UNIT_HEAD, absent=7))
    assert acting_for(deputy, unit="kodomo", roles=(Role.UNIT_HEAD,)) == 7


def test_list_work__says_where_it_is_limited() -> None:
    held = actor(right(purpose="claim"), right(unit="hoken"), right(unit="hoken", purpose="claim"), right(Role.ADMINISTRATOR, "dx"))
    assert work_of(held) == {"hoken": None, "kodomo": frozenset({"claim"})}


@pytest.mark.parametrize(("held", "administers", "deputises", "reorganises", "audits"), [
    (right(), False, False, False, False),
    (right(Role.UNIT_HEAD), False, True, False, False),
    (right(Role.ADMINISTRATOR), True, True, False, False),
    (right(Role.PERSONNEL, "somu"), True, True, True, False),
    (right(Role.AUDITOR, "somu"), False, False, False, True),
])
def test_look_after_people__follows_the_role(held: Tenure, administers: bool, deputises: bool, reorganises: bool, audits: bool) -> None:
    who = actor(held)
    assert (may_administer(who, "kodomo"), may_arrange_deputies(who, "kodomo"), may_reorganise(who), may_audit(who)) == (
        administers, deputises, reorganises, audits)
    assert not may_work_in(ANONYMOUS, "kodomo")


@pytest.mark.parametrize(("held", "account", "role", "refusal"), [
    (right(Role.ADMINISTRATOR), 2, Role.CLERK, None),
    (right(Role.ADMINISTRATOR), 1, Role.CLERK, "own_rights"),
    (right(Role.ADMINISTRATOR, "hoken"), 2, Role.CLERK, "not_yours"),
    (right(Role.ADMINISTRATOR), 2, Role.AUDITOR, "not_yours"),
    (right(Role.UNIT_HEAD), 2, Role.CLERK, "not_yours"),
    (right(Role.PERSONNEL, "somu"), 2, Role.AUDITOR, None),
    (right(Role.PERSONNEL, "somu"), 1, Role.CLERK, "own_rights"),
])
def test_grant__is_for_ones_own_unit_and_other_people(held: Tenure, account: int, role: Role, refusal: str | None) -> None:
    assert refusal_of_grant(actor=actor(held), account_id=account, role=role, unit="kodomo") == refusal


@pytest.mark.parametrize(("keeper", "tenures", "refusal"), [
    (right(Role.ADMINISTRATOR), [right()], None),
    (right(Role.ADMINISTRATOR), [right(), right(unit="hoken")], "not_yours"),
    (right(Role.ADMINISTRATOR), [right(), right(Role.PERSONNEL)], "not_yours"),
    (right(Role.ADMINISTRATOR), [], "not_yours"),
    (right(Role.UNIT_HEAD), [right()], "not_yours"),
    (right(Role.PERSONNEL, "somu"), [right(), right(Role.AUDITOR)], None),
    (right(Role.PERSONNEL, "somu"), [], None),
])
def test_keep__needs_somebody_over_every_place_of_the_person(keeper: Tenure, tenures: list[Tenure], refusal: str | None) -> None:
    assert refusal_of_keeping(actor=actor(keeper), account_id=2, tenures=tenures) == refusal
    assert refusal_of_keeping(actor=actor(right(Role.PERSONNEL)), account_id=1, tenures=tenures) == "own_rights"


@pytest.mark.parametrize(("held", "since", "until", "refusal"), [
    (right(), APRIL, MAY, None),
    (None, APRIL, MAY, "no_right"),
    (right(absent=9), APRIL, MAY, "is_deputy"),
    (right(), MAY, MAY, "ends_before_it_begins"),
    (right(until=DAY), APRIL, MAY, "outlasts_right"),
    (right(since=DAY), APRIL, MAY, "outlasts_right"),
])
def test_deputise__within_a_right_of_ones_own(held: Tenure | None, since: date, until: date, refusal: str | None) -> None:
    assert refusal_of_deputy(right=held, deputy_is_absent=False, since=since, until=until) == refusal
    assert refusal_of_deputy(right=right(), deputy_is_absent=True, since=APRIL, until=MAY) == "same_person"
