"""The fictitious staff have learned: the same from the same seed, once, and with something of everything."""

from datetime import date, datetime

import pytest
from django.db import transaction
from tests.packs_loaded import load_packs

from murakami.demo.town.learning_days import learn
from murakami.domain.learning.models import CheckTaken, Gain, RoleAssignment, Seat, Session
from murakami.domain.learning.operations.standings import KIND
from murakami.foundation.accounts.models import Unit
from murakami.foundation.accounts.operations.demo_staff import create_demo_staff
from murakami.foundation.events.models import Event

TODAY = date(2026, 11, 28)


@pytest.fixture
def staff(db: None, at: datetime) -> None:
    load_packs()
    create_demo_staff(demo=True, since=date(2025, 4, 1), at=at)


def what_was_learned() -> tuple[list[object], ...]:
    return (list(CheckTaken.objects.values_list("key", "account_id", "course", "right", "at").order_by("key")),
            list(Gain.objects.values_list("account_id", "skill", "since", "until").order_by("account_id", "skill", "since")),
            list(Seat.objects.values_list("session__key", "account_id", "witness").order_by("session", "account_id")))


def learned(seed: int) -> tuple[list[object], ...]:
    with transaction.atomic():
        learn(seed=seed, today=TODAY)
        found = what_was_learned()
        transaction.set_rollback(True)
    return found


def test_learn__is_the_same_for_the_same_seed(staff: None) -> None:
    assert learned(1) == learned(1)
    assert learned(1) != learned(2)


def test_learn__has_something_of_everything_and_happens_once(staff: None) -> None:
    learn(seed=1, today=TODAY)
    assert set(CheckTaken.objects.values_list("passed", flat=True)) == {True, False}
    assert Gain.objects.filter(until__lte=TODAY).exists()
    assert Gain.objects.filter(until=None).exists()
    assert set(RoleAssignment.objects.values_list("role", flat=True)) == {"leader", "specialist"}
    assert set(Seat.objects.values_list("witness", flat=True)) == {"code", "hand", ""}
    assert Session.objects.filter(called_off_at=None).count() == 3
    assert Session.objects.exclude(called_off_at=None).count() == 1
    newest = Event.objects.filter(kind=KIND).order_by("-at", "-id")
    assert {one.unit for one in newest} == set(Unit.objects.filter(is_open=True).values_list("code", flat=True))
    assert len({(one.at.year, one.at.month) for one in newest}) == 18
    before = what_was_learned()
    assert "already" in learn(seed=1, today=TODAY)
    assert what_was_learned() == before
