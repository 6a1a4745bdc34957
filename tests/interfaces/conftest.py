"""Fixtures of everything that draws pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scene import Scene, set_up_once
from tests.words import compile_words


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    compile_words()


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """A scene that the tests of a module share."""
    with django_db_blocker.unblock(), set_up_once() as scene:
        yield scene


@pytest.fixture
def scene(made: Scene, db: None) -> Scene:
    """The scene of the module; what a test does to it is taken back."""
    return made
