"""The OpenAPI document is whole: every operation, every answer, every refusal, and nothing that is not there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

import murakami.interfaces.api as api
from murakami.foundation.limits.rules import Limit
from murakami.interfaces.api.document import openapi, operations_of
from murakami.interfaces.api.problems import SAID, Code
from murakami.interfaces.api.shapes.problems import Problem
from murakami.interfaces.api.shapes.talk import StepKind
from murakami.interfaces.api.steps import STEPS
from murakami.interfaces.components.catalogues import untranslated
from tests.interfaces.routes import ROUTES
from tests.words import LOCALE

DOCUMENT = json.loads(json.dumps(openapi(), ensure_ascii=False))
OPERATIONS = [pytest.param(path, method, operation, id=operation["operationId"]) for path, method, operation in operations_of(DOCUMENT)]
GUIDE = (Path(__file__).parents[3] / "docs" / "guides" / "api.md").read_text(encoding="utf-8")


def test_document__is_of_openapi_3_1() -> None:
    assert DOCUMENT["openapi"] == "3.1.0"
    assert set(DOCUMENT) >= {"info", "servers", "paths", "components", "tags"}
    identifiers = [operation["operationId"] for _path, _method, operation in operations_of(DOCUMENT)]
    assert len(identifiers) == len(set(identifiers)) > 30


def test_document__has_every_route_of_the_table() -> None:
    written = sorted(method.upper() for _path, method, _operation in operations_of(DOCUMENT))
    mounted = sorted(method for name, route in ROUTES.items() if name.startswith("api:") and name not in {"api:docs", "api:openapi"}
                     for method in route.methods)
    assert written == mounted


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_operation__says_everything(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    assert {one["name"] for one in operation["parameters"] if one["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
    assert all(one["description"] for one in operation["parameters"])
    good = [status for status in operation["responses"] if status.startswith("2")]
    assert good
    for status, answer in operation["responses"].items():
        assert answer["description"], status
        if status >= "400":
            (kind, content), = answer["content"].items()
            assert (kind, content["schema"]) == ("application/problem+json", {"$ref": "#/components/schemas/Problem"})
            for code, example in content["examples"].items():
                assert int(SAID[Code(code)].status) == int(status)
                assert Problem.model_validate(example["value"]).code == code


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_operation__asks_for_a_token_unless_it_is_open(path: str, method: str, operation: dict[str, Any]) -> None:
    is_open = operation.get("security") != [{"Bearer": []}]
    assert is_open == ("401" not in operation["responses"])
    if method == "post" and "409" in operation["responses"] | {"x": 0}:
        assert any(one["name"] == "Idempotency-Key" for one in operation["parameters"]) or operation["operationId"] in {"sign_in"}


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from _references(one)
    elif isinstance(value, list):
        for one in value:
            yield from _references(one)


def test_references__lead_somewhere() -> None:
    known = {f"#/components/schemas/{name}" for name in DOCUMENT["components"]["schemas"]}
    assert set(_references(DOCUMENT)) <= known
    assert set(_references(DOCUMENT)) == known, "a shape that nothing uses"


def test_shapes_that_are_sent__refuse_what_they_do_not_name() -> None:
    sent = [content["schema"]["$ref"].rpartition("/")[2] for _path, _method, operation in operations_of(DOCUMENT)
            for kind, content in operation.get("requestBody", {}).get("content", {}).items() if kind == "application/json"]
    assert sent
    assert [name for name in sent if DOCUMENT["components"]["schemas"][name].get("additionalProperties") is not False] == []


def test_guide__explains_every_code() -> None:
    listed = set(re.findall(r"^\| `([a-z_]+)` \|", GUIDE, re.MULTILINE))
    assert listed == {code.value for code in Code}


def test_page__shows_every_operation_and_code_without_anything_from_elsewhere() -> None:
    page = Client().get("/api/v1/").content.decode()
    for _path, _method, operation in operations_of(DOCUMENT):
        assert f'id="{operation["operationId"]}"' in page
    assert all(f'id="{code.value}"' in page for code in Code)
    assert re.findall(r'(?:src|href)="(?:https?:)?//', page) == []
    assert "<style" not in page


def test_page__says_what_to_do_at_every_step() -> None:
    assert [one.kind for one in STEPS] == list(get_args(StepKind))
    page = Client().get("/api/v1/", headers={"host": "testserver"}).content.decode()
    assert "API=http://testserver/api/v1\n" in page


def test_page__names_only_addresses_that_there_are() -> None:
    page = Client().get("/api/v1/").content.decode()
    begin = page[page.index('id="begin"'):page.index("</section>")]
    named = {re.sub(r"\$KEY|{key}", "x", path) for path in re.findall(r"/api/v1(/[\w/$KEY{}-]*)", begin)} - {"/"}
    known = [re.compile(re.sub(r"{\w+}", "[^/]+", path.removeprefix("/api/v1"))) for path, _method, _operation in operations_of(DOCUMENT)]
    assert named
    assert [path for path in named if not any(pattern.fullmatch(path) for pattern in known)] == []


def test_page__says_how_often_one_may_ask(settings: Settings) -> None:
    settings.LIMITS = {"tokens": Limit(120, 3600), "writes": Limit(30, 600), "lookups": None}
    page = Client().get("/api/v1/").content.decode()
    assert "1時間に120回まで" in page
    assert "10分に30回まで" in page
    assert "トークンで読む" not in page


def test_words__are_translated() -> None:
    assert untranslated(Path(api.__file__).parent, locale=LOCALE) == ()


def test_catalogue__before_any_pack_is_empty(db: None) -> None:
    assert Client().get("/api/v1/procedures").json() == {"items": [], "next": None}
