"""Flows are tested on the packs as they are: loaded once, before the first test."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.procedures.memory import begin_request, end_request
from murakami.domain.procedures.queries import list_catalogue
from murakami.foundation.accounts.models import Account, ResidentProfile
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance
from tests.packs_loaded import load_packs

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture
def packs(db: None) -> None:
    """The packs of this repository, published."""
    load_packs()


@pytest.fixture
def in_one_request(packs: None) -> Iterator[None]:
    """As in a request: the definitions are looked at once."""
    begin_request()
    list_catalogue()
    yield
    end_request()


@pytest.fixture
def draw_key() -> Callable[[], str]:
    """Keys that nobody could guess, numbered."""
    count = iter(range(1, 10_000))
    return lambda: f"{next(count):032x}"


@pytest.fixture
def resident(db: None, at: datetime) -> Owner:
    """A resident signed in by e-mail."""
    return owner_with_account(at, mailbox_key="a" * 32)


@pytest.fixture
def stranger(db: None, at: datetime) -> Owner:
    """Another resident."""
    return owner_with_account(at, mailbox_key="b" * 32)


@pytest.fixture
def visitor() -> Owner:
    """Somebody who has not signed in."""
    return Owner(account_id=None, visitor="the browser's secret", mailbox_key=None, assurance=Assurance.NONE)


def owner_with_account(at: datetime, *, mailbox_key: str, assurance: Assurance = Assurance.ACCOUNT) -> Owner:
    account = Account.objects.create(kind=AccountKind.RESIDENT, created_at=at)
    ResidentProfile.objects.create(account=account, mailbox_key=mailbox_key)
    return Owner(account_id=account.pk, visitor="", mailbox_key=mailbox_key, assurance=assurance)
