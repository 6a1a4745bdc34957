"""What every test of the yearly cycle begins with."""

import pytest

from tests.domain.programme.year.cast import Town, make_town


@pytest.fixture
def town(db: None) -> Town:
    """The people of the programme."""
    return make_town()
