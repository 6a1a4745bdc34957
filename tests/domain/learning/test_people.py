"""Roles in learning, and coverage read from the database."""

from datetime import timedelta

import pytest

from murakami.domain.learning.models import RoleAssignment
from murakami.domain.learning.operations.assigning import assign_role
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.domain.learning.queries.people import get_person, list_people
from murakami.domain.learning.refusals import LearningRefused, NotPermitted
from murakami.domain.learning.rules.coverage import Cell, cover
from murakami.foundation.accounts.rules import ANONYMOUS
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from tests.domain.learning.conftest import OFFICE
from tests.domain.learning.test_checks import take
from tests.foundation.accounts.people import make_resident, make_staff

pytestmark = pytest.mark.django_db


def assign(actor, person, role, at, key="8" * 32):
    return assign_role(actor=actor, office=OFFICE, account_id=person, role=role, subject_key=key, at=at)


def role_of(actor, at):
    return get_person(actor.account_id, name=actor.name, catalogue=current_catalogue(), on=at.date()).role.code


@pytest.mark.parametrize("who", ["keeper", "dx"])
def test_assign_role__by_the_units_administrator_and_the_dx_office(staff, at, who, sql_at_most):
    with sql_at_most(11):
        assert assign(getattr(staff, who), staff.clerk.account_id, "leader", at)
    assert not assign(getattr(staff, who), staff.clerk.account_id, "leader", at)
    assert role_of(staff.clerk, at) == "leader"
    assert (Event.objects.get().details, Event.objects.get().unit) == ({"role": "leader"}, "")


@pytest.mark.parametrize("who", ["clerk", "colleague", "head", "elsewhere"])
def test_assign_role__by_nobody_else(staff, at, who):
    with pytest.raises(NotPermitted):
        assign(getattr(staff, who), staff.clerk.account_id, "leader", at)
    assert (RoleAssignment.objects.count(), Event.objects.count()) == (0, 0)


def test_assign_role__reaches_no_other_unit_and_no_resident(staff, at):
    for person in (staff.elsewhere.account_id, make_resident(email="x@example.jp").pk, 10**6):
        with pytest.raises(NotPermitted):
            assign(staff.keeper, person, "leader", at)
    with pytest.raises(NotPermitted):
        assign(ANONYMOUS, staff.clerk.account_id, "leader", at)
    with pytest.raises(LearningRefused, match="role_unknown"):
        assign(staff.keeper, staff.clerk.account_id, "emperor", at)


def test_assign_role__changes_from_today_on_and_can_be_taken_back(staff, at):
    assign(staff.keeper, staff.clerk.account_id, "leader", at - timedelta(days=10))
    assign(staff.keeper, staff.clerk.account_id, "general", at)
    assert (role_of(staff.clerk, at - timedelta(days=1)), role_of(staff.clerk, at)) == ("leader", "general")
    assign(staff.keeper, staff.clerk.account_id, "", at)
    assert role_of(staff.clerk, at) == "general"
    assert RoleAssignment.objects.filter(until=None).count() == 0


def test_list_people__is_the_clerks_and_heads_of_the_units(staff, at, sql_at_most):
    with sql_at_most(4):
        people = list_people(catalogue=current_catalogue(), on=at.date(), units={"kankyo"})
    assert [person.name for person in people] == ["職員 clerk", "職員 colleague", "職員 head"]
    assert {person.units for person in people} == {frozenset({"kankyo"})}


def test_coverage__equals_a_hand_count(staff, at, sql_at_most):
    """kankyo: clerk (leader: data 2, privacy 1), colleague and head (general: data 1, privacy 1); suido and digital: one each."""
    assign(staff.keeper, staff.clerk.account_id, "leader", at)
    take(staff.clerk, at, key="1" * 32)  # privacy for a year
    take(staff.colleague, at - timedelta(days=365), key="2" * 32)  # privacy, ran out today
    take(staff.head, at - timedelta(days=364), key="3" * 32)  # privacy, until tomorrow
    for number, who in enumerate((staff.clerk, staff.colleague, staff.elsewhere)):
        take(who, at, key=f"{number + 10:032x}", course="reading-data", answers=(frozenset("a"),))  # data 1
    with sql_at_most(4):
        people = list_people(catalogue=current_catalogue(), on=at.date())
        covered = cover((person.learner for person in people), on=at.date())
    assert covered.cells == {
        ("kankyo", "data"): Cell(needed=3, have=1), ("kankyo", "privacy"): Cell(needed=3, have=2),
        ("suido", "data"): Cell(needed=1, have=1), ("suido", "privacy"): Cell(needed=1, have=0),
        ("digital", "data"): Cell(needed=1, have=0), ("digital", "privacy"): Cell(needed=1, have=0)}
    assert covered.whole == {"data": Cell(5, 2), "privacy": Cell(5, 2)}
    assert covered.people == {"kankyo": 3, "suido": 1, "digital": 1}


def test_list_people__costs_the_same_however_many(staff, at, sql_at_most):
    for number in range(20):
        make_staff(f"more-{number}", suido=Role.CLERK)
    with sql_at_most(4):
        assert len(list_people(catalogue=current_catalogue(), on=at.date())) == 25
