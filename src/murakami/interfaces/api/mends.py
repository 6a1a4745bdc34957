"""What a validation finds, said as field, reason and mend."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from murakami.interfaces.api.reading import shown
from murakami.interfaces.api.shapes.problems import FieldProblem
from murakami.kernel.fields.errors import FieldErrors
from murakami.kernel.fields.messages import error_text

_SKIPPED: Final = {"body": 2, "form": 1, "file": 1, "query": 1, "path": 1, "header": 1}
_SHAPES: Final = {"model_type", "dict_type", "model_attributes_type"}


def problems_found(found: Sequence[Mapping[str, Any]]) -> list[FieldProblem]:
    """Say what pydantic found, at most twenty of it."""
    return [_problem(one) for one in found[:20]]


def problems_typed(field: str, wrong: FieldErrors, lang: str) -> list[FieldProblem]:
    """Say what a field type found in what was typed."""
    return [FieldProblem(field=field, part=error.part, code=error.code, detail=error_text(error, lang))
            for error in wrong.errors]


def unknown(field: str) -> FieldProblem:
    """Say that there is no field of this name."""
    return FieldProblem(field=shown(field), code="unknown_field", detail=_(
        "{field}：この名前の項目はありません。名前を確かめるか、取り除いてください。").format(field=shown(field)))


def _problem(found: Mapping[str, Any]) -> FieldProblem:
    place = [str(part) for part in found["loc"]]
    field = ".".join(place[_SKIPPED.get(place[0] if place else "", 0):]) or "body"
    kind, said = str(found["type"]), found.get("ctx") or {}
    if kind == "extra_forbidden":
        return unknown(field)
    code, words = _reason(kind, said)
    return FieldProblem(field=shown(field), code=code, detail=f"{shown(field)}：{words}")


def _reason(kind: str, said: Mapping[str, Any]) -> tuple[str, str]:  # noqa: PLR0911 - a table
    match kind:
        case "missing":
            return "missing", _("入っていません。入れてください。")
        case "string_too_long":
            return "too_long", _("{most}字までにしてください。").format(most=said["max_length"])
        case "string_too_short":
            return "too_short", _("{least}字以上にしてください。").format(least=said["min_length"])
        case "too_long":
            return "too_many", _("{most}個までにしてください。").format(most=said["max_length"])
        case "too_short":
            return "too_few", _("{least}個以上にしてください。").format(least=said["min_length"])
        case "greater_than_equal":
            return "too_small", _("{least}以上にしてください。").format(least=said["ge"])
        case "less_than_equal":
            return "too_large", _("{most}以下にしてください。").format(most=said["le"])
        case "literal_error" | "enum":
            return "not_a_choice", _("{expected}のどれかにしてください。").format(expected=said["expected"])
        case "one_of_both":
            return "one_of_both", _("life_event か procedure の、どちらか一つを送ってください。")
        case "string_pattern_mismatch":
            return "wrong_form", _("書き方が違います。仕様書の例のように書いてください。")
    return "wrong_type", _expected(kind)


def _expected(kind: str) -> str:
    if kind.startswith("string"):
        return _("文字列で送ってください。")
    if kind.startswith("int"):
        return _("整数で送ってください。")
    if kind.startswith("bool"):
        return _("true か false で送ってください。")
    if kind.startswith(("list", "tuple")):
        return _("配列で送ってください。")
    if kind in _SHAPES:
        return _("オブジェクトで送ってください。")
    return _("形が違います。仕様書の例のように送ってください。")
