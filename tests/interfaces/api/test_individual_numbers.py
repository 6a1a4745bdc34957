"""A 個人番号 in any field that the API takes, written as people write it, never reaches what is kept."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core import mail

from murakami.foundation.database.scanning import scan_database
from murakami.interfaces.api.document import openapi, operations_of
from tests.fuzz.bodies import BOUNDARY, Body
from tests.fuzz.values import WAYS
from tests.interfaces.api.birth import sign_in, walk_to_review
from tests.interfaces.api.software import Software
from tests.scene import picture

pytestmark = pytest.mark.django_db
NUMBER = "123456789018"
DOCUMENT = json.loads(json.dumps(openapi()))
ADDRESSES = [(method.upper(), path, operation) for path, method, operation in operations_of(DOCUMENT)]


@pytest.fixture(params=(0, 1, 4, 6))  # every way is tried in tests/kernel; here, that each field asks
def written(request: pytest.FixtureRequest) -> str:
    """The number in one of the ways in which people write it."""
    return str(WAYS[request.param](NUMBER))


def _bodies(schema: Any, text: str, name: str = "") -> Iterator[Any]:
    """Give bodies that hold the text, each in another place: every text and every name that may be chosen."""
    if "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for one in schema.get("anyOf", ()):
        yield from _bodies(one, text, name)
    match schema.get("type"):
        case "string":
            yield text
        case "array":
            yield from ([one] for one in _bodies(schema["items"], text))
        case "object":
            harmless = {one: _harmless(schema["properties"][one]) for one in schema.get("required", ())}
            for one, shape in schema.get("properties", {}).items():
                yield from (harmless | {one: inner} for inner in _bodies(shape, text, one))
            if isinstance(schema.get("additionalProperties"), dict):
                yield {text: _harmless(schema["additionalProperties"])}
                yield from ({"me.name": inner} for inner in _bodies(schema["additionalProperties"], text))


def _harmless(schema: Any) -> Any:
    schema = schema.get("anyOf", [schema])[0]
    return {"object": {}, "array": [], "string": "x", "integer": 1, "boolean": False}[schema["type"]]


def _address(path: str, key: str, text: str = "x") -> Iterator[str]:
    """Give addresses: the conversation's own, and the text in every other place of it."""
    own = path.replace("{key}", key)
    names = [part for part in own.split("/") if part.startswith("{")]
    for _name in names or [""]:
        yield "/".join(quote(text, safe="") if part.startswith("{") else part for part in own.split("/"))


def test_number__in_any_body_address_or_header_is_not_kept(software: Software, written: str) -> None:
    key = software.post("intakes", {"life_event": "birth"})["key"]
    for method, path, operation in ADDRESSES:
        if method == "DELETE":
            continue
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        bodies = list(_bodies(content["schema"], written)) if content else [None]
        for address in _address(path, key, written):
            query = "&".join(f"{one['name']}={quote(written)}" for one in operation["parameters"] if one["in"] == "query")
            for body in bodies:
                answer = software.ask(method, f"{address}?{query}", body, idempotency_key=NUMBER, if_none_match=f'"{NUMBER}"', accept_language=NUMBER)
                assert answer.status_code < 500
                software.ask(method, address, body)
    assert scan_database().findings == ()


def _talks(software: Software) -> Iterator[str]:
    """Have a conversation of every kind; gives their keys."""
    yield walk_to_review(software)
    for one in software.get("procedures?limit=100")["items"]:
        if one["is_online"]:
            yield software.post("intakes", {"procedure": one["id"]})["key"]


def _asked(software: Software, key: str) -> Iterator[str]:
    """Give the addresses of everything that a conversation asks now."""
    yield from (f"intakes/{key}/pages/{page['key']}" for page in software.get(f"intakes/{key}")["pages"])
    guide = software.ask("GET", f"intakes/{key}/guide")
    yield from (f"intakes/{key}/guide/{one['key']}" for one in (guide.json()["answered"] if guide.status_code == 200 else ()))


@pytest.mark.parametrize("way", [0, 6])
def test_number__in_any_part_of_any_question_is_not_kept(software: Software, way: int) -> None:
    tried = 0
    for page in [page for key in list(_talks(software)) for page in _asked(software, key)]:
        answer = software.ask("GET", page)
        for question in answer.json()["questions"] if answer.status_code == 200 else ():
            for part in question["parts"]:
                typed: Any = WAYS[way](NUMBER)
                written = {part["name"]: [typed] if part["input"] == "checkbox" else typed}
                body = {"answer": written} if "/guide/" in page else {"answers": {question["key"]: written}, "leave": True}
                assert software.ask("PUT", page, body).status_code < 500
                tried += 1
    assert tried > 100
    assert scan_database().findings == ()


@pytest.mark.parametrize("email", [f"{NUMBER}@example.jp", f"a{NUMBER}@example.jp", "1234-5678-9018@example.jp", f"a@x{NUMBER}.jp"])
def test_number__as_an_address_is_not_kept(software: Software, email: str) -> None:
    assert software.refused("POST", "sign-in/codes", {"email": email}, code="invalid")["errors"][0]["field"] == "email"
    assert (mail.outbox, scan_database().findings) == ([], ())


def test_number__in_the_name_of_a_file_or_of_its_document_is_not_kept(software: Software, written: str) -> None:
    sign_in(software)
    key = walk_to_review(software)
    wanted = software.get(f"intakes/{key}/attachments")["attachments"][0]["key"]
    for attachment, name in ((wanted, f"{written}.png"), (written, "通帳.png"), (wanted, f"{written}/a.png")):
        body = Body([("attachment", attachment)], [("file", name, picture())]).multipart()
        answer = software.client.generic("POST", f"/api/v1/intakes/{key}/files", body, content_type=f"multipart/form-data; boundary={BOUNDARY}",
                                         headers={"authorization": f"Bearer {software.token}", "idempotency-key": NUMBER})
        assert answer.status_code in {201, 422}, answer.content.decode()
    assert scan_database().findings == ()
