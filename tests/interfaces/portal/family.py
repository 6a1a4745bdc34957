"""A family that has filed a birth, signed in; and a stranger."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from murakami.domain.intake.models import Filing
from murakami.domain.intake.rules.ownership import Owner
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.vocabulary import Assurance
from tests.flows.mailing.filed import file_a_birth
from tests.foundation.accounts.people import make_resident, sign_in
from tests.packs_loaded import load_packs


@pytest.fixture
def packs(db: None) -> None:
    """The packs of this repository, published."""
    load_packs()


@pytest.fixture
def draw_key() -> Callable[[], str]:
    """Keys, numbered."""
    count = iter(range(1, 10_000))
    return lambda: f"{next(count):032x}"


@pytest.fixture
def family(db: None) -> Account:
    """Somebody with an account."""
    return make_resident(mailbox_key="a" * 32, email="minori@example.jp")


@pytest.fixture
def owner(family: Account) -> Owner:
    """The same as the flows know them."""
    return Owner(account_id=family.pk, visitor="", mailbox_key="a" * 32, assurance=Assurance.ACCOUNT)


@pytest.fixture
def me(family: Account) -> Client:
    """Their browser, signed in."""
    client = Client()
    sign_in(client, family)
    return client


@pytest.fixture
def stranger(db: None) -> Client:
    """Another resident's browser, signed in."""
    client = Client()
    sign_in(client, make_resident(mailbox_key="b" * 32, email="stranger@example.jp"))
    return client


@pytest.fixture
def filings(packs: None, owner: Owner, draw_key: Callable[[], str], at: datetime) -> dict[str, Filing]:
    """What the family has filed, by procedure."""
    return file_a_birth(owner, draw_key=draw_key, at=at)


@pytest.fixture
def claim(filings: dict[str, Filing]) -> Filing:
    """The claim for the child allowance."""
    return filings["child-allowance-claim"]
