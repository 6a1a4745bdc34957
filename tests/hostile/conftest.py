"""The scene of the attacks: made once for a module, each attack in a savepoint of its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scene import Scene, set_up_once


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The scene of a module."""
    with django_db_blocker.unblock(), set_up_once() as scene:
        yield scene


@pytest.fixture
def scene(made: Scene, db: None) -> Scene:
    """The scene, put back after the test."""
    return made
