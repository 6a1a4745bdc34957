"""Condition trees: named predicates combined by all, any, not and quantifiers over a role of several people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Always:
    """Holds whatever the answers; what is written when there is no condition."""


@dataclass(frozen=True, slots=True)
class Named:
    """A predicate by its name."""

    predicate: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Some:
    """The part holds for at least one of those whom the role binds; for nobody it is FALSE."""

    role: str
    that: Condition


@dataclass(frozen=True, slots=True)
class Every:
    """The part holds for each of those whom the role binds; for nobody it is TRUE."""

    role: str
    that: Condition


Condition: TypeAlias = Always | Named | All | AnyOf | Not | Some | Every

ALWAYS: Final = Always()


def children_of(tree: Condition) -> tuple[Condition, ...]:
    """List the conditions directly inside a condition."""
    match tree:
        case All(parts) | AnyOf(parts):
            return parts
        case Not(part):
            return (part,)
        case Some(that=that) | Every(that=that):
            return (that,)
        case _:
            return ()


def names_in(tree: Condition) -> Iterator[str]:
    """Walk over the predicate names of a tree, in the order in which they are written, repeats included."""
    if isinstance(tree, Named):
        yield tree.predicate
    for child in children_of(tree):
        yield from names_in(child)


def both(first: Condition, second: Condition) -> Condition:
    """Join two conditions by "and", without wrapping one that always holds."""
    if isinstance(first, Always):
        return second
    return first if isinstance(second, Always) else All((first, second))
