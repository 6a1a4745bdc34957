"""Software with a token, and a published town."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.interfaces.api.software import Software, with_token
from tests.packs_loaded import load_packs


@pytest.fixture(scope="module")
def _published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The packs of this repository, published once for a module; afterwards they are gone."""
    whole = transaction.atomic()
    whole._from_testcase = True  # type: ignore[attr-defined]  # what insists on a transaction of its own may run inside
    with django_db_blocker.unblock(), whole:
        try:
            load_packs()
            yield
        finally:
            transaction.set_rollback(True)


@pytest.fixture
def packs(_published: None, db: None) -> None:
    """A published town, in a savepoint of the test."""


@pytest.fixture
def software(packs: None) -> Software:
    """Somebody else's software, without an account."""
    return with_token()
