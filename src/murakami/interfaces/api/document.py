"""The OpenAPI document: the shapes as they are, with every refusal, header and example; the same for everybody."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import override

from murakami.interfaces.api.api import API, VERSION
from murakami.interfaces.api.entrance import TOLD, Told
from murakami.interfaces.api.problems import MEDIA_TYPE, SAID, Code, Refused, problem_of
from murakami.interfaces.api.shapes.problems import Problem
from murakami.kernel.languages import JA

PREFIX: Final = "api/v1"
_REF: Final = {"$ref": "#/components/schemas/Problem"}
_LANGUAGE: Final = {
    "name": "Accept-Language", "in": "header", "required": False, "description": "答えの言語：ja、ja-Easy（やさしい日本語）、en",
    "schema": {"type": "string"}, "example": "ja"}
_REPEATABLE: Final = {
    "name": "Idempotency-Key", "in": "header", "required": False,
    "description": "同じ内容をもう一度送っても一度だけ行う印（UUIDなど）。24時間覚える。前と同じ答えには Idempotent-Replayed: true が付く。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}, "example": "6f9619ff-8b86-4011-b42d-00c04fc964ff"}
_UNCHANGED: Final = {
    "name": "If-None-Match", "in": "header", "required": False, "description": "前の答えの ETag。変わっていなければ304で答える。",
    "schema": {"type": "string"}}
_PLACES: Final = {
    "procedure": "手続の記号", "life_event": "ライフイベントの記号", "kind": "種類", "key": "記号。会話は POST /intakes が、公開しているものは一覧が答える",
    "question": "質問の記号（next_step、questions の key）", "page": "ページの記号（next_step、pages の key）", "instance": "人の記号（people の key）",
    "sha256": "SHA-256。版は手続が、ファイルは付けたときに答える", "receipt_number": "受付番号"}
_DESCRIPTION: Final = """\
手続を探し、書き、出し、出したあとの様子を知るためのAPIです。市の手続のページと同じ規則で動きます。

トークンは POST /tokens で受け取り、Authorization ヘッダーに Bearer として付けます。クッキーは使いません。断るときは RFC 9457 の
problem+json で、変わらない code と、項目と直し方を答えます。言葉は Accept-Language（ja、ja-Easy、en）に合わせます。知らない名前の項目は断ります。
アドレスは4,094バイト、ヘッダーは1つ8,190バイトと100個までです（414、431）。前に置かれたウェブサーバーが断るときは HTML です。
"""


@cache
def openapi() -> Mapping[str, Any]:
    """Make the document, once in a process."""
    made: dict[str, Any] = dict(API.get_openapi_schema(path_prefix=f"{PREFIX}/"))
    made["info"] = {"title": "手続のAPI", "version": VERSION, "description": _DESCRIPTION, "license": {"name": "MIT", "identifier": "MIT"}}
    made["servers"] = [{"url": "/"}]
    schemas = made["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= {**problem.pop("$defs"), "Problem": problem}
    made["components"]["securitySchemes"] = {"Bearer": {"type": "http", "scheme": "bearer", "description": "POST /api/v1/tokens で受け取るトークン"}}
    made["paths"] = {path: dict(_operations(entry)) for path, entry in made["paths"].items()}
    made["tags"] = [{"name": tag} for tag in dict.fromkeys(one["tags"][0] for _path, _method, one in operations_of(made))]
    return made


def operations_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Walk over (path, method, operation)."""
    for path, entry in document["paths"].items():
        for method, operation in entry.items():
            yield path, method, operation


def _operations(entry: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for method, operation in entry.items():
        if method != "head":
            yield method, _told(dict(operation), TOLD[operation["operationId"]])


def _told(operation: dict[str, Any], told: Told) -> dict[str, Any]:
    headers = [_LANGUAGE, *([_REPEATABLE] if told.is_repeatable else ()), *([_UNCHANGED] if told.is_open else ())]
    operation["parameters"] = [*map(_plain, operation["parameters"]), *headers]
    if not told.is_open and "security" in operation:
        operation["security"] = [{"Bearer": []}]
    good = {str(status): _good(answer, int(status)) for status, answer in operation["responses"].items()}
    unchanged = {"304": {"description": "変わっていない"}} if told.is_open else {}
    operation["responses"] = {**good, **unchanged, **_refusals(told.refuses)}
    return operation


def _plain(parameter: Mapping[str, Any]) -> Mapping[str, Any]:
    said = {"description": _PLACES[parameter["name"]]} if parameter["in"] == "path" else {}
    example = {"example": parameter["examples"][0]} if parameter.get("examples") else {}
    return {name: value for name, value in parameter.items() if name != "examples"} | said | example


def _good(answer: Mapping[str, Any], status: int) -> Mapping[str, Any]:
    words = {200: "答え", 201: "できた。Location に場所がある", 202: "受け付けた", 204: "済んだ"}
    return {**answer, "description": words[status]}


def _refusals(codes: Iterable[Code]) -> dict[str, Any]:
    by_status: dict[int, list[Code]] = {}
    for code in codes:
        by_status.setdefault(int(SAID[code].status), []).append(code)
    return {str(status): _refusal(status, by_status[status]) for status in sorted(by_status)}


def _refusal(status: int, codes: Iterable[Code]) -> dict[str, Any]:
    with override(JA):
        examples = {code.value: {"summary": str(SAID[code].title),
                                 "value": problem_of(Refused(code)).model_dump(exclude_none=True)} for code in codes}
    waits = {"headers": {"Retry-After": {"description": "待つ秒数", "schema": {"type": "integer"}}}} if status in {429, 503} else {}
    return {"description": HTTPStatus(status).phrase, **waits, "content": {MEDIA_TYPE: {"schema": _REF, "examples": examples}}}
