"""What every answer carries, and the pages of what went wrong."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, DataError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

import murakami
from murakami.domain.procedures.queries import get_municipality
from murakami.foundation.spool.models import Carrying
from murakami.interfaces.components import error_pages as errors
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db


def test_healthz__says_zone_and_version(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "zone": "all", "version": murakami.__version__})


def test_healthz__says_that_the_process_lives_without_its_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", _refuse)
    assert client.get("/healthz").status_code == 200


def test_readyz__is_well(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["problems"]) == (200, "ready", [])


def test_readyz__fails_when_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", _refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["problems"]) == (503, ["database"])


def test_readyz__fails_when_nothing_can_be_kept(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "gone")
    assert client.get("/readyz").json()["problems"] == ["writing"]


def test_readyz__names_what_hinders_the_carrying_and_keeps_nobody_out(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(settings, "SPOOL_DIR", tmp_path / "nowhere")
    Carrying.objects.create(pk=1, trouble="gone")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["hitches"]) == (200, ["spool:gone"])


def _refuse(*_: object) -> None:
    raise DatabaseError("gone")


@pytest.mark.parametrize("path", ["/healthz", "/nowhere"])
def test_answers__carry_what_protects_the_browser(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy == {"default-src": "'self'", "object-src": "'none'", "base-uri": "'none'", "frame-src": "'none'",
                      "frame-ancestors": "'none'", "form-action": "'self'"}
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_unknown_page__is_answered_in_japanese_without_telling_more(client: Client) -> None:
    answer = client.get("/nowhere", headers={"accept-language": "ja"})
    assert answer.status_code == 404
    assert '<html lang="ja"' in answer.content.decode()
    assert "/nowhere" not in answer.content.decode()


@pytest.mark.parametrize(("language", "html"), [("ja", "ja"), ("ja-easy", "ja"), ("en", "en")])
def test_language__is_what_the_cookie_says(client: Client, language: str, html: str) -> None:
    client.cookies["language"] = language
    answer = client.get("/nowhere", headers={"accept-language": "de"})
    assert f'<html lang="{html}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language


def test_languages__are_known_to_django() -> None:
    assert translation.get_language_info("ja-easy")["name_local"] == "やさしい日本語"
    assert translation.to_locale("ja-easy") == "ja_Easy"


@pytest.mark.parametrize(("content_type", "size", "status"), [
    ("application/x-www-form-urlencoded", 1024 * 1024 + 1, 413),
    ("multipart/form-data; boundary=x", 30 * 1024 * 1024 + 1, 413),
    ("multipart/form-data; boundary=x", 2 * 1024 * 1024, 404),
])
def test_request_size__is_refused_before_it_is_read(client: Client, content_type: str, size: int, status: int) -> None:
    answer = client.post("/nowhere", data=b"x" * size, content_type=content_type)
    assert answer.status_code == status
    assert ("大きすぎます" in answer.content.decode()) is (status == 413)


@pytest.mark.parametrize(("error", "status"), [(RequestDataTooBig(), 413), (SuspiciousOperation(), 400)])
def test_bad_request__tells_too_large_apart(rf: RequestFactory, error: Exception, status: int) -> None:
    answer = errors.bad_request(rf.get("/"), error)
    assert answer.status_code == status
    assert ("大きすぎます" in answer.content.decode()) is (status == 413)


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/my/?next=%00", 413)])
def test_refusals__speak_the_language_of_the_reader(client: Client, path: str, status: int) -> None:
    client.cookies["language"] = "en"
    sent = b"x" * (1024 * 1024 + 1)
    answer = client.post(path, data=sent, content_type="application/x-www-form-urlencoded") if status == 413 else client.get(path)
    assert (answer.status_code, '<html lang="en"' in answer.content.decode()) == (status, True)
    assert ('href="/-/display?lang=ja&amp;next="' in answer.content.decode()) is (status == 404)


def test_error_pages__say_whose_they_are_and_whom_to_call_without_asking(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_packs()
    get_municipality()
    monkeypatch.setattr(connection, "cursor", _refuse)
    words = errors.unavailable(rf.post("/"), reason="storage").content.decode()
    assert "スマートむらかみ" in words and 'href="tel:0254-53-2111"' in words


@pytest.mark.parametrize(("page", "status"), [(errors.forbidden, 403), (errors.not_found, 404), (errors.failed, 500)])
def test_error_pages__need_no_database(
    rf: RequestFactory, page: Any, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = page(rf.get("/"))
    assert answer.status_code == status
    assert "<main" in answer.content.decode()


def test_failure__is_answered_with_our_page_and_logged_without_values(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(request: HttpRequest) -> None:
        raise RuntimeError("村上 花子")

    monkeypatch.setattr("murakami.config.health._say", fail)
    answer = Client(raise_request_exception=False).get("/healthz?token=secret")
    assert answer.status_code == 500
    requests = [record for record in caplog.records if record.name == "murakami.requests"]
    assert [(each.levelno, each.__dict__["route"], each.__dict__["status"]) for each in requests] == [
        (logging.ERROR, "healthz", 500)]


@pytest.mark.parametrize("error", [
    DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
    ValueError("A string literal cannot contain NUL (0x00) characters."),
])
def test_nul_that_reached_the_database__is_answered_clearly(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("murakami.config.health._say", refuse)
    assert client.get("/healthz").status_code == 400
