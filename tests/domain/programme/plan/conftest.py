"""What every test of the plan begins with."""

import pytest

from tests.domain.programme.plan.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The people around one initiative."""
    return make_cast()
