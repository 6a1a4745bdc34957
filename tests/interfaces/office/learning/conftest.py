"""The office's people learning: the packs of this repository, a DX office, a session that begins soon."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from murakami.domain.learning.models import Session
from murakami.domain.learning.operations.sessions import NewSession, open_session
from murakami.domain.programme.models import Body
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from tests.domain.cases.cast import Cast, staff
from tests.interfaces.office.conftest import ClientOf


@pytest.fixture
def dx(cast: Cast) -> Actor:
    """A clerk of the DX office."""
    Body.objects.update_or_create(code="digital-office", defaults={"kind": Body.Kind.OFFICE, "name": "推進室", "unit": "digital"})
    return staff("dx", digital=Role.CLERK)


@pytest.fixture
def dx_browser(dx: Actor, enter: ClientOf) -> Client:
    """Their browser."""
    return enter(dx)


@pytest.fixture
def session(cast: Cast, at: datetime) -> Session:
    """A session of the head that begins in twenty minutes."""
    starts_at = at + timedelta(minutes=20)
    return open_session(
        NewSession(course="bpr-workshop", place="大会議室", starts_at=starts_at, ends_at=starts_at + timedelta(hours=3),
                   capacity=2),
        actor=cast.head, office=frozenset(), key="5" * 32, subject_key="6" * 32, at=at - timedelta(days=9))
