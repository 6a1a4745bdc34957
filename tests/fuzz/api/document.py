"""The OpenAPI document as the fuzz reads it: what an operation takes, and what it may answer, to the last member."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from jsonschema_rs import Draft202012Validator

from murakami.interfaces.api.document import openapi, operations_of

Schema = Mapping[str, Any]
PROBLEM: Final = "application/problem+json"


@dataclass(frozen=True)
class Taken:
    """An operation: how it is asked, and what it says that it answers."""

    id: str
    method: str
    path: str
    said: Mapping[str, Any]

    @property
    def parameters(self) -> tuple[Mapping[str, Any], ...]:
        """What stands in the address and the headers."""
        return tuple(self.said["parameters"])

    @property
    def needs_token(self) -> bool:
        """Whether somebody has to be known."""
        return "security" in self.said

    @property
    def body(self) -> tuple[str, Schema] | None:
        """The kind of the body, and its shape."""
        content = self.said.get("requestBody", {}).get("content", {})
        return next(((kind, one["schema"]) for kind, one in content.items()), None)

    @cached_property
    def fits(self) -> Draft202012Validator | None:
        """Judges a JSON body."""
        return validator_of(self.body[1]) if self.body and self.body[0] == "application/json" else None

    @cached_property
    def answers(self) -> Mapping[int, Mapping[str, Draft202012Validator | None]]:
        """What may be answered by status and kind."""
        return {int(status): {kind: validator_of(one["schema"], strict=True) for kind, one in answer.get("content", {}).items()}
                for status, answer in self.said["responses"].items()}

    @cached_property
    def codes(self) -> frozenset[tuple[int, str]]:
        """The codes that it says it may refuse with, by status."""
        return frozenset((int(status), code) for status, answer in self.said["responses"].items() if int(status) >= 400
                         for code in answer["content"][PROBLEM]["examples"])


@cache
def document() -> dict[str, Any]:
    """The document as any client gets it."""
    return dict(json.loads(json.dumps(openapi())))


@cache
def taken() -> tuple[Taken, ...]:
    """Every operation."""
    return tuple(Taken(said["operationId"], method.upper(), path, said) for path, method, said in operations_of(document()))


@cache
def by_id() -> Mapping[str, Taken]:
    """Every operation by its name."""
    return {one.id: one for one in taken()}


def resolved(schema: Schema) -> Schema:
    """Follow a reference."""
    while "$ref" in schema:
        schema = _schemas()[schema["$ref"].rpartition("/")[2]]
    return schema


def validator_of(schema: Schema, *, strict: bool = False) -> Draft202012Validator:
    """Make a judge of values; a strict one takes no member that the document does not name."""
    return Draft202012Validator({**schema, "components": {"schemas": _strict() if strict else _schemas()}}, validate_formats=True)


def named_in(address: str) -> dict[str, str]:
    """Say what stands in the braces of the operation that an address leads to."""
    path = urlsplit(address).path
    found = (pattern.fullmatch(path) for pattern in _patterns())
    return {name: unquote(text) for match in found if match for name, text in match.groupdict().items()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple({re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", one.path)) for one in taken()})


def _schemas() -> dict[str, Any]:
    return dict(document()["components"]["schemas"])


@cache
def _strict() -> dict[str, Any]:
    closed = deepcopy(_schemas())
    for schema in closed.values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    return closed
