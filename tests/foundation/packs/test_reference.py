"""docs/pack-reference.md names every key of every model, and its tables are as the models say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from murakami.domain.procedures.formats.vocabulary import TEST_KEYS
from murakami.foundation.packs import registry
from murakami.foundation.packs.files import TEXT_DIRECTORIES
from murakami.foundation.packs.reference import UnknownTable, fill_tables, table_names
from murakami.kernel.conditions import vocabulary
from murakami.kernel.fields import FIELD_TYPES

REFERENCE = Path(__file__).parents[3] / "docs/pack-reference.md"
TEXT = REFERENCE.read_text(encoding="utf-8")


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_in(field.annotation)
    for inner in get_args(annotation):
        yield from models_in(inner)


def test_reference__is_as_the_models_say():
    assert fill_tables(TEXT) == TEXT, "murakami packs reference"


def test_reference__has_every_table():
    for name in table_names():
        assert f"<!-- table: {name} -->" in TEXT


def test_reference__names_every_key_of_every_model():
    models = {model for part in registry.parts() for one in part.models for model in models_in(one)}
    assert len(models) > 20
    for model in models:
        for name, field in model.model_fields.items():
            key = field.alias or name
            assert f"| `{key}` |" in TEXT, f"{model.__name__}.{key}"
            assert field.description, f"{model.__name__}.{key} has no description"


def test_reference__names_every_way_of_testing_and_combining():
    known = {test for type_name in FIELD_TYPES for test in vocabulary.tests_for(type_name)}
    assert known <= set(TEST_KEYS)
    for word in (*TEST_KEYS, *FIELD_TYPES, "all", "any", "not", "some", "every", "amends", "same", *TEXT_DIRECTORIES):
        assert word in TEXT


def test_fill_tables__refuses_a_table_that_does_not_exist():
    with pytest.raises(UnknownTable):
        fill_tables("<!-- table: cats -->\n<!-- end -->")
    assert fill_tables("no table") == "no table"
