"""Who may do what, decided on frozen values: no request, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, Role

_NO_ROLES: Mapping[Role, frozenset[str]] = MappingProxyType({})
_WORKING_ROLES = (Role.CLERK, Role.UNIT_HEAD)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever makes a request: nobody known (`kind` None), a resident, or a member of staff.

    `roles` holds the unit codes per role that are in force today; `name` is what pages may show (for a resident,
    the name the card gave, else empty); `assurance` is that of this session. `revocation_checked` is True only when
    the card of this session was checked against the revocation list; otherwise say 失効未確認.
    """

    kind: AccountKind | None = None
    account_id: int | None = None
    name: str = ""
    roles: Mapping[Role, frozenset[str]] = field(default_factory=lambda: _NO_ROLES)
    mailbox_key: str = ""
    assurance: Assurance = Assurance.NONE
    revocation_checked: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Nobody has signed in."""
        return self.kind is None

    @property
    def is_resident(self) -> bool:
        """A resident has signed in."""
        return self.kind is AccountKind.RESIDENT

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
    """A role in a unit for a time, half-open: `until` is the first day without it."""

    unit: str
    role: Role
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the role is in force on that day."""
        return self.since <= day and (self.until is None or day < self.until)


def roles_on(tenures: Iterable[Tenure], *, day: date) -> Mapping[Role, frozenset[str]]:
    """Gather the units per role that are in force on a day."""
    held = [tenure for tenure in tenures if tenure.holds_on(day)]
    gathered = {role: frozenset(t.unit for t in held if t.role is role) for role in Role}
    return MappingProxyType({role: units for role, units in gathered.items() if units})


def may_work_in(actor: Actor, unit: str) -> bool:
    """Say whether the actor may see and handle this unit's cases: its clerks and its head."""
    return any(unit in actor.units_as(role) for role in _WORKING_ROLES)


def may_decide_in(actor: Actor, unit: str) -> bool:
    """Say whether the actor may approve or return this unit's decisions: its head alone."""
    return unit in actor.units_as(Role.UNIT_HEAD)


def may_administer(actor: Actor, unit: str) -> bool:
    """Say whether the actor may look after this unit's people and settings; gives no right to its cases."""
    return unit in actor.units_as(Role.ADMINISTRATOR)
