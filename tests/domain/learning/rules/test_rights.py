"""Who may do what in learning."""

import pytest

from murakami.domain.learning.rules import rights
from murakami.foundation.accounts.rules import ANONYMOUS, Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role

OFFICE = frozenset({"digital"})


def staff(number, **roles):
    return Actor(kind=AccountKind.STAFF, account_id=number,
                 roles={Role(role): frozenset({unit}) for role, unit in roles.items()})


CLERK, HEAD, KEEPER = staff(1, clerk="kodomo"), staff(2, unit_head="kodomo"), staff(3, administrator="kodomo")
DX, DX_KEEPER = staff(4, clerk="digital"), staff(5, administrator="digital")
RESIDENT = Actor(kind=AccountKind.RESIDENT, account_id=1)
EVERYBODY = (CLERK, HEAD, KEEPER, DX, DX_KEEPER, RESIDENT, ANONYMOUS)


@pytest.mark.parametrize(("may", "who"), [
    (lambda actor: rights.may_assign(actor, office=OFFICE, units={"kodomo"}), (KEEPER, DX)),
    (lambda actor: rights.may_assign(actor, office=OFFICE, units={"shimin"}), (DX,)),
    (lambda actor: rights.may_open_sessions(actor, office=OFFICE), (HEAD, KEEPER, DX, DX_KEEPER)),
    (lambda actor: rights.may_keep_list(actor, office=OFFICE, host_id=1), (CLERK, DX)),
    (lambda actor: rights.may_see_all(actor, office=OFFICE), (DX,)),
    (lambda actor: rights.may_see_unit(actor, office=OFFICE, unit="kodomo"), (HEAD, KEEPER, DX)),
    (lambda actor: rights.may_see_unit(actor, office=OFFICE, unit="shimin"), (DX,)),
    (lambda actor: rights.may_see_unit(actor, office=frozenset(), unit="kodomo"), (HEAD, KEEPER)),
])
def test_rights__belong_to_these_and_nobody_else(may, who):
    assert [actor for actor in EVERYBODY if may(actor)] == list(who)
