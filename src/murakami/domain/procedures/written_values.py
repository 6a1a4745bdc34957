"""Reads the answers of trials: texts of a pack become the typed values of their facts."""

from collections.abc import Mapping

from murakami.foundation.packs.formats import Refused
from murakami.foundation.packs.problems import Said
from murakami.kernel.facts import Fact
from murakami.kernel.fields import field_type
from murakami.kernel.json_values import JsonShapeError

_TRUTHS = {"yes": True, "no": False}


def typed_answer(fact: Fact, written: object) -> object:
    """Read an answer as packs write it.

    Raises:
        Refused: the type of the fact has no such value.
    """
    try:
        return field_type(fact.type).from_json(_as_json(fact.type, written))  # type: ignore[arg-type]
    except (JsonShapeError, ValueError, KeyError, TypeError) as error:
        raise Refused(
            Said(f"「{written}」は {fact.type} の答えになりません。", f"{written!r} is no answer of type {fact.type}."),
            Said("型に合う答えを書いてください（docs/pack-reference.md）。", "Write a value that fits the type."),
        ) from error


def _as_json(type_name: str, written: object) -> object:
    if type_name in {"yes_no", "consent"}:
        return _TRUTHS.get(str(written), written)
    if type_name in {"integer", "amount_yen"} and isinstance(written, str):
        return int(written)
    if isinstance(written, Mapping):
        return {key: _TRUTHS.get(str(value), value) for key, value in written.items()}
    return written


def unknown_choices(fact: Fact, written: object) -> list[str]:
    """Name the codes in an answer that the fact does not offer."""
    choices = fact.options.get("choices")
    if not isinstance(choices, list | tuple):
        return []
    codes = written if isinstance(written, list) else [written]
    return [str(code) for code in codes if code not in choices]
