"""Who may do what in the programme, place by place."""

import pytest

from murakami.domain.programme.models import Body
from murakami.domain.programme.rules.rights import (
    BodyKind,
    Capacity,
    Ownership,
    Standing,
    capacity_for_group,
    capacity_for_headquarters,
    capacity_for_self,
    is_dx_office,
    may_edit_plan,
    may_place,
    may_publish,
    may_run_programme,
    works_on,
)
from murakami.foundation.accounts.rules import ANONYMOUS, Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role

OFFICE = Standing(office_units=frozenset({"digital"}))
MINE = Ownership(owner_unit="kodomo", related_units=frozenset({"hoken"}), promoters=frozenset({7}))


def staff(account_id: int = 1, **units: Role) -> Actor:
    """A member of staff with one role per unit."""
    roles = {role: frozenset(unit for unit, held in units.items() if held is role) for role in units.values()}
    return Actor(kind=AccountKind.STAFF, account_id=account_id, roles=roles)


DX_CLERK, DX_HEAD = staff(digital=Role.CLERK), staff(digital=Role.UNIT_HEAD)
DX_ADMINISTRATOR = staff(digital=Role.ADMINISTRATOR)
OWNER_CLERK, OWNER_HEAD = staff(kodomo=Role.CLERK), staff(kodomo=Role.UNIT_HEAD)
RELATED, ELSEWHERE = staff(hoken=Role.CLERK), staff(zeimu=Role.UNIT_HEAD)
PROMOTER = staff(7, zeimu=Role.CLERK)
RESIDENT = Actor(kind=AccountKind.RESIDENT, account_id=7)


def seated(*seats: BodyKind) -> Standing:
    """An actor who belongs to bodies."""
    return Standing(office_units=frozenset({"digital"}), seats=frozenset(seats))


@pytest.mark.parametrize(("actor", "runs", "edits", "own"), [
    (DX_CLERK, True, True, False),
    (DX_HEAD, True, True, False),
    (DX_ADMINISTRATOR, False, False, False),
    (OWNER_CLERK, False, True, True),
    (OWNER_HEAD, False, True, True),
    (RELATED, False, True, True),
    (PROMOTER, False, True, True),
    (ELSEWHERE, False, False, False),
    (RESIDENT, False, False, False),
    (ANONYMOUS, False, False, False),
])
def test_rights__follow_the_place(actor: Actor, runs: bool, edits: bool, own: bool) -> None:
    assert is_dx_office(actor, OFFICE) is may_run_programme(actor, OFFICE) is may_publish(actor, OFFICE) is runs
    assert may_place(actor, OFFICE) is runs
    assert may_edit_plan(actor, OFFICE, MINE) is edits
    assert works_on(actor, MINE) is own


def test_rights__are_nobodys_without_a_dx_office_and_an_owner() -> None:
    assert not is_dx_office(DX_HEAD, Standing())
    assert not may_edit_plan(OWNER_CLERK, OFFICE, Ownership())
    assert capacity_for_self(OWNER_HEAD, Ownership()) is None


@pytest.mark.parametrize(("actor", "expected"), [
    (OWNER_HEAD, Capacity.OWNER_HEAD), (OWNER_CLERK, None), (RELATED, None), (DX_HEAD, None), (PROMOTER, None),
    (ANONYMOUS, None),
])
def test_capacity_for_self__is_the_owners_head(actor: Actor, expected: Capacity | None) -> None:
    assert capacity_for_self(actor, MINE) is expected


@pytest.mark.parametrize(("actor", "standing", "group", "headquarters"), [
    (ELSEWHERE, seated(), None, None),
    (ELSEWHERE, seated(BodyKind.WORKING_GROUP), Capacity.GROUP_MEMBER, None),
    (ELSEWHERE, seated(BodyKind.HEADQUARTERS), None, Capacity.HEADQUARTERS_MEMBER),
    (ELSEWHERE, seated(BodyKind.ADVISER, BodyKind.PROMOTERS, BodyKind.CIO), None, None),
    (DX_CLERK, seated(), Capacity.OFFICE_ON_BEHALF, Capacity.OFFICE_ON_BEHALF),
    (DX_CLERK, seated(BodyKind.HEADQUARTERS), Capacity.OFFICE_ON_BEHALF, Capacity.HEADQUARTERS_MEMBER),
    (RESIDENT, seated(BodyKind.WORKING_GROUP, BodyKind.HEADQUARTERS), None, None),
])
def test_capacity__of_a_step_comes_from_a_seat_or_the_office(
    actor: Actor, standing: Standing, group: Capacity | None, headquarters: Capacity | None
) -> None:
    assert capacity_for_group(actor, standing) is group
    assert capacity_for_headquarters(actor, standing) is headquarters


def test_body_kind__is_the_models() -> None:
    assert [kind.value for kind in BodyKind] == Body.Kind.values
