"""Who may do what in learning, decided on frozen facts. `office` are the units that are the DX office."""

from collections.abc import Iterable

from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role

Units = frozenset[str]
_LOOKS_AFTER = (Role.UNIT_HEAD, Role.ADMINISTRATOR)


def is_of_office(actor: Actor, *, office: Units) -> bool:
    """Say whether the actor works in the DX office."""
    return bool(actor.units & office)


def may_assign(actor: Actor, *, office: Units, units: Iterable[str]) -> bool:
    """Say whether the actor may give somebody of these units a role: the DX office, and their administrators."""
    return is_of_office(actor, office=office) or bool(actor.units_as(Role.ADMINISTRATOR) & frozenset(units))


def may_open_sessions(actor: Actor, *, office: Units) -> bool:
    """Say whether the actor may hold a session: the DX office, heads and administrators."""
    return is_of_office(actor, office=office) or any(actor.units_as(role) for role in _LOOKS_AFTER)


def may_keep_list(actor: Actor, *, office: Units, host_id: int) -> bool:
    """Say whether the actor may show the code, tick names and call a session off: its host, and the DX office."""
    return (actor.is_staff and actor.account_id == host_id) or is_of_office(actor, office=office)


def may_see_all(actor: Actor, *, office: Units) -> bool:
    """Say whether the actor sees the coverage of every unit: the DX office."""
    return is_of_office(actor, office=office)


def units_seen(actor: Actor) -> Units:
    """Name the units whose coverage and people the actor looks after as head or administrator."""
    return frozenset().union(*(actor.units_as(role) for role in _LOOKS_AFTER))


def may_see_unit(actor: Actor, *, office: Units, unit: str) -> bool:
    """Say whether the actor may see who of a unit lacks what: the DX office, its head and its administrators."""
    return may_see_all(actor, office=office) or unit in units_seen(actor)
