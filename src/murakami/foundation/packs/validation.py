"""Turns what pydantic finds into problems with a line and a mend that a pack author understands."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from murakami.foundation.packs.formats import PATTERN_MEANING, PackModel, Refused
from murakami.foundation.packs.problems import Path, Problem, Said, mend_word
from murakami.foundation.packs.sources import Place

M = TypeVar("M", bound=PackModel)


def validate(model: type[M], place: Place, data: object) -> tuple[M | None, list[Problem]]:
    """Give a document its types, or say everything that is wrong with it."""
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_problem(model, place, detail) for detail in error.errors()]


def _problem(model: type[PackModel], place: Place, detail: ErrorDetails) -> Problem:
    path = tuple(step for step in detail["loc"] if step != "[key]")
    explain = _EXPLANATIONS.get(detail["type"], _other)
    problem, mend = explain(model, path, detail)
    return place.problem(problem, mend, *path)


def _missing(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    return (
        Said(f"「{path[-1]}」がありません。", f"{path[-1]!r} is missing."),
        Said(f"{path[-1]}: … を書き足してください。", f"Add {path[-1]}: …"),
    )


def _unknown_key(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    word = str(path[-1])
    return (
        Said(f"ここに「{word}」という見出しはありません。", f"There is no key {word!r} here."),
        mend_word(word, _keys_at(model, path[:-1])),
    )


def _not_text(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    return (
        Said("ここには文字を書きます。", "A text is written here."),
        Said(
            "一つの言葉か文にしてください（空のままにはできません）。",
            "Write one word or sentence; it cannot be empty.",
        ),
    )


def _not_list(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    return (
        Said("ここには並び（リスト）を書きます。", "A list is written here."),
        Said("[一つ目, 二つ目] のように書いてください。", "Write [first, second]."),
    )


def _not_mapping(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    keys = "、".join(_keys_at(model, path)) or "見出し: 値"
    return (
        Said("ここには見出しと値の組を書きます。", "Keys with values are written here."),
        Said(f"次の見出しを使ってください：{keys}", f"Use keys such as: {keys}"),
    )


def _not_number(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    return (
        Said(f"「{detail['input']}」は整数ではありません。", f"{detail['input']!r} is not a whole number."),
        Said('半角の数字で書いてください（例："15"）。', 'Write it in digits, for example "15".'),
    )


def _too_small(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    least = detail.get("ctx", {}).get("ge", detail.get("ctx", {}).get("min_length", 1))
    return (
        Said("短すぎるか、小さすぎます。", "This is too short or too small."),
        Said(f"{least} 以上にしてください。", f"Make it {least} or more."),
    )


def _not_date(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    return (
        Said(f"「{detail['input']}」は日付ではありません。", f"{detail['input']!r} is not a date."),
        Said("2026-11-23 のように書いてください。", "Write it like 2026-11-23."),
    )


def _not_one_of(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    words = [word for word in expected.replace(" or ", ", ").replace("'", "").split(", ") if word]
    return (
        Said(f"「{detail['input']}」は選べません。", f"{detail['input']!r} is not one of the choices."),
        mend_word(str(detail["input"]), words),
    )


def _not_pattern(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    mend = PATTERN_MEANING.get(pattern, Said(f"次の形で書いてください：{pattern}", f"Write it as {pattern}"))
    return Said(
        f"「{detail['input']}」はここに書ける形ではありません。", f"{detail['input']!r} has the wrong form."
    ), mend


def _refused(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    error = detail.get("ctx", {}).get("error")
    return (error.problem, error.mend) if isinstance(error, Refused) else _other(model, path, detail)


def _other(model: type[PackModel], path: Path, detail: ErrorDetails) -> tuple[Said, Said]:
    return (
        Said(f"書き方が違います（{detail['msg']}）。", f"{detail['msg']}."),
        Said("docs/pack-reference.md の書き方を見てください。", "See docs/pack-reference.md."),
    )


def _keys_at(model: type[PackModel], path: Path) -> tuple[str, ...]:
    """List the keys that a place of a model may have: follows the models inside lists, mappings and options."""
    schema = _schema_of(model)
    node = _resolved(schema, schema)
    for step in path:
        node = _resolved(_step(node, step), schema)
    return tuple(node.get("properties", {}))


@lru_cache(maxsize=64)
def _schema_of(model: type[PackModel]) -> Mapping[str, Any]:
    return model.model_json_schema()


def _step(node: Mapping[str, Any], step: str | int) -> Mapping[str, Any]:
    if isinstance(step, int):
        return node.get("items") or next(iter(node.get("prefixItems", ())), {})
    known = node.get("properties", {})
    further = node.get("additionalProperties", {})
    patterns = node.get("patternProperties", {})
    return known.get(step) or (further if isinstance(further, dict) else {}) or next(iter(patterns.values()), {})


def _resolved(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    for choice in node.get("anyOf", ()):
        inside = _resolved(choice, schema)
        if inside.get("properties") or inside.get("items"):
            return inside
    if "$ref" in node:
        return _resolved(schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], schema)
    return node


_EXPLANATIONS: Final[Mapping[str, Callable[[type[PackModel], Path, ErrorDetails], tuple[Said, Said]]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _not_text,
    "list_type": _not_list,
    "tuple_type": _not_list,
    "dict_type": _not_mapping,
    "mapping_type": _not_mapping,
    "model_type": _not_mapping,
    "model_attributes_type": _not_mapping,
    "int_parsing": _not_number,
    "int_type": _not_number,
    "int_from_float": _not_number,
    "greater_than_equal": _too_small,
    "too_short": _too_small,
    "string_too_short": _not_text,
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "string_pattern_mismatch": _not_pattern,
    "date_from_datetime_parsing": _not_date,
    "date_parsing": _not_date,
    "date_type": _not_date,
    "value_error": _refused,
}
