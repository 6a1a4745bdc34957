"""What a reshuffle would change, for whom: pure, from the town as it stands and as it is wished for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from murakami.flows.reshuffle.sheet import Wish
from murakami.flows.reshuffle.town import Member, Place, Town
from murakami.foundation.accounts.lineage import Successors, successor_of
from murakami.foundation.accounts.vocabulary import Role

_WORKING = frozenset({Role.CLERK, Role.UNIT_HEAD})


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit that is opened, renamed or closed; `successor` does the work of a closed one."""

    kind: str
    code: str
    before: str
    after: str
    successor: str = ""


@dataclass(frozen=True, slots=True)
class PersonChange:
    """Somebody who joins, leaves, moves, or is only written differently."""

    kind: str
    before: Member | None
    after: Member | None

    @property
    def given(self) -> frozenset[Place]:
        """The places that are new."""
        return (self.after.places if self.after else frozenset()) - (self.before.places if self.before else frozenset())

    @property
    def taken(self) -> frozenset[Place]:
        """The places that end."""
        return (self.before.places if self.before else frozenset()) - (self.after.places if self.after else frozenset())

    @property
    def known(self) -> Member:
        """Whoever it is, as newest known."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Move:
    """Unfinished cases that go to another unit."""

    unit: str
    procedure: str
    to: str
    cases: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a reshuffle would change; `headless` are units that would have work and nobody to approve it."""

    units: tuple[UnitChange, ...]
    people: tuple[PersonChange, ...]
    moves: tuple[Move, ...]
    plans: Mapping[str, str]
    headless: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing would change."""
        return not (self.units or self.people or self.moves or self.plans)


def plan_reshuffle(town: Town, wish: Wish) -> Plan:
    """Say what would change. `wish` has no problems. Pure."""
    successors = lineage_of(wish)
    moves = tuple(Move(unit, procedure, to, cases) for (unit, procedure), cases in sorted(town.cases.items())
                  if (to := successor_of(successors, unit=unit, procedure=procedure)) != unit)
    return Plan(units=tuple(_units(town, wish)), people=tuple(_people(town, wish)), moves=moves,
                plans={unit: to for unit, to in sorted(wish.closed.items()) if town.plans.get(unit)},
                headless=tuple(_headless(town, wish, moves)))


def lineage_of(wish: Wish) -> Successors:
    """Give who follows whom, for all of a closed unit's work and for single procedures. Pure."""
    return {**{(unit, ""): to for unit, to in wish.closed.items()}, **wish.work}


def _units(town: Town, wish: Wish) -> Iterator[UnitChange]:
    for code, name in sorted(wish.units.items()):
        if code not in town.units:
            yield UnitChange("opened", code, "", name)
        elif town.units[code] != name:
            yield UnitChange("renamed", code, town.units[code], name)
    for code, successor in sorted(wish.closed.items()):
        yield UnitChange("closed", code, town.units.get(code, code), "", successor)


def _people(town: Town, wish: Wish) -> Iterator[PersonChange]:
    for login, after in sorted(wish.members.items()):
        before = town.members.get(login)
        if before is None:
            yield PersonChange("joins", None, after)
        elif before.places != after.places:
            yield PersonChange("moves", before, after)
        elif (before.name, before.email) != (after.name, after.email):
            yield PersonChange("written", before, after)
    for login in sorted(wish.leavers & set(town.members)):
        yield PersonChange("leaves", town.members[login], None)


def _headless(town: Town, wish: Wish, moves: tuple[Move, ...]) -> Iterator[str]:
    busy = {unit for unit, _ in town.cases} | {move.to for move in moves}
    heads = {place.unit for one in wish.members.values() for place in one.places if place.role is Role.UNIT_HEAD}
    return iter(sorted((busy & set(wish.units)) - heads))


def works_in(member: Member) -> frozenset[tuple[str, str]]:
    """Give where somebody works on cases: unit and procedure, "" for all."""
    return frozenset((place.unit, place.purpose) for place in member.places if place.role in _WORKING)
