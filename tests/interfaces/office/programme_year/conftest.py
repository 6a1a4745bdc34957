"""The programme's people at their browsers, on the morning of the cast."""

from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.domain.programme.year.cast import NOW, Town, make_town
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

Enter = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """It is the day of the cast."""
    with patch("django.utils.timezone.now", lambda: NOW):
        yield


@pytest.fixture
def town(db: None) -> Town:
    """The people of the programme, in a town with its packs."""
    from murakami.domain.programme.models import Body, Initiative, Kpi, KpiYear, PlanEntry, Risk, Task, Year, YearPlan

    load_packs()
    for model in (PlanEntry, Risk, Task, KpiYear, Kpi, YearPlan, Year, Initiative, Body):
        model.objects.all().delete()
    return make_town()


@pytest.fixture
def enter() -> Enter:
    """`enter(town.office)` gives a browser in which this person is signed in."""

    def client_of(actor: Actor) -> Client:
        client = Client()
        sign_in(client, Account.objects.get(pk=actor.account_id), at=timezone.now())
        return client

    return client_of
