"""Who may do what in the programme, decided on frozen values: no request, no database."""

from dataclasses import dataclass, field
from enum import StrEnum

from murakami.foundation.accounts.rules import Actor, may_decide_in


class BodyKind(StrEnum):
    """What a body is (図表2.6-1)."""

    HEADQUARTERS = "headquarters"
    CIO = "cio"
    ADVISER = "adviser"
    OFFICE = "office"
    WORKING_GROUP = "working_group"
    PROMOTERS = "promoters"


class Capacity(StrEnum):
    """As what somebody signs a step of an evaluation."""

    OWNER_HEAD = "owner_head"
    GROUP_MEMBER = "group_member"
    HEADQUARTERS_MEMBER = "headquarters_member"
    OFFICE_ON_BEHALF = "office_on_behalf"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an actor stands in the programme on a day.

    `office_units` are the units that are the DX office, of the actor's or not; `seats` the kinds of the active bodies to
    which the actor belongs that day.
    """

    office_units: frozenset[str] = frozenset()
    seats: frozenset[BodyKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Ownership:
    """Whose an initiative is: codes of units, accounts of its promoters."""

    owner_unit: str = ""
    related_units: frozenset[str] = frozenset()
    promoters: frozenset[int] = field(default_factory=frozenset)

    @property
    def units(self) -> frozenset[str]:
        """Every unit that works on it."""
        return self.related_units | ({self.owner_unit} - {""})


def is_dx_office(actor: Actor, standing: Standing) -> bool:
    """Say whether the actor is placed, as clerk or head, in a unit that is the DX office."""
    return bool(actor.units & standing.office_units)


def may_run_programme(actor: Actor, standing: Standing) -> bool:
    """Say whether the actor may run the year, meetings and hearings, and change every plan: the DX office."""
    return is_dx_office(actor, standing)


def may_publish(actor: Actor, standing: Standing) -> bool:
    """Say whether the actor may publish editions, plans and frozen years: the DX office."""
    return is_dx_office(actor, standing)


def may_edit_plan(actor: Actor, standing: Standing, initiative: Ownership) -> bool:
    """Say whether the actor may edit an initiative's plan: the DX office, its units' staff, its promoters."""
    return is_dx_office(actor, standing) or works_on(actor, initiative)


def works_on(actor: Actor, initiative: Ownership) -> bool:
    """Say whether an initiative is the actor's own work, by unit or as its promoter."""
    return actor.is_staff and bool(actor.units & initiative.units or actor.account_id in initiative.promoters)


def may_place(actor: Actor, standing: Standing) -> bool:
    """Say whether the actor may say whose an initiative is (owner, related units, promoters): the DX office."""
    return is_dx_office(actor, standing)


def capacity_for_self(actor: Actor, initiative: Ownership) -> Capacity | None:
    """Say as what the actor signs a self-evaluation: the head of the owner unit, else nothing."""
    return Capacity.OWNER_HEAD if may_decide_in(actor, initiative.owner_unit) else None


def capacity_for_group(actor: Actor, standing: Standing) -> Capacity | None:
    """Say as what the actor signs the working group's step: a member of a 検討部会, or the DX office on its behalf."""
    return _capacity(actor, standing, seat=BodyKind.WORKING_GROUP, member=Capacity.GROUP_MEMBER)


def capacity_for_headquarters(actor: Actor, standing: Standing) -> Capacity | None:
    """Say as what the actor signs the headquarters' step: a member of the 推進本部, or the DX office on its behalf."""
    return _capacity(actor, standing, seat=BodyKind.HEADQUARTERS, member=Capacity.HEADQUARTERS_MEMBER)


def _capacity(actor: Actor, standing: Standing, *, seat: BodyKind, member: Capacity) -> Capacity | None:
    if actor.is_staff and seat in standing.seats:
        return member
    return Capacity.OFFICE_ON_BEHALF if is_dx_office(actor, standing) else None
