"""Installations that the tests of this folder share."""

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from murakami.config.environment import Environment
from murakami.config.operation.doctor import certificates, outside
from tests.operation.installation import Installation
from tests.serving import fresh_databases, migrate

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
    migrate(made.environment)
    made.filled = made.script("tests.operation.fill")
    return made


@pytest.fixture(scope="module")
def passphrase(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a file with a passphrase."""
    path: Path = tmp_path_factory.mktemp("safe") / "passphrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return str(path)


@pytest.fixture
def well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """Settings with which nothing is wrong."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "DATA_DIR", data)
    return replace(Environment(), data_dir=data, base_url="https://shinsei.example.jp", secret_key=secrets.token_urlsafe(50),
                   backup_dir=None, oidc_issuer="", business_id_issuer="", demo=False)


@pytest.fixture
def mailed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that takes everything, and no web server that could be asked for its certificate."""
    monkeypatch.setattr(certificates, "_certificate_of", lambda *_: None)
    monkeypatch.setattr(outside, "get_connection", lambda *_, **__: SimpleNamespace(open=lambda: None, close=lambda: None))
