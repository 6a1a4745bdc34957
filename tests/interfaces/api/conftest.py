"""Software with a token, and a published town."""

import pytest

from tests.interfaces.api.software import Software, with_token
from tests.packs_loaded import load_packs


@pytest.fixture
def packs(db: None) -> None:
    """The packs of this repository, published."""
    load_packs()


@pytest.fixture
def software(packs: None) -> Software:
    """Somebody else's software, without an account."""
    return with_token()
