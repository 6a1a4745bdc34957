"""The facts on which rights are decided."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest

from murakami.domain.programme.models import Body, BodyMembership, Initiative
from murakami.domain.programme.queries.standing import ownership_of, standing_of
from murakami.domain.programme.rules.rights import BodyKind, Ownership, Standing
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from tests.foundation.accounts.people import make_staff

TODAY = date(2026, 11, 28)


@pytest.fixture
def clerk(db: None) -> Actor:
    """A clerk of another unit."""
    account = make_staff("zeimu1", name="税務 一", zeimu=Role.CLERK)
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, roles={Role.CLERK: frozenset({"zeimu"})})


def seat(actor: Actor, *, since: date = TODAY, until: date | None = None, **body: Any) -> None:
    """Give somebody a seat in a new body."""
    made = Body.objects.create(code=f"b{Body.objects.count()}", name="体", **body)
    BodyMembership.objects.create(body=made, account_id=actor.account_id, name="名", position="委員", since=since, until=until)


def test_standing_of__gathers_offices_and_seats(
    clerk: Actor, sql_at_most: Callable[[int], AbstractContextManager[object]]
) -> None:
    Body.objects.create(code="dx", kind="office", name="推進室", unit="digital")
    Body.objects.create(code="old", kind="office", name="旧", unit="somu", is_active=False)
    seat(clerk, kind="headquarters")
    seat(clerk, kind="adviser", until=TODAY + timedelta(days=1))
    seat(clerk, kind="cio", since=TODAY - timedelta(days=9), until=TODAY)  # `until` is the first day without it
    seat(clerk, kind="promoters", since=TODAY + timedelta(days=1))
    seat(clerk, kind="working_group", is_active=False)
    with sql_at_most(1):
        found = standing_of(clerk, on=TODAY)
    assert found == Standing(office_units=frozenset({"digital"}),
                             seats=frozenset({BodyKind.HEADQUARTERS, BodyKind.ADVISER}))


def test_standing_of__says_nothing_of_somebody_without_an_account(db: None) -> None:
    body = Body.objects.create(code="hq", kind="headquarters", name="本部")
    BodyMembership.objects.create(body=body, name="外部の助言者", position="委員", since=TODAY)
    assert standing_of(Actor(), on=TODAY) == Standing()


def test_ownership_of__names_units_and_promoters(clerk: Actor) -> None:
    initiative = Initiative.objects.create(code="2-1-1", title="x", owner_unit="digital", related_units=["shimin"])
    initiative.promoters.add(clerk.account_id)
    assert ownership_of(initiative) == Ownership(owner_unit="digital", related_units=frozenset({"shimin"}),
                                                 promoters=frozenset({clerk.account_id}))
