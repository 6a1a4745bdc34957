"""What a guide is made from: a life event with its cast and its offers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from murakami.kernel.conditions import ALWAYS, Condition, Predicate, names_in
from murakami.kernel.facts import FactRef, Kind, RoleSpec


@dataclass(frozen=True, slots=True)
class Either:
    """Binds one way where the condition holds, another way where it does not (or speaks of nobody)."""

    when: Condition
    then: Bind
    otherwise: Bind


Bind: TypeAlias = str | tuple[str, ...] | Either
"""Who of the cast takes a role of a procedure: a cast role, several together, or one that depends on a condition."""


@dataclass(frozen=True, slots=True)
class DueRule:
    """Until when: a date fact of a procedure's role, and the last day that follows from its date.

    `due_on` is pure. It gives different days for dates that lie years apart, None where no period runs.
    """

    fact: FactRef
    due_on: Callable[[date], date | None]


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure that a life event may call for: for whom, when, until when.

    `whose` is the procedure's role whose application it is; it is among those that `bind` binds.
    """

    procedure: str
    whose: str
    bind: Mapping[str, Bind]
    when: Condition = ALWAYS
    due: DueRule | None = None


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A life event as the guide asks through it. Predicates and conditions speak of the cast's roles."""

    id: str
    cast: Mapping[str, RoleSpec]
    offers: tuple[Offer, ...]
    predicates: Mapping[str, Predicate]
    kinds: Mapping[str, Kind] = field(repr=False)


def conditions_in(bind: Bind) -> Iterator[Condition]:
    """Walk over the conditions of a binding."""
    if isinstance(bind, Either):
        yield bind.when
        yield from conditions_in(bind.then)
        yield from conditions_in(bind.otherwise)


def cast_roles_in(bind: Bind) -> tuple[str, ...]:
    """List the cast roles that a binding can come to, each once."""
    match bind:
        case str(role):
            return (role,)
        case Either(_, then, otherwise):
            return tuple(dict.fromkeys((*cast_roles_in(then), *cast_roles_in(otherwise))))
        case roles:
            return roles


def predicates_used(event: LifeEvent) -> dict[str, Predicate]:
    """Pick the predicates that some offer looks at, in the order in which the offers name them.

    Raises:
        KeyError: a condition names a predicate that does not exist.
    """
    used: dict[str, Predicate] = {}
    for offer in event.offers:
        conditions = [offer.when, *(each for bind in offer.bind.values() for each in conditions_in(bind))]
        for condition in conditions:
            used.update((name, event.predicates[name]) for name in names_in(condition))
    return used


def facts_used(event: LifeEvent) -> frozenset[str]:
    """Name the facts of anybody on which it depends what the offers come to. Raises KeyError as `predicates_used`."""
    dates = {offer.due.fact.fact for offer in event.offers if offer.due is not None}
    return frozenset(predicate.ref.fact for predicate in predicates_used(event).values()) | dates
