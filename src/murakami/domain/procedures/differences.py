"""Says in lines what differs between two JSON documents, for a person who is about to load packs."""

from collections.abc import Iterator, Mapping
from typing import Final

_LINES: Final = 12
_LONGEST: Final = 60


def json_differences(before: object, after: object) -> Iterator[str]:
    """Name the places that differ, with what stood and stands there; at most a dozen lines."""
    lines = list(_differences(before, after, ""))
    yield from lines[:_LINES]
    if len(lines) > _LINES:
        yield f"… ほか{len(lines) - _LINES}か所"


def _differences(before: object, after: object, path: str) -> Iterator[str]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from _of_key(before, after, str(key), f"{path}.{key}" if path else str(key))
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            yield from _differences(old, new, f"{path}[{index}]")
    elif before != after:
        yield f"{path}: {_short(before)} → {_short(after)}"


def _of_key(before: Mapping[str, object], after: Mapping[str, object], key: str, path: str) -> Iterator[str]:
    if key not in after:
        yield f"{path}: {_short(before[key])} → （なし）"
    elif key not in before:
        yield f"{path}: （なし） → {_short(after[key])}"
    else:
        yield from _differences(before[key], after[key], path)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
