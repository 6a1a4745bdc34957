"""Who may do what, decided on frozen values: no request, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from murakami.foundation.accounts.vocabulary import UNIT_ROLES, AccountKind, Assurance, FirmRole, Role

_NO_ROLES: Mapping[Role, frozenset[str]] = MappingProxyType({})
_WORKING_ROLES = (Role.CLERK, Role.UNIT_HEAD)


@dataclass(frozen=True, slots=True)
class Seat:
    """For which firm somebody acts, and as what; `firm_name` is what the provider last said."""

    firm: int
    firm_name: str
    role: FirmRole


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever makes a request: nobody known (`kind` None), a resident, somebody for a firm, or a member of staff.

    `roles` holds the unit codes per role that are in force today; `name` is what pages may show (for a resident,
    the name the card gave, else empty); `assurance` is that of this session. `revocation_checked` is True only when
    the card of this session was checked against the revocation list; otherwise say 失効未確認. `rights` are the tenures
    behind `roles`, where they are known: they say what a role is limited to and for whom it is held. `firm` is set for
    people of a firm alone; their `mailbox_key` is the firm's.
    """

    kind: AccountKind | None = None
    account_id: int | None = None
    name: str = ""
    roles: Mapping[Role, frozenset[str]] = field(default_factory=lambda: _NO_ROLES)
    mailbox_key: str = ""
    assurance: Assurance = Assurance.NONE
    revocation_checked: bool = False
    rights: "tuple[Tenure, ...]" = ()
    firm: Seat | None = None

    @property
    def is_anonymous(self) -> bool:
        """Nobody has signed in."""
        return self.kind is None

    @property
    def is_resident(self) -> bool:
        """A resident has signed in."""
        return self.kind is AccountKind.RESIDENT

    @property
    def is_business(self) -> bool:
        """Somebody has signed in for a firm."""
        return self.kind is AccountKind.BUSINESS

    @property
    def has_mailbox(self) -> bool:
        """Whoever signed in has a mailbox here: a resident's own, or that of the firm they act for."""
        return self.is_resident or self.is_business

    @property
    def is_staff(self) -> bool:
        """A member of staff has signed in."""
        return self.kind is AccountKind.STAFF

    @property
    def units(self) -> frozenset[str]:
        """The units whose cases this actor works on."""
        return frozenset().union(*(self.units_as(role) for role in _WORKING_ROLES))

    def units_as(self, role: Role) -> frozenset[str]:
        """List the units in which this actor has the role today."""
        return self.roles.get(role, frozenset()) if self.is_staff else frozenset()


ANONYMOUS = Actor()


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role in a unit for a time, half-open: `until` is the first day without it.

    `purpose` is the procedure that it is for, "" for all the unit's work; `absent` the account of the colleague for whom
    it is held (代理), None for a role of one's own.
    """

    unit: str
    role: Role
    since: date
    until: date | None = None
    purpose: str = ""
    absent: int | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the role is in force on that day."""
        return self.since <= day and (self.until is None or day < self.until)

    def covers(self, procedure: str) -> bool:
        """Say whether the role is for the cases of a procedure; "" asks for all the unit's work."""
        return self.purpose in {"", procedure}


def roles_on(tenures: Iterable[Tenure], *, day: date) -> Mapping[Role, frozenset[str]]:
    """Gather the units per role that are in force on a day."""
    held = [tenure for tenure in tenures if tenure.holds_on(day)]
    gathered = {role: frozenset(t.unit for t in held if t.role is role) for role in Role}
    return MappingProxyType({role: units for role, units in gathered.items() if units})


def staff_actor(
    *, account_id: int | None, name: str, tenures: Iterable[Tenure], day: date, assurance: Assurance = Assurance.NONE
) -> Actor:
    """Make the actor that somebody is on a day: what has ended or not begun gives nothing."""
    held = tuple(tenure for tenure in tenures if tenure.holds_on(day))
    return Actor(kind=AccountKind.STAFF, account_id=account_id, name=name, roles=roles_on(held, day=day),
                 assurance=assurance, rights=held)


def right_to(actor: Actor, *, role: Role, unit: str, procedure: str = "") -> Tenure | None:
    """Find by which right the actor has a role in a unit for a procedure: the one rule that judges all of them.

    A right of one's own goes before one that is held for an absent colleague. `procedure` "" asks for all the unit's
    work, which a right for one procedure does not give.
    """
    if unit not in actor.units_as(role):
        return None
    held = [right for right in actor.rights if right.role is role and right.unit == unit]
    if not held:
        return Tenure(unit=unit, role=role, since=date.min)
    covering = sorted((right for right in held if right.covers(procedure)), key=lambda right: right.absent is not None)
    return covering[0] if covering else None


def acting_for(actor: Actor, *, unit: str, procedure: str = "", roles: Iterable[Role] = _WORKING_ROLES) -> int | None:
    """Say for which absent colleague the actor works in a unit; None for one's own work, and for no right at all."""
    rights = [right for role in roles if (right := right_to(actor, role=role, unit=unit, procedure=procedure))]
    return None if any(right.absent is None for right in rights) else next((right.absent for right in rights), None)


def work_of(actor: Actor) -> Mapping[str, frozenset[str] | None]:
    """Give the units whose cases the actor works on, each with the procedures it is limited to; None for all."""
    return {unit: _procedures_in(actor, unit) for unit in sorted(actor.units)}


def may_work_in(actor: Actor, unit: str, *, procedure: str = "") -> bool:
    """Say whether the actor may see and handle this unit's cases of a procedure: its clerks and its head."""
    return any(right_to(actor, role=role, unit=unit, procedure=procedure) for role in _WORKING_ROLES)


def may_decide_in(actor: Actor, unit: str, *, procedure: str = "") -> bool:
    """Say whether the actor may approve or return this unit's decisions: its head alone."""
    return right_to(actor, role=Role.UNIT_HEAD, unit=unit, procedure=procedure) is not None


def may_administer(actor: Actor, unit: str) -> bool:
    """Say whether the actor may look after this unit's people and settings; gives no right to its cases."""
    return unit in actor.units_as(Role.ADMINISTRATOR) or may_reorganise(actor)


def may_arrange_deputies(actor: Actor, unit: str) -> bool:
    """Say whether the actor may say who stands in for whom in a unit: its head, and who looks after its people."""
    return unit in actor.units_as(Role.UNIT_HEAD) or may_administer(actor, unit)


def may_reorganise(actor: Actor) -> bool:
    """Say whether the actor may look after the people of every unit and carry out a reshuffle (人事異動)."""
    return bool(actor.units_as(Role.PERSONNEL))


def may_audit(actor: Actor) -> bool:
    """Say whether the actor may read, for the whole town, what others did; gives no right to change anything."""
    return bool(actor.units_as(Role.AUDITOR))


def refusal_of_grant(*, actor: Actor, account_id: int, role: Role, unit: str) -> str | None:
    """Give the stable code of why the actor may not give a role to somebody, or None.

    `own_rights`: nobody gives rights to themselves. `not_yours`: the unit, or a role for the whole town, is not the
    actor's to give.
    """
    if not (may_administer(actor, unit) if role in UNIT_ROLES else may_reorganise(actor)):
        return "not_yours"
    return "own_rights" if actor.account_id == account_id else None


def refusal_of_keeping(*, actor: Actor, account_id: int, tenures: Iterable[Tenure]) -> str | None:
    """Give the stable code of why the actor may not reset, lock or describe somebody's account, or None.

    Whoever resets an account could enter it. So it takes somebody who looks after every unit of that person, and after
    the whole town for somebody who holds a role there or has no place at all.
    """
    held = tuple(tenures)
    reaches_all = held and all(may_administer(actor, one.unit) and one.role in UNIT_ROLES for one in held)
    if not may_reorganise(actor) and not reaches_all:
        return "not_yours"
    return "own_rights" if actor.account_id == account_id else None


def refusal_of_place_change(*, actor: Actor, firm: int, role: FirmRole) -> str | None:
    """Give the stable code of why the actor may not let somebody with `role` in a firm out or in again, or None.

    `not_yours`: it takes a prime of that firm. `is_prime`: a prime is one by the word of the provider alone; else one who
    was replaced could shut out the next, or oneself.
    """
    if actor.firm is None or actor.firm.firm != firm or actor.firm.role is not FirmRole.PRIME:
        return "not_yours"
    return "is_prime" if role is FirmRole.PRIME else None


def refusal_of_deputy(*, right: Tenure | None, deputy_is_absent: bool, since: date, until: date) -> str | None:
    """Give the stable code of why a right cannot be held by a deputy from `since` until `until` (exclusive), or None.

    `right` is what the absent colleague holds. A deputy's right is not handed on, and does not outlast the first.
    """
    if right is None:
        return "no_right"
    if right.absent is not None:
        return "is_deputy"
    if deputy_is_absent:
        return "same_person"
    if until <= since:
        return "ends_before_it_begins"
    if since < right.since or (right.until is not None and until > right.until):
        return "outlasts_right"
    return None


def _procedures_in(actor: Actor, unit: str) -> frozenset[str] | None:
    held = [right for right in actor.rights if right.unit == unit and right.role in _WORKING_ROLES]
    if not held or any(not right.purpose for right in held):
        return None
    return frozenset(right.purpose for right in held)
