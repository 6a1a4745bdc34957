"""JSON Schemas of every part of a pack, so that editors complete and check while somebody writes."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic.json_schema import models_json_schema

from murakami.foundation.packs import registry
from murakami.foundation.packs.formats import PackModel

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_files() -> Iterator[tuple[str, str]]:
    """Make the file name and content of each schema."""
    for part in registry.parts():
        yield f"{part.directory or 'pack'}.schema.json", _text(_schema(part.models, f"{part.says.ja} / {part.says.en}"))
    yield "texts-ja.schema.json", _text(_japanese_texts())
    yield "texts-translation.schema.json", _text(_translated_texts())


def write_schemas(directory: FilePath) -> tuple[FilePath, ...]:
    """Write the schemas into a directory and return the files."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in schema_files():
        path = directory / name
        path.write_text(content, encoding="utf-8")
        written.append(path)
    return tuple(written)


def _schema(models: tuple[type[PackModel], ...], title: str) -> dict[str, Any]:
    if len(models) == 1:
        return {"$schema": _DIALECT, **models[0].model_json_schema(), "title": title}
    references, whole = models_json_schema([(model, "validation") for model in models])
    return {"$schema": _DIALECT, "anyOf": [references[model, "validation"] for model in models], **whole, "title": title}


def _japanese_texts() -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "title": "文（日本語） / texts in Japanese",
        "type": "object",
        "additionalProperties": {"type": "string"},
    }


def _translated_texts() -> dict[str, Any]:
    translation = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "of": {
                "type": "string",
                "pattern": "^[0-9a-f]{8}$",
                "description": "元の日本語の印。murakami packs stamp が書く",
            },
            "text": {"type": "string", "description": "訳"},
            "same": {"type": "string", "enum": ["yes"], "description": "元の日本語のままでやさしい"},
        },
    }
    return {
        "$schema": _DIALECT,
        "title": "文（やさしい日本語・英語） / translations",
        "type": "object",
        "additionalProperties": {"anyOf": [translation, {"type": "string"}]},
    }


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
