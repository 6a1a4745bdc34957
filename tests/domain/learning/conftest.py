"""A small world of learning: the tiny pack of `pack.py` loaded, and people of two units and the DX office."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from tests.domain.learning.pack import WITH_LEARNING
from tests.foundation.accounts.people import make_staff
from tests.sample_pack import write_pack

OFFICE = frozenset({"digital"})


@dataclass(frozen=True)
class Staff:
    """Who acts in these tests."""

    clerk: Actor
    colleague: Actor
    head: Actor
    keeper: Actor
    elsewhere: Actor
    dx: Actor


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """The tiny pack on disk."""
    return write_pack(tmp_path, files=WITH_LEARNING)


@pytest.fixture
def loaded(db: None, pack: Path, at: datetime) -> Path:
    """The tiny pack in the database."""
    load([pack], order=LoadOrder(at=at))
    current_catalogue()  # as a process that has read it before
    return pack


@pytest.fixture
def staff(loaded: Path) -> Staff:
    """The people."""
    return Staff(clerk=_made("clerk", "kankyo", Role.CLERK), colleague=_made("colleague", "kankyo", Role.CLERK),
                 head=_made("head", "kankyo", Role.UNIT_HEAD), keeper=_made("keeper", "kankyo", Role.ADMINISTRATOR),
                 elsewhere=_made("elsewhere", "suido", Role.CLERK), dx=_made("dx", "digital", Role.CLERK))


def _made(name: str, unit: str, role: Role) -> Actor:
    account: Account = make_staff(name, name=f"職員 {name}", **{unit: role})
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, name=f"職員 {name}", roles={role: frozenset({unit})})
