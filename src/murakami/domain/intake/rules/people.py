"""Who takes part in a conversation: instances bound to the roles of its cast, under keys that never change.

`people` maps each role to its instances, or to None while nobody has said who (is there a partner? how many
brothers and sisters?). An instance keeps its key for as long as it takes part: removing the first of two children
does not turn the second into the first. The answers about somebody who leaves go with them.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from murakami.kernel.conditions.situation import People
from murakami.kernel.facts import RoleSpec

MOST_OF_A_ROLE = 12  # children of one household in one conversation; beyond it the counter helps


@dataclass(frozen=True, slots=True)
class PeopleProblem:
    """Why a number of people cannot be taken: `code` is stable, `role` names which, `limit` the number allowed."""

    role: str
    code: str
    limit: int


def first_people(cast: Iterable[RoleSpec]) -> dict[str, tuple[str, ...] | None]:
    """Bind the roles that need no asking: one instance where there must be one, unknown where there may be none."""
    return {spec.role: None if spec.optional else (_key_of(spec, 1),) for spec in cast}


def refusal_of_counts(*, cast: Iterable[RoleSpec], counts: Mapping[str, int]) -> tuple[PeopleProblem, ...]:
    """Say what is wrong with the numbers of people asked for; empty when nothing is."""
    return tuple(problem for spec in cast if spec.role in counts
                 for problem in _problems(spec, counts[spec.role]))


def with_counts(*, people: People, cast: Iterable[RoleSpec],
                counts: Mapping[str, int]) -> dict[str, tuple[str, ...] | None]:
    """Bring every role to its number: keep who is there, drop from the end, add new keys. Other roles stay."""
    return {spec.role: _to_count(spec, people.get(spec.role), counts.get(spec.role)) for spec in cast}


def without(*, people: People, role: str, instance: str) -> dict[str, tuple[str, ...] | None]:
    """Take one instance out of a role; the others keep their keys."""
    kept = tuple(key for key in people.get(role) or () if key != instance)
    return {**people, role: kept}


def everyone(people: People) -> tuple[str, ...]:
    """List every instance that takes part, in the order of the cast."""
    return tuple(dict.fromkeys(instance for instances in people.values() for instance in instances or ()))


def role_of(*, people: People, instance: str) -> str | None:
    """Find the cast role that an instance takes part in."""
    return next((role for role, instances in people.items() if instance in (instances or ())), None)


def people_from_json(data: Mapping[str, list[str] | None]) -> dict[str, tuple[str, ...] | None]:
    """Read the stored form."""
    return {role: None if instances is None else tuple(instances) for role, instances in data.items()}


def people_to_json(people: People) -> dict[str, list[str] | None]:
    """Write the stored form."""
    return {role: None if instances is None else list(instances) for role, instances in people.items()}


def _problems(spec: RoleSpec, count: int) -> Iterable[PeopleProblem]:
    least, most = (0 if spec.optional else 1), (MOST_OF_A_ROLE if spec.plural else 1)
    if count < least:
        yield PeopleProblem(role=spec.role, code="too_few", limit=least)
    if count > most:
        yield PeopleProblem(role=spec.role, code="too_many", limit=most)


def _to_count(spec: RoleSpec, current: tuple[str, ...] | None, count: int | None) -> tuple[str, ...] | None:
    if count is None:
        return current
    kept = (current or ())[:count]
    free = (key for number in itertools.count(1) if (key := _key_of(spec, number)) not in kept)
    return (*kept, *itertools.islice(free, count - len(kept)))


def _key_of(spec: RoleSpec, number: int) -> str:
    return f"{spec.role}-{number}" if spec.plural else spec.role
