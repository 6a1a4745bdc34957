"""The office with a small programme, and clients that are signed in."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.domain.programme.plan.cast import Cast, make_cast
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

ClientOf = Callable[[Actor], Client]


@pytest.fixture
def small(db: None) -> Cast:
    """One initiative, planted by hand."""
    return make_cast()


@pytest.fixture
def city(db: None) -> None:
    """The whole plan of the city's pack."""
    load_packs()


@pytest.fixture
def enter() -> ClientOf:
    """`enter(actor)` gives a client in which this person is signed in."""

    def client_of(actor: Actor) -> Client:
        client = Client()
        sign_in(client, Account.objects.get(pk=actor.account_id), at=timezone.now())
        return client

    return client_of
