"""JSON as a value: one canonical text and one fingerprint for everything that is stored or signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = "Mapping[str, Json]"

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


class JsonShapeError(ValueError):
    """Stored JSON does not have the shape that its reader needs."""

    def __init__(self, *, where: str, expected: str, found: object) -> None:
        super().__init__(f"{where}: expected {expected}, found {type(found).__name__}")
        self.where = where
        self.expected = expected


def canonical_json(value: Json) -> str:
    """Write the one text that a JSON value has here: sorted keys, no blanks, characters as they are.

    Raises:
        ValueError: a number is NaN or infinite.
    """
    return _CANONICAL.encode(value)


def sha256_of(value: Json) -> str:
    """Fingerprint the canonical text (UTF-8) as 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def plain_json(value: object, *, where: str) -> Json:
    """Copy a value as plain dicts, lists and scalars, as JSON columns and other libraries want them.

    Raises:
        JsonShapeError: something in it is no JSON.
    """
    if isinstance(value, Mapping):
        return {str(key): plain_json(part, where=f"{where}.{key}") for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(part, where=where) for part in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise JsonShapeError(where=where, expected="JSON", found=value)


def read_object(value: object, *, where: str) -> Mapping[str, Any]:
    """Take a JSON object or say where it was missing.

    Raises:
        JsonShapeError: the value is not an object with string keys.
    """
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return value
    raise JsonShapeError(where=where, expected="an object", found=value)


def read_list(value: object, *, where: str) -> Sequence[Any]:
    """Take a JSON list or say where it was missing.

    Raises:
        JsonShapeError: the value is not a list.
    """
    if isinstance(value, list | tuple):
        return value
    raise JsonShapeError(where=where, expected="a list", found=value)


def read_str(value: object, *, where: str) -> str:
    """Take a JSON string or say where it was missing.

    Raises:
        JsonShapeError: the value is not a string.
    """
    if isinstance(value, str):
        return value
    raise JsonShapeError(where=where, expected="a string", found=value)


def read_int(value: object, *, where: str) -> int:
    """Take a JSON integer (never a truth value) or say where it was missing.

    Raises:
        JsonShapeError: the value is not an integer.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise JsonShapeError(where=where, expected="an integer", found=value)


def read_bool(value: object, *, where: str) -> bool:
    """Take a JSON truth value or say where it was missing.

    Raises:
        JsonShapeError: the value is neither true nor false.
    """
    if isinstance(value, bool):
        return value
    raise JsonShapeError(where=where, expected="true or false", found=value)
