"""Browsers before a published birth."""

import pytest
from django.test import Client

from tests.foundation.accounts.people import make_resident, sign_in
from tests.interfaces.portal.talk.browsing import Browser
from tests.packs_loaded import load_packs


@pytest.fixture(autouse=True)
def packs(db: None) -> None:
    """The packs of this repository, published."""
    load_packs()


@pytest.fixture
def resident() -> Client:
    """A browser of somebody who signed in by e-mail."""
    client = Client()
    sign_in(client, make_resident(mailbox_key="a" * 32, email="minori@example.jp"))
    return client


@pytest.fixture
def browser(resident: Client) -> Browser:
    """That browser at a birth."""
    return Browser(resident)


@pytest.fixture
def visitor() -> Browser:
    """A browser in which nobody has signed in."""
    return Browser()
