"""The programme's people at their browsers, on the morning of the cast, with a draft of the next edition."""

from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.domain.programme.drafting.conftest import draft, town
from tests.domain.programme.year.cast import NOW
from tests.foundation.accounts.people import sign_in

__all__ = ["clock", "draft", "enter", "town"]
Enter = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """It is the day of the cast."""
    with patch("django.utils.timezone.now", lambda: NOW):
        yield


@pytest.fixture
def enter() -> Enter:
    """`enter(town.office)` gives a browser in which this person is signed in."""

    def client_of(actor: Actor) -> Client:
        client = Client()
        sign_in(client, Account.objects.get(pk=actor.account_id), at=timezone.now())
        return client

    return client_of
