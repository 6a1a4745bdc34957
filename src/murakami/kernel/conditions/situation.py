"""What conditions are asked about: the answers so far, who is who, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

FactKey: TypeAlias = tuple[str, str]
"""A fact of one person or thing: `("newborn-1", "born_on")`."""

People: TypeAlias = Mapping[str, tuple[str, ...] | None]
"""Role name to the instances it binds: `()` is nobody, None is not yet said."""


class Situation(NamedTuple):
    """The answers so far, the people, and the day on which it is asked; a tuple, for hundreds are made per page.

    `facts` holds typed values (date, bool, str, int, tuple of choices, value objects); a missing fact is UNKNOWN, ABSENT
    is a hidden one, None one that was left blank on purpose.
    """

    facts: Mapping[FactKey, object]
    roles: People
    today: date


def field_key_of(key: FactKey) -> str:
    """Write a fact key as field names do: `newborn-1.born_on`."""
    return f"{key[0]}.{key[1]}"


def fact_key_of(field_key: str) -> FactKey:
    """Read a field name back; the inverse of `field_key_of`.

    Raises:
        ValueError: the text has no full stop.
    """
    instance, dot, fact = field_key.rpartition(".")
    if not dot:
        raise ValueError(field_key)
    return instance, fact
