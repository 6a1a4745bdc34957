"""JSON Schemas: committed as generated, and true to what the reader takes."""

import json
from pathlib import Path

from murakami.foundation.packs import registry
from murakami.foundation.packs.schemas import schema_files, write_schemas

COMMITTED = Path(__file__).parents[3] / "schemas"


def test_schema_files__are_committed_as_they_are_generated():
    generated = dict(schema_files())
    committed = {path.name: path.read_text(encoding="utf-8") for path in COMMITTED.iterdir()}
    assert committed == generated, "murakami packs schemas"


def test_schema_files__exist_for_every_part():
    assert {f"{part.directory or 'pack'}.schema.json" for part in registry.parts()} <= set(dict(schema_files()))


def test_write_schemas__writes_one_file_each(tmp_path: Path):
    written = write_schemas(tmp_path / "new")
    assert {path.name for path in written} == set(dict(schema_files()))


def test_schema_files__know_the_shorter_ways_of_writing():
    schema = json.loads(dict(schema_files())["procedures.schema.json"])
    facts = schema["$defs"]["AskEntry"]["properties"]["facts"]["items"]["anyOf"]
    assert {"type": "string"} in facts
    assert {"$ref": "#/$defs/AskedFact"} in facts
    within = schema["$defs"]["DeadlineEntry"]["properties"]["within"]
    assert {one["type"] for one in within["anyOf"]} == {"integer", "string"}
    assert schema["additionalProperties"] is False
