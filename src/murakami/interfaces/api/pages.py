"""The document for machines, and the same for people: one page, made from it, without a script."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from murakami.foundation.limits.rules import Door, Limit
from murakami.interfaces.api.answers import answer_openly
from murakami.interfaces.api.document import openapi, operations_of
from murakami.interfaces.api.problems import SAID
from murakami.interfaces.api.steps import STEPS
from murakami.kernel.languages import JA

_DOORS: Final = (
    (Door.TOKENS, "トークンを受け取る", "ネットワークごと"), (Door.LOOKUPS, "トークンで読む", "トークンごと"), (Door.WRITES, "トークンで書く", "トークンごと"),
    (Door.BEGINNINGS, "会話を始める", "アカウントごと（サインインの前はネットワークごと）"), (Door.UPLOADS, "ファイルを付ける", "トークンごと"), (Door.SEARCHES, "言葉で探す", "ネットワークごと"))
_UNITS: Final = ((86400, "日"), (3600, "時間"), (60, "分"), (1, "秒"))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a name, what it is, what it means."""

    name: str
    kind: str
    text: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation as the page shows it."""

    id: str
    method: str
    path: str
    title: str
    text: str
    needs_token: bool
    parameters: tuple[Row, ...]
    body: tuple[Row, ...]
    answers: tuple[Row, ...]
    shape: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Operations of one subject."""

    title: str
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code as the page shows it."""

    code: str
    status: int
    title: str
    text: str


@require_safe
def show_openapi(request: HttpRequest) -> HttpResponse:
    """Give the OpenAPI document. SQL: 0."""
    return answer_openly(request, _written())


@require_safe
def show_docs(request: HttpRequest) -> HttpResponse:
    """Show the document as a page. SQL: 0."""
    context = {"chapters": _chapters(), "codes": _codes(), "text": openapi()["info"]["description"].split("\n\n"), "steps": STEPS, "limits": tuple(_limits()),
               "origin": f"{request.scheme}://{request.get_host()}", "root": request.build_absolute_uri(reverse("api:docs")).rstrip("/")}
    with override(JA):
        page = render(request, "api/docs.html", context)
    page["Content-Language"] = JA
    return page


@cache
def _written() -> bytes:
    return json.dumps(openapi(), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def _chapters() -> tuple[Chapter, ...]:
    document = openapi()
    found: dict[str, list[OperationView]] = {}
    for path, method, operation in operations_of(document):
        found.setdefault(operation["tags"][0], []).append(_view(path, method, operation))
    return tuple(Chapter(title, tuple(views)) for title, views in found.items())


def _limits() -> Iterator[Row]:
    for door, name, whose in _DOORS:
        limit: Limit | None = settings.LIMITS.get(door.value)
        if limit is not None:
            yield Row(name=name, kind=whose, text=f"{_span(limit.seconds)}に{limit.count}回まで")


def _span(seconds: int) -> str:
    unit, word = next((unit, word) for unit, word in _UNITS if seconds % unit == 0)
    return f"{seconds // unit}{word}"


def _codes() -> tuple[CodeView, ...]:
    return tuple(CodeView(code.value, int(said.status), str(said.title), str(said.detail)) for code, said in SAID.items())


def _view(path: str, method: str, operation: Mapping[str, Any]) -> OperationView:
    content = operation.get("requestBody", {}).get("content", {})
    good: Mapping[str, Any] = next((answer for status, answer in operation["responses"].items() if status.startswith("2")), {})
    return OperationView(
        id=operation["operationId"], method=method.upper(), path=path, title=operation["summary"], text=operation["description"],
        needs_token="security" in operation, parameters=tuple(map(_parameter, operation["parameters"])),
        body=tuple(row for kind in content.values() for row in _rows(kind["schema"])),
        answers=tuple(_answer(status, answer) for status, answer in operation["responses"].items()),
        shape=tuple(row for kind in good.get("content", {}).values() for row in _rows(kind["schema"])))


def _parameter(parameter: Mapping[str, Any]) -> Row:
    places = {"path": "アドレス", "query": "?のあと", "header": "ヘッダー"}
    return Row(name=parameter["name"], kind=places[parameter["in"]], text=parameter.get("description", ""),
               is_required=parameter["required"])


def _answer(status: str, answer: Mapping[str, Any]) -> Row:
    codes = [code for kind in answer.get("content", {}).values() for code in kind.get("examples", {})]
    return Row(name=status, kind="", text="、".join(codes) or answer["description"])


def _rows(schema: Mapping[str, Any], *, before: str = "", depth: int = 0) -> Iterator[Row]:
    schema = _resolved(schema)
    for name, one in schema.get("properties", {}).items():
        inner = _resolved(one)
        yield Row(name=before + name, kind=_kind(inner), text=one.get("description", "") or inner.get("description", "") * ("properties" not in inner),
                  is_required=name in schema.get("required", ()))
        below = _resolved(inner.get("items", inner))
        if depth < 2 and "properties" in below:
            yield from _rows(below, before=f"{before}{name}{'[]' if 'items' in inner else ''}.", depth=depth + 1)


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    options = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
    if len(options) == 1:
        return {**_resolved(options[0]), "nullable": True}
    if "$ref" in schema:
        found: Mapping[str, Any] = openapi()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _kind(schema: Mapping[str, Any]) -> str:
    words = {"string": "文字列", "integer": "整数", "boolean": "真偽", "array": "配列", "object": "オブジェクト"}
    word = words.get(schema.get("type", ""), "文字列または配列")
    return f"{word} か null" if schema.get("nullable") else word
