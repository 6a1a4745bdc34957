"""Fixtures of everything that draws pages."""

import pytest

from tests.words import compile_words


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    compile_words()
