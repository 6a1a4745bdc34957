"""Tables of every key that packs may have, made from the models, for docs/pack-reference.md."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from murakami.foundation.packs import registry
from murakami.foundation.packs.formats import PackModel
from murakami.kernel.fields import FIELD_TYPES

_BLOCK: Final = re.compile(r"(<!-- table: (?P<name>[a-z_]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_FIELD_TYPES: Final = "field_types"


class UnknownTable(LookupError):
    """A document asks for a table that does not exist."""


def fill_tables(document: str) -> str:
    """Write the tables between `<!-- table: name -->` and `<!-- end -->` anew; the rest stays as it is.

    Raises:
        UnknownTable: there is no part of that name.
    """
    return _BLOCK.sub(lambda block: f"{block[1]}{_table(block['name'])}{block[3]}", document)


def table_names() -> tuple[str, ...]:
    """Name the tables that a reference needs to be complete."""
    return (*(part.directory or "pack" for part in registry.parts()), _FIELD_TYPES)


def _table(name: str) -> str:
    if name == _FIELD_TYPES:
        return _rows(_field_type_rows(), ("型", "options"))
    for part in registry.parts():
        if (part.directory or "pack") == name:
            return "\n".join(_model_tables(model, named=len(part.models) > 1) for model in part.models)
    raise UnknownTable(name)


def _model_tables(model: type[PackModel], *, named: bool) -> str:
    schema = model.model_json_schema(by_alias=True)
    head = f"`{model.__name__}`\n\n" if named else ""
    tables = [head + _rows(_key_rows(schema, schema), ("見出し", "要る", "書くもの", "意味"))]
    for name, inner in _models_in_order(schema):
        tables.append(f"\n`{name}`\n\n{_rows(_key_rows(inner, schema), ('見出し', '要る', '書くもの', '意味'))}")
    return "".join(tables)


def _models_in_order(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    seen: dict[str, None] = {}

    def visit(node: object) -> None:
        if isinstance(node, Mapping):
            reference = node.get("$ref")
            if isinstance(reference, str):
                name = reference.rsplit("/", 1)[-1]
                if name not in seen:
                    seen[name] = None
                    visit(schema["$defs"][name])
            for key, value in node.items():
                if key != "$defs":
                    visit(value)
        elif isinstance(node, list):
            for value in node:
                visit(value)

    visit(schema)
    for name in seen:
        if "properties" in schema["$defs"][name]:
            yield name, schema["$defs"][name]


def _key_rows(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    required = set(node.get("required", ()))
    for key, value in node.get("properties", {}).items():
        yield f"`{key}`", "○" if key in required else "", _form(value, schema), value.get("description", "")


def _form(node: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    if "x-form" in node:
        return str(node["x-form"])
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[-1]
        inner = schema["$defs"][name]
        return _form(inner, schema) if "enum" in inner else f"`{name}`"
    if "enum" in node:
        return "・".join(f"`{value}`" for value in node["enum"])
    if "const" in node:
        return f"`{node['const']}`"
    if "anyOf" in node:
        return _alternatives(node["anyOf"], schema)
    form = _SIMPLE.get(node.get("type", ""))
    return "値" if form is None else form(node, schema)


def _alternatives(choices: list[Mapping[str, Any]], schema: Mapping[str, Any]) -> str:
    forms = [_form(choice, schema) for choice in choices if choice.get("type") != "null"]
    return " か ".join(dict.fromkeys(forms))


def _mapping_form(node: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
    values = node.get("additionalProperties") or next(iter(node.get("patternProperties", {}).values()), None)
    return f"名前ごとに {_form(values, schema)}" if isinstance(values, Mapping) else "見出しと値の組"


_SIMPLE: Final[Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any]], str]]] = {
    "string": lambda node, schema: "日付" if node.get("format") == "date" else "文字",
    "integer": lambda node, schema: "数",
    "boolean": lambda node, schema: '`"yes"`・`"no"`',
    "array": lambda node, schema: f"並び：{_form(node.get('items', {}), schema)}",
    "object": _mapping_form,
}


def _field_type_rows() -> Iterator[tuple[str, ...]]:
    for name, field_type in sorted(FIELD_TYPES.items()):
        yield f"`{name}`", "・".join(f"`{option}`" for option in sorted(field_type.option_names - {"labels"})) or "なし"


def _rows(rows: Iterator[tuple[str, ...]], heads: tuple[str, ...]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
