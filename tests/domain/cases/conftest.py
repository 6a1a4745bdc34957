"""What every test of cases begins with."""

import pytest

from murakami.domain.cases.models import Case
from tests.domain.cases.cast import Cast, make_cast, receive_one


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of two units."""
    return make_cast()


@pytest.fixture
def case(cast: Cast) -> Case:
    """An application that has just been received."""
    return receive_one()


@pytest.fixture
def declaration(cast: Cast) -> Case:
    """A declaration that has just been received."""
    return receive_one(kind="declaration")
