"""Reading predicates as packs write them: `{fact: child.born_on, age_under: "18", on: fiscal_year_end}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from murakami.kernel.ages import AgeDay
from murakami.kernel.conditions.errors import ConditionError, Path, mend_name
from murakami.kernel.conditions.predicates import Predicate
from murakami.kernel.conditions.value_tests import (
    TODAY,
    AgeAtLeast,
    AgeUnder,
    Answered,
    AtLeast,
    AtMost,
    Before,
    Day,
    Includes,
    Is,
    IsNot,
    OneOf,
    OnOrAfter,
    Test,
    WithinDays,
)
from murakami.kernel.conditions.vocabulary import TestTarget, target_of, tests_for
from murakami.kernel.facts import FactRef, FactTextError, Kind, RoleSpec

_INTEGER = re.compile(r"-?[0-9]{1,18}\Z", re.ASCII)
_YES_NO: Final = {"yes": True, "no": False}
_AGE_TESTS: Final = frozenset({"age_under", "age_at_least"})
_HOW: Final = 'write for example {fact: me.lives_in_city, is: "yes"}'


@dataclass(frozen=True, slots=True)
class _Written:
    """A test as it stands in the pack: what it looks at, its value, where, and all keys beside it."""

    target: TestTarget
    value: object
    path: Path
    row: Mapping[str, object]


def parse_predicate(
    id: str, data: object, *, roles: Mapping[str, RoleSpec], kinds: Mapping[str, Kind], path: Path = ()
) -> Predicate:
    """Read one predicate; its values become those of the fact's type (`"yes"` becomes True, `"5"` 5).

    Raises:
        ConditionError: the first thing in it that cannot be read, with the path that leads there from `path`.
    """
    row = _read_row(data, path)
    ref = _read_ref(row.get("fact"), (*path, "fact"))
    part = _read_text(row["part"], (*path, "part")) if "part" in row else None
    target = target_of(ref, part, roles=roles, kinds=kinds, path=path)
    word = _test_word(row, target, path)
    written = _Written(target, row[word], (*path, word), row)
    if "on" in row and word not in _AGE_TESTS:
        raise ConditionError(
            (*path, "on"), f"on does not belong to {word}", "write it with age_under or age_at_least only"
        )
    return Predicate(id, ref, _READERS[word](written), part)


def _read_row(data: object, path: Path) -> Mapping[str, object]:
    if not isinstance(data, Mapping) or not data:
        raise ConditionError(path, "this is not a predicate", _HOW)
    for key in data:
        if key not in _READERS and key not in {"fact", "part", "on"}:
            known = (*_READERS, "fact", "part", "on")
            raise ConditionError((*path, str(key)), f"{key} is not a test", mend_name(str(key), known, otherwise=_HOW))
    if "fact" not in data:
        raise ConditionError(path, "fact is missing", _HOW)
    return data


def _read_ref(data: object, path: Path) -> FactRef:
    try:
        return FactRef.parse(str(data))
    except FactTextError as error:
        raise ConditionError(path, f"{data!r} is not a fact of a role", error.mend) from None


def _test_word(row: Mapping[str, object], target: TestTarget, path: Path) -> str:
    words = [word for word in row if word in _READERS]
    possible = tests_for(target.type)
    choices = f"{target} can be tested by: {', '.join(possible)}"
    if not words:
        raise ConditionError(path, "it does not say what is tested", choices)
    if len(words) > 1:
        raise ConditionError(
            path, f"{' and '.join(words)} stand side by side", "write one predicate for each, and join them"
        )
    if words[0] not in possible:
        raise ConditionError((*path, words[0]), f"{words[0]} does not fit {target}, which is {target.type}", choices)
    return words[0]


def _read_text(data: object, path: Path) -> str:
    if not isinstance(data, str) or not data:
        raise ConditionError(path, f"{data!r} is not a text", "write a text")
    return data


def _read_number(written: _Written) -> int:
    if isinstance(written.value, int) and not isinstance(written.value, bool):
        return written.value
    if isinstance(written.value, str) and _INTEGER.match(written.value):
        return int(written.value)
    raise ConditionError(written.path, f"{written.value!r} is not a whole number", 'write digits, for example "18"')


def _read_count(written: _Written) -> int:
    number = _read_number(written)
    if number < 0:
        raise ConditionError(written.path, f"{number} is less than nothing", "write 0 or more")
    return number


def _read_day(written: _Written) -> Day:
    value = written.value
    if isinstance(value, date):
        return value
    if value == TODAY:
        return "today"
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ConditionError(
            written.path, f"{value!r} is not a day", 'write today or a date such as "2026-04-01"'
        ) from None


def _read_age_day(written: _Written) -> AgeDay:
    if "on" not in written.row:
        return AgeDay.TODAY
    try:
        return AgeDay(str(written.row["on"]))
    except ValueError:
        mend = mend_name(str(written.row["on"]), [day.value for day in AgeDay], otherwise="write today")
        raise ConditionError(
            (*written.path[:-1], "on"), f"{written.row['on']!r} is not a day of counting", mend
        ) from None


def _read_yes_no(data: object, path: Path) -> bool:
    if isinstance(data, bool):
        return data
    if data in _YES_NO:
        return _YES_NO[str(data)]
    raise ConditionError(path, f"{data!r} is neither yes nor no", 'write "yes" or "no"')


def _read_scalar(written: _Written) -> bool | int | str:
    match written.target.type:
        case "yes_no":
            return _read_yes_no(written.value, written.path)
        case "integer" | "amount_yen":
            return _read_number(written)
        case _:
            return _read_choice(written)


def _read_choice(written: _Written) -> str:
    value = _read_text(written.value, written.path)
    choices = written.target.choices
    if choices and value not in choices:
        mend = mend_name(value, choices, otherwise=f"the choices are: {', '.join(choices)}")
        raise ConditionError(written.path, f"{value} is not a choice of {written.target}", mend)
    return value


def _read_one_of(written: _Written) -> Test:
    if not isinstance(written.value, list | tuple) or not written.value:
        raise ConditionError(
            written.path, f"{written.value!r} is not a list of values", "write a list: [first, second]"
        )
    each = [
        _Written(written.target, value, (*written.path, index), written.row)
        for index, value in enumerate(written.value)
    ]
    return OneOf(tuple(_read_scalar(one) for one in each))


def _read_answered(written: _Written) -> Test:
    if not _read_yes_no(written.value, written.path):
        raise ConditionError(written.path, "answered can only be yes", 'write answered: "yes" and negate it with not:')
    return Answered()


_READERS: Final[dict[str, Callable[[_Written], Test]]] = {
    "is": lambda written: Is(_read_scalar(written)),
    "is_not": lambda written: IsNot(_read_scalar(written)),
    "one_of": _read_one_of,
    "includes": lambda written: Includes(_read_choice(written)),
    "at_least": lambda written: AtLeast(_read_number(written)),
    "at_most": lambda written: AtMost(_read_number(written)),
    "before": lambda written: Before(_read_day(written)),
    "on_or_after": lambda written: OnOrAfter(_read_day(written)),
    "age_under": lambda written: AgeUnder(_read_count(written), _read_age_day(written)),
    "age_at_least": lambda written: AgeAtLeast(_read_count(written), _read_age_day(written)),
    "within_days": lambda written: WithinDays(_read_count(written)),
    "answered": _read_answered,
}
