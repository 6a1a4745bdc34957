"""Talking to the provider from server to server: short, bounded, never following a redirect."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from murakami.adapters.openid.errors import known_error

_SECONDS = 8
_LONGEST_ANSWER = 64 * 1024


class ProviderUnreachable(Exception):
    """The provider did not answer, or with something that is no answer."""


class ProviderRefused(Exception):
    """The provider answered with an error; `error` is its code, if it is a known one, or `http_` and the status."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True, slots=True)
class Credentials:
    """How we show in a request who we are: more fields of the form, or name and password as they are (not form-encoded)."""

    form: Mapping[str, str] = field(default_factory=dict)
    basic: tuple[str, str] | None = None


def post_form(url: str, form: Mapping[str, str], *, credentials: Credentials) -> dict[str, Any]:
    """Send a form and read a JSON object. Raises ProviderUnreachable, ProviderRefused."""
    basic = {"auth": credentials.basic} if credentials.basic else {}
    return _ask("POST", url, data={**form, **credentials.form}, **basic)


def post_json(url: str, value: Mapping[str, str], *, bearer: str) -> dict[str, Any]:
    """Send a JSON object with an access token and read one. Raises ProviderUnreachable, ProviderRefused."""
    return _ask("POST", url, json=dict(value), headers={"Authorization": f"Bearer {bearer}"})


def get_json(url: str, *, bearer: str = "") -> dict[str, Any]:
    """Read a JSON object, with an access token if given. Raises ProviderUnreachable, ProviderRefused."""
    return _ask("GET", url, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})


def _ask(method: str, url: str, **how: Any) -> dict[str, Any]:
    headers = {"Accept": "application/json", **how.pop("headers", {})}
    try:
        with requests.request(method, url, headers=headers, timeout=_SECONDS, allow_redirects=False, stream=True,
                              **how) as response:
            status, body = response.status_code, _read(response)
    except requests.RequestException as error:
        raise ProviderUnreachable(type(error).__name__) from error
    answer = _parse(body)
    if status not in {200, 201}:
        raise ProviderRefused(_error_of(answer, status))
    if answer is None:
        raise ProviderUnreachable("not a JSON object")
    return answer


def _read(response: requests.Response) -> bytes:
    body = b""
    for chunk in response.iter_content(8192):
        body += chunk
        if len(body) > _LONGEST_ANSWER:
            raise ProviderUnreachable("answer too long")
    return body


def _parse(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _error_of(answer: dict[str, Any] | None, status: int) -> str:
    error = answer.get("error") if answer else None
    return known_error(error) if isinstance(error, str) else f"http_{status}"
