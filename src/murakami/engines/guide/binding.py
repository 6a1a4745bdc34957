"""Reading the bindings of an offer as packs write them, and checking a life event before it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from murakami.engines.guide.life_events import Bind, Either, LifeEvent, Offer, cast_roles_in, conditions_in
from murakami.kernel.conditions import ConditionError, Path, check_types, parse_condition
from murakami.kernel.conditions.errors import mend_name
from murakami.kernel.facts import RoleSpec

_HOW = "write a role of the cast, a list of them, or {if: a condition, then: …, else: …}"


def parse_bind(data: object, path: Path = ()) -> Bind:
    """Read who takes a role: a cast role, a list of them, or `{if: condition, then: …, else: …}`.

    Raises:
        ConditionError: the first thing in it that cannot be read.
    """
    if isinstance(data, str) and data.isidentifier():
        return data
    if isinstance(data, list | tuple):
        return _parse_several(data, path)
    if isinstance(data, Mapping):
        return _parse_either(data, path)
    raise ConditionError(path, f"{data!r} does not name anybody of the cast", _HOW)


def check_life_event(
    event: LifeEvent, *, roles_of: Mapping[str, Mapping[str, RoleSpec]] | None = None, path: Path = ()
) -> tuple[ConditionError, ...]:
    """List everything that would go wrong with the offers of a life event; nothing when it is sound.

    `roles_of` gives the roles of the procedures by their id; with it, kinds and missing roles are checked too.
    """
    return tuple(
        problem
        for index, offer in enumerate(event.offers)
        for problem in _offer_problems(event, offer, (roles_of or {}).get(offer.procedure), (*path, "offers", index))
    )


def _parse_several(data: list[object] | tuple[object, ...], path: Path) -> tuple[str, ...]:
    for index, role in enumerate(data):
        if not isinstance(role, str):
            raise ConditionError((*path, index), f"{role!r} is not a role", "write a list of cast roles")
    if not data:
        raise ConditionError(path, "the list is empty", _HOW)
    return tuple(str(role) for role in data)


def _parse_either(data: Mapping[object, object], path: Path) -> Either:
    keys = ("if", "then", "else")
    for key in data:
        if key not in keys:
            raise ConditionError(
                (*path, str(key)), f"{key} is not part of it", mend_name(str(key), keys, otherwise=_HOW)
            )
    for key in keys:
        if key not in data:
            raise ConditionError(path, f"{key} is missing", _HOW)
    return Either(
        when=parse_condition(data["if"], (*path, "if")),
        then=parse_bind(data["then"], (*path, "then")),
        otherwise=parse_bind(data["else"], (*path, "else")),
    )


def _offer_problems(
    event: LifeEvent, offer: Offer, roles: Mapping[str, RoleSpec] | None, path: Path
) -> Iterator[ConditionError]:
    yield from check_types(offer.when, event.predicates, event.cast, event.kinds, path=(*path, "when"))
    for role, bind in offer.bind.items():
        here = (*path, "bind", role)
        for condition in conditions_in(bind):
            yield from check_types(condition, event.predicates, event.cast, event.kinds, path=(*here, "if"))
        yield from _cast_problems(event, bind, here)
        if roles is not None:
            yield from _role_problems(event, role, bind, roles, here)
    yield from _missing_roles(offer, roles, path)


def _cast_problems(event: LifeEvent, bind: Bind, path: Path) -> Iterator[ConditionError]:
    for name in cast_roles_in(bind):
        if name not in event.cast:
            mend = mend_name(name, event.cast, otherwise="add it to the cast")
            yield ConditionError(path, f"nobody of the cast is {name}", mend)


def _role_problems(
    event: LifeEvent, role: str, bind: Bind, roles: Mapping[str, RoleSpec], path: Path
) -> Iterator[ConditionError]:
    spec = roles.get(role)
    if spec is None:
        yield ConditionError(
            path, f"the procedure has no role {role}", mend_name(role, roles, otherwise="leave it out")
        )
        return
    for member in (event.cast[name] for name in cast_roles_in(bind) if name in event.cast):
        if member.kind != spec.kind:
            yield ConditionError(path, f"{member.role} is a {member.kind}, {role} is a {spec.kind}", "bind another one")
        if member.plural and not spec.plural:
            yield ConditionError(path, f"{member.role} may be several, {role} is one", "bind one person")


def _missing_roles(offer: Offer, roles: Mapping[str, RoleSpec] | None, path: Path) -> Iterator[ConditionError]:
    if offer.whose not in offer.bind:
        mend = mend_name(offer.whose, offer.bind, otherwise="bind it")
        yield ConditionError((*path, "bind"), f"{offer.whose}, whose application it is, is not bound", mend)
    if offer.due is not None and offer.due.fact.role not in offer.bind:
        yield ConditionError(
            (*path, "bind"), f"{offer.due.fact.role}, whom the deadline needs, is not bound", "bind it"
        )
    for spec in (roles or {}).values():
        if not spec.optional and spec.role not in offer.bind and spec.role != offer.whose:
            yield ConditionError((*path, "bind"), f"{spec.role} is not bound", "bind it, or make the role optional")
