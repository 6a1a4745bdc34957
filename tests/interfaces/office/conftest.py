"""The office with the family's cases on its desks, and clients that are signed in."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from murakami.domain.cases.models import Case
from murakami.domain.intake.rules.ownership import Owner
from murakami.flows.agency import letters
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.domain.cases.cast import Cast, make_cast
from tests.flows.agency.office import FakePrinter, case_of, deliver
from tests.flows.conftest import owner_with_account
from tests.flows.mailing.filed import file_a_birth
from tests.foundation.accounts.people import make_resident, sign_in
from tests.packs_loaded import load_packs

ClientOf = Callable[[Actor], Client]


@pytest.fixture(autouse=True)
def clock(at: datetime) -> Iterator[datetime]:
    """It is the morning on which the family has filed."""
    with patch("django.utils.timezone.now", lambda: at):
        yield at


@pytest.fixture
def printer() -> Iterator[FakePrinter]:
    """A printer that prints nothing."""
    before, fake = letters._printer, FakePrinter()
    letters.bind_printer(fake)
    yield fake
    letters._printer = before


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of two units."""
    load_packs()
    return make_cast()


@pytest.fixture
def resident(db: None, at: datetime) -> Owner:
    """The mother, signed in by e-mail."""
    return owner_with_account(at, mailbox_key="a" * 32)


@pytest.fixture
def cases(cast: Cast, printer: FakePrinter, resident: Owner, at: datetime) -> dict[str, Case]:
    """The cases of the birth, by procedure."""
    count = iter(range(1, 10_000))
    filings = file_a_birth(resident, draw_key=lambda: f"{next(count):032x}", at=at - timedelta(hours=1))
    deliver(at)
    return {procedure: case_of(filing.receipt_number) for procedure, filing in filings.items()}


@pytest.fixture
def claim(cases: dict[str, Case]) -> Case:
    """The claim for the child allowance."""
    return cases["child-allowance-claim"]


@pytest.fixture
def enter() -> ClientOf:
    """`enter(cast.clerk)` gives a client in which this person is signed in."""

    def client_of(actor: Actor) -> Client:
        client = Client()
        sign_in(client, Account.objects.get(pk=actor.account_id), at=timezone.now())
        return client

    return client_of


@pytest.fixture
def clerk(cast: Cast, enter: ClientOf) -> Client:
    """The clerk's browser."""
    return enter(cast.clerk)


@pytest.fixture
def head(cast: Cast, enter: ClientOf) -> Client:
    """The head's browser."""
    return enter(cast.head)


@pytest.fixture
def citizen(db: None, at: datetime) -> Client:
    """A resident's browser."""
    client = Client()
    sign_in(client, make_resident(email="hanako@example.jp"), at=at)
    return client
