"""Requests that mean nothing, or two things: refused in words, as problems, and nothing is made of them."""

import json
import time
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client

from murakami.domain.intake.models import Intake
from murakami.interfaces.api.reading import read_json
from tests.interfaces.api.software import Software

pytestmark = pytest.mark.django_db


def _send(software: Software, body: bytes, content_type: str = "application/json") -> Any:
    return software.client.generic("POST", "/api/v1/intakes", body, content_type=content_type,
                                   headers={"authorization": f"Bearer {software.token}"})


@pytest.mark.parametrize(("body", "code"), [
    (b"", "invalid"), (b"{", "unreadable"), (b"\xff\xfe", "unreadable"), (b"[" * 100_000, "unreadable"), (b'{"life_event": NaN}', "unreadable"),
    (b'{"a": ' * 30 + b"1" + b"}" * 30, "unreadable"), (b"1" * 5000, "unreadable"), (b"null", "invalid"), (b"[]", "invalid"), (b"1e999", "invalid"),
    (b'"birth"', "invalid"), (b'{"life_event": "birth", "life_event": "pregnancy"}', "invalid"), (b'{"life_event": "\\u0000"}', "invalid"),
    (b'{"life_event": "\\ud800"}', "invalid"), (b'{"\\ud800": 1}', "invalid"), (b'{"life_event": ["birth"]}', "invalid"),
    (b'{"life_event": {"a": 1}}', "invalid"), (b'{"life_event": "' + b"x" * 5000 + b'"}', "invalid"), (b'{"life_event": null}', "invalid"),
])
def test_body__that_means_nothing_is_refused(software: Software, body: bytes, code: str) -> None:
    answer = _send(software, body)
    assert (answer["Content-Type"], answer.json()["code"]) == ("application/problem+json", code), answer.content.decode()
    assert not Intake.objects.exists()


def test_body__with_a_great_many_names_is_refused_at_once(software: Software) -> None:
    names = ",".join(f'"{number:x}":0' for number in range(60_000))
    began = time.process_time()
    answer = _send(software, f'{{{names},"z":0,"z":1}}'.encode())
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "twice")
    assert time.process_time() - began < 5, "the time must grow with the body, not with its square"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "", "multipart/form-data; boundary=x"])
def test_body__of_another_type_is_refused(software: Software, content_type: str) -> None:
    answer = _send(software, b'{"life_event": "birth"}', content_type)
    assert (answer.status_code, answer.json()["code"]) == (415, "not_json")


def test_body__that_is_too_large_is_refused(software: Software) -> None:
    answer = _send(software, b'{"life_event": "' + b"x" * 1_100_000 + b'"}')
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


@pytest.mark.parametrize(("charset", "status"), [("utf-8", 201), ("shift_jis", 400)])
def test_body__is_utf8(software: Software, charset: str, status: int) -> None:
    assert _send(software, b'{"life_event": "birth"}', f"application/json; charset={charset}").status_code == status


@pytest.mark.parametrize(("method", "path", "status", "code"), [
    ("GET", "/api/v1/nothing", 404, "not_found"), ("GET", "/api/v2/", 404, "not_found"), ("PATCH", "/api/v1/procedures", 405, "method_not_allowed"),
    ("POST", "/api/v1/", 405, "method_not_allowed"), ("GET", "/api/v1/procedures/%00", 404, "not_found"),
    ("GET", "/api/v1/procedures/x?%00=1", 422, "invalid"), ("GET", "/api/v1/intakes/" + "x" * 3000, 404, "not_found")])
def test_address__that_leads_nowhere_is_a_problem_too(software: Software, method: str, path: str, status: int, code: str) -> None:
    answer = software.ask(method, path)
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (status, "application/problem+json", code)


@pytest.mark.parametrize(("fault", "status", "code"), [(RuntimeError("ours"), 500, "failed"), (OperationalError("gone"), 503, "unavailable")])
def test_fault__is_a_problem_too(software: Software, fault: Exception, status: int, code: str) -> None:
    software.client = Client(raise_request_exception=False)
    with patch("murakami.interfaces.api.doors.intakes.read_conversation", side_effect=fault):
        answer = software.ask("GET", "intakes/x")
    assert (answer.status_code, answer["Content-Type"], answer.json()["code"]) == (status, "application/problem+json", code)
    assert "ours" not in answer.content.decode()
    assert ("Retry-After" in answer) == (status == 503)


@pytest.mark.parametrize("text", ['{"a": [1, 2.5, true, null, "あ\\n\\t𠮷葛󠄀"]}', "[]", '"x"', "-0"])
def test_read_json__takes_what_json_means(text: str) -> None:
    assert read_json(text.encode()) == json.loads(text)
