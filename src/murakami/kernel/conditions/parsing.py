"""Reading condition trees as packs write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from murakami.kernel.conditions.errors import ConditionError, Path, mend_name
from murakami.kernel.conditions.trees import ALWAYS, All, Always, AnyOf, Condition, Every, Named, Not, Some

ALWAYS_WORD: Final = "always"
_HOW: Final = (
    "write a predicate's name, or one of all: […], any: […], not: …, some: {of: …, that: …}, every: {of: …, that: …}"
)


def parse_condition(data: object, path: Path = ()) -> Condition:
    """Read a condition: a predicate's name, `always`, or a mapping with the one key all, any, not, some or every.

    Raises:
        ConditionError: the first thing in it that cannot be read, with the path that leads there from `path`.
    """
    if isinstance(data, str):
        return _parse_name(data, path)
    if not isinstance(data, Mapping):
        raise ConditionError(path, f"{_shown(data)} is not a condition", _HOW)
    if len(data) != 1:
        raise ConditionError(path, _count_problem(data), "wrap several conditions in all: […] or any: […]")
    ((word, inside),) = data.items()
    reader = _READERS.get(str(word))
    if reader is None:
        raise ConditionError(
            path, f"{word} does not combine conditions", mend_name(str(word), _READERS, otherwise=_HOW)
        )
    return reader(inside, (*path, str(word)))


def condition_data(tree: Condition) -> object:  # noqa: PLR0911 — one return per form
    """Write what `parse_condition` reads."""
    match tree:
        case Always():
            return ALWAYS_WORD
        case Named(predicate):
            return predicate
        case All(parts):
            return {"all": [condition_data(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_data(part) for part in parts]}
        case Not(part):
            return {"not": condition_data(part)}
        case Some(role, that):
            return {"some": {"of": role, "that": condition_data(that)}}
        case Every(role, that):
            return {"every": {"of": role, "that": condition_data(that)}}


def _parse_name(text: str, path: Path) -> Condition:
    if text == ALWAYS_WORD:
        return ALWAYS
    if not text.isidentifier():
        raise ConditionError(path, f"{text!r} is not a predicate's name", _HOW)
    return Named(text)


def _parse_parts(data: object, path: Path) -> tuple[Condition, ...]:
    if not isinstance(data, list | tuple):
        raise ConditionError(path, f"{_shown(data)} is not a list", "write the conditions as a list: [first, second]")
    if not data:
        raise ConditionError(path, "the list is empty", "name at least one condition, or leave the whole line out")
    return tuple(parse_condition(part, (*path, index)) for index, part in enumerate(data))


def _parse_all(data: object, path: Path) -> Condition:
    return All(_parse_parts(data, path))


def _parse_any(data: object, path: Path) -> Condition:
    return AnyOf(_parse_parts(data, path))


def _parse_not(data: object, path: Path) -> Condition:
    return Not(parse_condition(data, path))


def _parse_some(data: object, path: Path) -> Condition:
    return Some(*_parse_quantifier(data, path))


def _parse_every(data: object, path: Path) -> Condition:
    return Every(*_parse_quantifier(data, path))


def _parse_quantifier(data: object, path: Path) -> tuple[str, Condition]:
    how = "write {of: a role of several people, that: a condition}"
    if not isinstance(data, Mapping):
        raise ConditionError(path, f"{_shown(data)} does not say of whom", how)
    for key in data:
        if key not in {"of", "that"}:
            raise ConditionError(
                (*path, str(key)), f"{key} is not part of it", mend_name(str(key), ("of", "that"), otherwise=how)
            )
    for key in ("of", "that"):
        if key not in data:
            raise ConditionError(path, f"{key} is missing", how)
    if not isinstance(data["of"], str):
        raise ConditionError((*path, "of"), f"{_shown(data['of'])} is not a role", how)
    return data["of"], parse_condition(data["that"], (*path, "that"))


_READERS: Final[dict[str, Callable[[object, Path], Condition]]] = {
    "all": _parse_all,
    "any": _parse_any,
    "not": _parse_not,
    "some": _parse_some,
    "every": _parse_every,
}


def _count_problem(data: Mapping[object, object]) -> str:
    if not data:
        return "the condition is empty"
    return f"{', '.join(str(key) for key in data)} stand side by side"


def _shown(data: object) -> str:
    return "nothing" if data is None else repr(data)
