"""Where residents come by https, cookies travel by https only."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import environment_of

_NAMES = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
          "SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "ALLOWED_HOSTS",
          "CSRF_TRUSTED_ORIGINS", "DEBUG", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
_ASK = f"import json; from murakami.config import settings; print(json.dumps({{n: getattr(settings, n) for n in {_NAMES!r}}}))"


def _settings(tmp_path: Path, **more: str) -> dict[str, object]:
    environment = environment_of(tmp_path, port=8000, **more)
    done = subprocess.run([sys.executable, "-c", _ASK], env=environment, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("secure", [True, False])
def test_cookies__are_secure_exactly_where_the_base_url_is(tmp_path: Path, secure: bool) -> None:
    found = _settings(tmp_path, MURAKAMI_BASE_URL="https://shinsei.example.jp" if secure else "")
    assert {found[name] for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE")} == {secure}
    assert (found["SESSION_COOKIE_HTTPONLY"], found["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
    assert bool(found["SECURE_HSTS_SECONDS"]) is secure
    assert bool(found["SECURE_PROXY_SSL_HEADER"]) is secure
    assert found["DEBUG"] is False


def test_hosts__are_this_machine_the_base_url_and_what_is_listed(tmp_path: Path) -> None:
    found = _settings(tmp_path, MURAKAMI_BASE_URL="https://shinsei.example.jp/", MURAKAMI_ALLOWED_HOSTS="a.example, b.example")
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "a.example", "b.example", "localhost", "shinsei.example.jp"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://shinsei.example.jp"]


@pytest.mark.parametrize(("zone", "names"), [("all", {"__Host-session", "__Host-csrf"}), ("core", {"__Host-session-core", "__Host-csrf-core"})])
def test_cookies__have_the_host_prefix_under_https(tmp_path: Path, zone: str, names: set[str]) -> None:
    found = _settings(tmp_path, zone=zone, MURAKAMI_BASE_URL="https://shinsei.example.jp", MURAKAMI_SPOOL_DIR=str(tmp_path))
    assert {found["SESSION_COOKIE_NAME"], found["CSRF_COOKIE_NAME"]} == names
    assert "__Host-" not in str(_settings(tmp_path)["SESSION_COOKIE_NAME"])


def test_https__is_promised_for_a_year_and_every_subdomain(tmp_path: Path) -> None:
    found = _settings(tmp_path, MURAKAMI_BASE_URL="https://shinsei.example.jp")
    assert (found["SECURE_HSTS_SECONDS"], found["SECURE_HSTS_INCLUDE_SUBDOMAINS"]) == (365 * 24 * 3600, True)
