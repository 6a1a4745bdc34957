"""The page of a house that is closed, or whose database or disk does not take anything: nothing typed is lost."""

import errno
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from murakami.foundation.database.closing import hang_notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """The house closed until a quarter past three in Japan."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    until = datetime(2026, 11, 23, 6, 15, tzinfo=UTC)
    hang_notice(until=until)
    yield until


def hidden(page: str) -> dict[str, str]:
    """The values that a page keeps."""
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page))


def test_closed_house__says_until_when_and_that_nothing_is_lost(client: Client, closed: datetime) -> None:
    answer = client.get("/policy/", headers={"accept-language": "ja"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "15:15ごろまでかかります" in page
    assert "何も失われていません" in page
    assert int(answer.headers["Retry-After"]) >= 30


@pytest.mark.parametrize(("language", "said"), [("en", "Nothing has been lost"), ("ja-easy", "なくなった ものは ありません")])
def test_closed_house__speaks_to_everybody(client: Client, closed: datetime, language: str, said: str) -> None:
    client.cookies["language"] = language
    assert said in client.get("/").content.decode()


def test_closed_house__keeps_what_was_typed_for_one_button(client: Client, closed: datetime) -> None:
    answer = client.post("/talks/abc/review/?next=1", {"name": "村上 花子", "csrfmiddlewaretoken": "t", "note": '"><b>'})
    page = answer.content.decode()
    assert 'action="/talks/abc/review/?next=1"' in page
    assert hidden(page) == {"name": "村上 花子", "csrfmiddlewaretoken": "t", "note": "&quot;&gt;&lt;b&gt;"}
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("secret", ["password", "code"])
def test_closed_house__repeats_no_secret(client: Client, closed: datetime, secret: str) -> None:
    page = client.post("/office/sign-in/", {"login_name": "k1", secret: "s3cret-value"}).content.decode()
    assert hidden(page) == {}
    assert "s3cret-value" not in page


def test_closed_house__still_says_that_it_lives(client: Client, closed: datetime) -> None:
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["problems"]) == (503, ["closed"])


@pytest.mark.parametrize("error", [
    OperationalError("database or disk is full"), OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EROFS, "Read-only file system"),
])
def test_storage_that_takes_nothing__is_said_and_what_was_typed_is_kept(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", refuse)
    browser = Client(raise_request_exception=False)
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    answer = browser.post("/my/delivery/", {"typed": "ここまで"})
    page = answer.content.decode()
    assert answer.status_code == 503, page[:300]
    assert "いま送ったものは、まだ受け取っていません" in page
    assert hidden(page) == {"typed": "ここまで"}


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_watching__asks_for_no_session(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", refuse)
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert browser.get(path).status_code == 200


def test_read_only_database__is_said_and_what_was_typed_is_kept() -> None:
    read_only = "SET TRANSACTION READ ONLY" if connection.vendor == "postgresql" else "PRAGMA query_only = 1"
    try:
        with connection.cursor() as cursor:
            cursor.execute(read_only)
        answer = Client(raise_request_exception=False).post("/sign-in/email/", {"email.value": "a@example.jp"})
    finally:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA query_only = 0")
    assert answer.status_code == 503
    assert hidden(answer.content.decode()) == {"email.value": "a@example.jp"}


def test_fault_of_ours__is_no_passing_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("murakami.config.health._say", fail)
    assert Client(raise_request_exception=False).get("/healthz").status_code == 500


def test_retry_after__is_never_longer_than_a_day(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    hang_notice(until=timezone.now() + timedelta(days=30))
    assert client.get("/").headers["Retry-After"] == str(24 * 3600)
