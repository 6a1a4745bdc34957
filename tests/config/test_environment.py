"""Settings are typed; what cannot work is refused with the variable and the mend."""

from pathlib import Path

import pytest

from murakami.config.databases import POSTGRESQL, SQLITE, database_of
from murakami.config.environment import Environment, SettingRefused, list_variables
from murakami.config.mail import mail_settings
from murakami.config.readiness import refusals_of_environment

KEY = "k" * 50


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, _, _ in list_variables():
        monkeypatch.delenv(name, raising=False)


def test_environment__works_with_nothing_set() -> None:
    environment = Environment()
    assert (environment.zone, environment.demo, environment.port, environment.spool_dir) == ("all", False, 8000, None)
    assert [path.name for path in environment.packs] == ["standard", "murakami"]


@pytest.mark.parametrize(("name", "value", "mend"), [
    ("MURAKAMI_ZONE", "both", "all, edge, core"),
    ("MURAKAMI_DEMO", "maybe", "1 to switch it on"),
    ("PORT", "80a", "digits"),
    ("PORT", "８０８０", "digits"),
    ("MURAKAMI_SECRET_KEY_FILE", "/nowhere/at/all", "cannot be read"),
])
def test_environment__refuses_with_the_variable_and_the_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, mend: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingRefused, match=mend) as refused:
        Environment()
    assert str(refused.value).startswith(name)


def test_environment__reads_secrets_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("MURAKAMI_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert Environment().secret_key == "from a file"
    monkeypatch.setenv("MURAKAMI_SECRET_KEY", "set outright")
    assert Environment().secret_key == "set outright"


@pytest.mark.parametrize(("url", "engine", "name"), [
    ("", SQLITE, "murakami-all.sqlite3"),
    ("sqlite:////srv/murakami/x.sqlite3", SQLITE, "x.sqlite3"),
    ("postgres://u:p@db.example/murakami", POSTGRESQL, "murakami"),
])
def test_database_of__chooses_our_backends(monkeypatch: pytest.MonkeyPatch, url: str, engine: str, name: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    database = database_of(Environment())
    assert (database["ENGINE"], Path(database["NAME"]).name, database["CONN_MAX_AGE"]) == (engine, name, None)


def test_database_of__refuses_another_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://u:p@db.example/murakami")
    with pytest.raises(SettingRefused, match="postgres://"):
        database_of(Environment())


@pytest.mark.parametrize(("url", "host", "port", "tls", "ssl"), [
    ("smtp://127.0.0.1:8025", "127.0.0.1", 8025, False, False),
    ("smtp://u%40x:p@mail.example:587?tls=1", "mail.example", 587, True, False),
    ("smtps://mail.example", "mail.example", 465, False, True),
])
def test_mail_settings__reads_one_address(url: str, host: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail_settings(url)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        host, port, tls, ssl)
    assert found["EMAIL_HOST_USER"] in {"", "u@x"}


@pytest.mark.parametrize("url", ["http://mail.example", "mail.example:25", ""])
def test_mail_settings__refuses_what_is_no_mail_server(url: str) -> None:
    with pytest.raises(SettingRefused, match="MURAKAMI_EMAIL_URL"):
        mail_settings(url)


@pytest.mark.parametrize(("variables", "refused"), [
    ({}, "MURAKAMI_SECRET_KEY"),
    ({"MURAKAMI_SECRET_KEY": "short"}, "MURAKAMI_SECRET_KEY"),
    ({"MURAKAMI_SECRET_KEY": KEY, "MURAKAMI_DEMO": "1", "MURAKAMI_HOST": "0.0.0.0"}, "MURAKAMI_DEMO"),
    ({"MURAKAMI_SECRET_KEY": KEY, "MURAKAMI_DEBUG": "1", "MURAKAMI_BASE_URL": "https://x.example"}, "MURAKAMI_DEBUG"),
    ({"MURAKAMI_SECRET_KEY": KEY, "MURAKAMI_ZONE": "edge"}, "MURAKAMI_SPOOL_DIR"),
])
def test_readiness__refuses_to_serve_unsafely(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], refused: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    reasons = list(refusals_of_environment(Environment()))
    assert len(reasons) == 1
    assert refused in reasons[0]


@pytest.mark.parametrize("variables", [
    {"MURAKAMI_SECRET_KEY": KEY},
    {"MURAKAMI_SECRET_KEY": KEY, "MURAKAMI_DEMO": "1"},
    {"MURAKAMI_SECRET_KEY": KEY, "MURAKAMI_ZONE": "core"},  # an office without residents' pages
    {"MURAKAMI_SECRET_KEY": KEY, "MURAKAMI_ZONE": "core", "MURAKAMI_SPOOL_DIR": "/srv/between"},
])
def test_readiness__lets_serve_otherwise(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert list(refusals_of_environment(Environment())) == []
