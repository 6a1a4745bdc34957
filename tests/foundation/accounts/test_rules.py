"""Permissions as truth tables, without a database."""

from datetime import date

import pytest

from murakami.foundation.accounts.rules import (
    ANONYMOUS,
    Actor,
    Tenure,
    may_administer,
    may_decide_in,
    may_work_in,
    roles_on,
)
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, Role


def staff(role: Role, unit: str = "kodomo") -> Actor:
    return Actor(kind=AccountKind.STAFF, account_id=1, roles={role: frozenset({unit})})


@pytest.mark.parametrize(("actor", "works", "decides", "administers"), [
    (staff(Role.CLERK), True, False, False),
    (staff(Role.UNIT_HEAD), True, True, False),
    (staff(Role.ADMINISTRATOR), False, False, True),
    (staff(Role.UNIT_HEAD, "zeimu"), False, False, False),
    (ANONYMOUS, False, False, False),
    (Actor(kind=AccountKind.RESIDENT, account_id=2, roles={Role.UNIT_HEAD: frozenset({"kodomo"})}), False, False, False),
])
def test_permit__follows_role_and_unit(actor: Actor, works: bool, decides: bool, administers: bool) -> None:
    answers = (may_work_in(actor, "kodomo"), may_decide_in(actor, "kodomo"), may_administer(actor, "kodomo"))
    assert answers == (works, decides, administers)


@pytest.mark.parametrize(("day", "held"), [
    (date(2026, 3, 31), False), (date(2026, 4, 1), True), (date(2027, 3, 31), True), (date(2027, 4, 1), False),
])
def test_hold_role__is_half_open(day: date, held: bool) -> None:
    tenure = Tenure(unit="kodomo", role=Role.CLERK, since=date(2026, 4, 1), until=date(2027, 4, 1))
    assert (roles_on([tenure], day=day) == {Role.CLERK: frozenset({"kodomo"})}) is held


def test_gather_units__joins_clerk_and_head_but_not_administrator() -> None:
    actor = Actor(kind=AccountKind.STAFF, account_id=1, roles={
        Role.CLERK: frozenset({"kodomo", "hoken"}), Role.UNIT_HEAD: frozenset({"zeimu"}),
        Role.ADMINISTRATOR: frozenset({"dx"})})
    assert actor.units == {"kodomo", "hoken", "zeimu"}


@pytest.mark.parametrize(("has", "needs", "reached"), [
    (Assurance.NONE, Assurance.ACCOUNT, False), (Assurance.ACCOUNT, Assurance.ACCOUNT, True),
    (Assurance.ACCOUNT, Assurance.CARD_AUTH, False), (Assurance.CARD_AUTH, Assurance.ACCOUNT, True),
    (Assurance.CARD_AUTH, Assurance.CARD_SIGN, False), (Assurance.CARD_SIGN, Assurance.CARD_AUTH, True),
])
def test_reach_assurance__orders_levels(has: Assurance, needs: Assurance, reached: bool) -> None:
    assert has.reaches(needs) is reached
