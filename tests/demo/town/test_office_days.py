"""The fictitious office can live every fate of every case: none of its steps is refused."""

import secrets
from datetime import timedelta
from random import Random

import pytest
from tests.flows.agency.office import FakePrinter
from tests.flows.conftest import owner_with_account
from tests.flows.mailing.filed import file_a_birth
from tests.packs_loaded import load_packs

from murakami.demo.town.office_days import FATES, open_desks, work_on
from murakami.domain.cases.models import Case
from murakami.domain.cases.rules import CaseKind, State
from murakami.flows.agency import letters
from murakami.foundation.accounts.models import Unit
from murakami.foundation.accounts.operations.staff import add_placed_staff
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import run_pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases(at, monkeypatch):
    """The cases of a birth, in units with a clerk and a head each."""
    load_packs()
    monkeypatch.setattr(letters, "_printer", FakePrinter())
    for unit in Unit.objects.filter(is_open=True):
        for role in (Role.CLERK, Role.UNIT_HEAD):
            add_placed_staff(login_name=f"{unit.code}-{role.value}".replace("_", "-"), name="架空", unit=unit.code,
                             role=role, since=at.date() - timedelta(days=200), at=at)
    file_a_birth(owner_with_account(at, mailbox_key="b" * 32), draw_key=lambda: secrets.token_hex(16), at=at)
    run_pending(clock=lambda: at)
    return list(Case.objects.order_by("id"))


@pytest.mark.parametrize("fate", FATES)
def test_work_on__lives_every_fate_of_every_kind_of_case(fate, cases, at):
    assert {case.machine for case in cases} == set(CaseKind)
    work_on(cases, fates=[fate] * len(cases), desks=open_desks(), rng=Random(1), until=at + timedelta(days=120))
    states = set(Case.objects.values_list("state", flat=True))
    if fate in {"closed", "answered_and_closed", "refused"}:
        assert states == {State.CLOSED}
    else:
        assert (states == {State.RECEIVED}) == (fate == "untouched")
