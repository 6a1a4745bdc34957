"""Installations that the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operation.installation import Installation
from tests.serving import fresh_databases

PASSPHRASE = "いろはにほへと ちりぬるを わかよたれそ つねならむ"


@pytest.fixture(scope="module")
def spare() -> Iterator[list[dict[str, str]]]:
    """Five fresh databases, as settings."""
    with fresh_databases(5) as databases:
        yield databases


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, spare: list[dict[str, str]]) -> Installation:
    """A town with filings, cases, a letter and files; its tests only read it."""
    made = Installation(tmp_path_factory.mktemp("town") / "data", database=spare[0])
    made.run("migrate")
    made.filled = made.script("tests.operation.fill")
    return made


@pytest.fixture(scope="module")
def passphrase(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a file with a passphrase."""
    path: Path = tmp_path_factory.mktemp("safe") / "passphrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return str(path)
