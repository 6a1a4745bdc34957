"""Which tests fit which field types, and what a fact of a role is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from murakami.kernel.conditions.errors import ConditionError, Path, mend_name
from murakami.kernel.facts import NO_OPTIONS, Fact, FactRef, Kind, Options, RoleSpec

_ANY_TYPE: Final = ("answered",)
_NUMBER: Final = ("is", "is_not", "one_of", "at_least", "at_most", "answered")
_TEXT: Final = ("is", "is_not", "one_of", "answered")
_TESTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "yes_no": ("is", "is_not", "answered"),
        "choice": _TEXT,
        "text": _TEXT,
        "choices": ("includes", "answered"),
        "integer": _NUMBER,
        "amount_yen": _NUMBER,
        "date": ("before", "on_or_after", "age_under", "age_at_least", "within_days", "answered"),
    }
)
_PARTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "bank_account": {"registered": "yes_no", "bank_code": "text", "kind": "text"},
        "address": {"postal_code": "text", "prefecture": "text", "city": "text", "town": "text"},
    }
)
"""The parts of whole values that a predicate may look at, with the type that each part has."""


@dataclass(frozen=True, slots=True)
class TestTarget:
    """What a predicate looks at: a fact of a role or a part of it, with its type and options."""

    name: str
    type: str
    options: Options

    @property
    def choices(self) -> tuple[str, ...]:
        """List the codes that can be chosen; empty for a type without choices."""
        return choices_of(self.options)

    def __str__(self) -> str:
        return self.name


def choices_of(options: Options) -> tuple[str, ...]:
    """List the codes that can be chosen."""
    choices = options.get("choices", ())
    return tuple(str(choice) for choice in choices) if isinstance(choices, list | tuple) else ()


def tests_for(type: str) -> tuple[str, ...]:
    """List the tests that fit a field type, as packs write them."""
    return _TESTS.get(type, _ANY_TYPE)


def fact_of(ref: FactRef, *, roles: Mapping[str, RoleSpec], kinds: Mapping[str, Kind], path: Path = ()) -> Fact:
    """Look up the fact that a reference means.

    Raises:
        ConditionError: the role, its kind or the fact does not exist.
    """
    role = roles.get(ref.role)
    if role is None:
        mend = mend_name(ref.role, roles, otherwise="add it to the roles")
        raise ConditionError(path, f"there is no role {ref.role}", mend)
    kind = kinds.get(role.kind)
    if kind is None:
        mend = mend_name(role.kind, kinds, otherwise="define it among the kinds")
        raise ConditionError(path, f"{ref.role} is a {role.kind}, and there is no such kind", mend)
    fact = kind.facts.get(ref.fact)
    if fact is None:
        mend = mend_name(ref.fact, kind.facts, otherwise=f"add it to the facts of {kind.id}")
        raise ConditionError(path, f"a {kind.id} has no fact {ref.fact}", mend)
    return fact


def target_of(
    ref: FactRef,
    part: str | None,
    *,
    roles: Mapping[str, RoleSpec],
    kinds: Mapping[str, Kind],
    path: Path = (),
) -> TestTarget:
    """Look up what a predicate looks at.

    Raises:
        ConditionError: the role, its kind, the fact or the part does not exist.
    """
    fact = fact_of(ref, roles=roles, kinds=kinds, path=(*path, "fact"))
    if part is None:
        return TestTarget(str(ref), fact.type, fact.options)
    parts = _PARTS.get(fact.type, {})
    if part not in parts:
        mend = mend_name(part, parts, otherwise=f"a {fact.type} has no part that can be tested; leave part out")
        raise ConditionError((*path, "part"), f"{ref} has no part {part}", mend)
    return TestTarget(f"{ref} ({part})", parts[part], NO_OPTIONS)
