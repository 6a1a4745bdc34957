"""Options as packs write them: texts that mean a number, a flag or a list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from murakami.kernel.facts import Options

_INTEGER = re.compile(r"-?[0-9]{1,18}\Z", re.ASCII)
_YES = frozenset({"yes", "true", "True"})
_NO = frozenset({"no", "false", "False"})


class OptionError(ValueError):
    """An option of a fact does not have the form that its type needs."""

    def __init__(self, option: str, value: object, mend: str) -> None:
        super().__init__(f"{option}: {value!r}: {mend}")
        self.option = option
        self.mend = mend


def int_option(options: Options, name: str, default: int) -> int:
    """Read a whole number.

    Raises:
        OptionError: the option is something else.
    """
    value = options.get(name)
    if value is None:
        return default
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.match(value):
        return int(value)
    raise OptionError(name, value, "write a whole number")


def flag_option(options: Options, name: str, *, default: bool = False) -> bool:
    """Read `yes` or `no`.

    Raises:
        OptionError: the option is something else.
    """
    value = options.get(name)
    if value is None:
        return default
    if isinstance(value, bool):
        return value
    if value in _YES:
        return True
    if value in _NO:
        return False
    raise OptionError(name, value, 'write "yes" or "no"')


def list_option(options: Options, name: str) -> tuple[str, ...]:
    """Read a list of texts; empty when the option is not given.

    Raises:
        OptionError: the option is something else.
    """
    value = options.get(name, ())
    if isinstance(value, Mapping) or not isinstance(value, list | tuple):
        raise OptionError(name, value, "write a list")
    if not all(isinstance(item, str) for item in value):
        raise OptionError(name, value, "write a list of texts")
    return tuple(value)


def day_option(options: Options, name: str, *, today: date) -> date | None:
    """Read `today` or an ISO date; None when the option is not given.

    Raises:
        OptionError: the option is something else.
    """
    value = options.get(name)
    if value is None or isinstance(value, date):
        return value
    if value == "today":
        return today
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise OptionError(name, value, "write today or a date such as 2026-11-23") from None


def text_option(options: Options, name: str, default: str) -> str:
    """Read a text.

    Raises:
        OptionError: the option is something else.
    """
    value = options.get(name, default)
    if isinstance(value, str):
        return value
    raise OptionError(name, value, "write a text")


@dataclass(frozen=True, slots=True)
class OptionProblem:
    """An option in a pack that a field type does not take, for the lint to show."""

    option: str
    problem: str
    mend: str


def option_errors(*readings: Callable[[], object]) -> tuple[OptionProblem, ...]:
    """Try to read options and gather what is wrong with them."""
    problems = []
    for reading in readings:
        try:
            reading()
        except OptionError as error:
            problems.append(OptionProblem(error.option, str(error), error.mend))
    return tuple(problems)
