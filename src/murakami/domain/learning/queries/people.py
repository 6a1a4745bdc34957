"""Who learns: the staff of units with their roles in learning and what they have gained."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from murakami.domain.learning.catalogue import Catalogue, LearningRole
from murakami.domain.learning.models import Gain, RoleAssignment
from murakami.domain.learning.rules.coverage import Learner
from murakami.domain.learning.rules.skills import Held
from murakami.foundation.accounts.models import Account, Membership
from murakami.foundation.accounts.vocabulary import Role

_WORKING = (Role.CLERK.value, Role.UNIT_HEAD.value)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who learns; `assigned` is the code of the role that was given, empty for the role of everybody."""

    account_id: int
    name: str
    units: frozenset[str]
    assigned: str
    role: LearningRole | None
    gains: tuple[Held, ...]

    @property
    def learner(self) -> Learner:
        """What counts for coverage."""
        role = self.role
        return Learner(self.account_id, self.units, role.needs if role else {}, self.gains,
                       leads=role is not None and role.kind == "leader")


def list_people(*, catalogue: Catalogue, on: date, units: Collection[str] | None = None) -> tuple[Person, ...]:
    """List the clerks and heads of units (None: of all) on a day, by name. SQL: 3."""
    rows = Membership.objects.filter(_on(on, "member_from", "member_until"), account__is_active=True, role__in=_WORKING)
    if units is not None:
        rows = rows.filter(unit__code__in=sorted(units))
    names: dict[int, str] = {}
    placed: defaultdict[int, set[str]] = defaultdict(set)
    for account_id, name, unit in rows.values_list("account_id", "account__staff__name", "unit__code"):
        names[account_id] = name
        placed[account_id].add(unit)
    return _people(names, placed, catalogue=catalogue, on=on)


def get_person(account_id: int, *, name: str, catalogue: Catalogue, on: date) -> Person:
    """Take somebody alone, without their units. SQL: 2."""
    return _people({account_id: name}, {}, catalogue=catalogue, on=on)[0]


def units_of(account_id: int, *, on: date) -> frozenset[str]:
    """Name the units in which somebody works on a day, as clerk or head. SQL: 1."""
    return frozenset(Membership.objects.filter(
        _on(on, "member_from", "member_until"), account_id=account_id, account__is_active=True, role__in=_WORKING,
    ).values_list("unit__code", flat=True))


def find_staff(login_name: str) -> int | None:
    """Find the account of an active member of staff by the sign-in name. SQL: 1."""
    return Account.objects.filter(login_name=login_name, kind="staff", is_active=True).values_list("pk", flat=True).first()


def gains_of(account_ids: Iterable[int]) -> dict[int, tuple[Held, ...]]:
    """Gather what people have gained, by account. SQL: 1."""
    found: defaultdict[int, list[Held]] = defaultdict(list)
    rows = Gain.objects.filter(account_id__in=sorted(account_ids)).order_by("since", "id")
    for account_id, skill, level, since, until in rows.values_list("account_id", "skill", "level", "since", "until"):
        found[account_id].append(Held(skill, level, since, until))
    return {account_id: tuple(gains) for account_id, gains in found.items()}


def _people(names: dict[int, str], placed: dict[int, set[str]], *, catalogue: Catalogue, on: date) -> tuple[Person, ...]:
    assigned = dict(RoleAssignment.objects.filter(_on(on, "since", "until"), account_id__in=sorted(names))
                    .values_list("account_id", "role"))
    gains = gains_of(names)
    return tuple(
        Person(account_id, name, frozenset(placed.get(account_id, ())), assigned.get(account_id, ""),
               catalogue.role_of(assigned.get(account_id)), gains.get(account_id, ()))
        for account_id, name in sorted(names.items(), key=lambda item: (item[1], item[0])))


def _on(day: date, since: str, until: str) -> Q:
    return Q(**{f"{since}__lte": day}) & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))
