"""What the pages of administrators show: the people of units, and one person with all rights."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from murakami.foundation.accounts.models import Account, Membership
from murakami.foundation.accounts.rules import Tenure
from murakami.foundation.accounts.vocabulary import AccountKind, Role


@dataclass(frozen=True, slots=True)
class RightLine:
    """A right with its dates; `holder` and `absent_name` are names, the latter "" for a right of one's own."""

    id: int
    tenure: Tenure
    unit_name: str
    holder_id: int
    holder: str
    absent_name: str
    arranged_by: str

    @property
    def is_own(self) -> bool:
        """Whether it is not held for somebody absent."""
        return self.tenure.absent is None


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff as administrators see one: rights in force or to come, and the state of the sign-in."""

    account_id: int
    login_name: str
    name: str
    email: str
    is_active: bool
    locked_at: datetime | None
    set_up_at: datetime | None
    rights: tuple[RightLine, ...]

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        """The rights as rules see them."""
        return tuple(line.tenure for line in self.rights)

_FACTS = ("pk", "login_name", "staff__name", "staff__email", "is_active", "staff__locked_at", "staff__set_up_at")
_RIGHTS = ("pk", "unit__code", "role", "member_from", "member_until", "purpose", "absent_id", "unit__name", "account_id",
           "account__staff__name", "absent__staff__name", "arranged_by__staff__name")


def list_people(*, on: date, units: Collection[str] | None = None) -> Sequence[Person]:
    """List the staff of units with what is in force or to come; None for the whole town. By name. SQL: 2.

    Of the whole town also those without any place and those who are locked; closed accounts are left out.
    """
    rights = _rights_of(_lasting(on))
    people = Account.objects.filter(kind=AccountKind.STAFF).exclude(is_active=False, staff__locked_at=None)
    if units is not None:
        wanted = {account for account, lines in rights.items() if any(line.tenure.unit in units for line in lines)}
        people = people.filter(pk__in=wanted)
    return [_person(row, rights.get(row[0], ())) for row in people.order_by("staff__name", "pk").values_list(*_FACTS)]


def find_person(account_id: int, *, on: date) -> Person | None:
    """Find one member of staff with what is in force or to come; a closed account is not found. SQL: 2."""
    row = Account.objects.filter(kind=AccountKind.STAFF, pk=account_id).exclude(
        is_active=False, staff__locked_at=None).values_list(*_FACTS).first()
    if row is None:
        return None
    return _person(row, _rights_of(_lasting(on) & Q(account_id=account_id)).get(account_id, ()))


def list_deputies(account_id: int, *, on: date) -> Sequence[RightLine]:
    """List who stands in, or will, for an absent member of staff. SQL: 1."""
    found = _rights_of(_lasting(on) & Q(absent_id=account_id))
    return [line for lines in found.values() for line in lines]


def list_past_rights(account_id: int, *, on: date, limit: int = 20) -> Sequence[RightLine]:
    """List the rights that are over, the last first. SQL: 1."""
    rows = Membership.objects.filter(account_id=account_id, member_until__lte=on).order_by("-member_until", "-pk")
    return [_line(row) for row in rows.values_list(*_RIGHTS)[:limit]]


def list_rights_in(unit: str, *, on: date) -> Sequence[RightLine]:
    """List the rights that are in force in a unit on a day, of those who can sign in, by name. SQL: 1."""
    rows = Membership.objects.filter(_lasting(on), unit__code=unit, member_from__lte=on, account__is_active=True,
                                     account__staff__locked_at=None)
    return [_line(row) for row in rows.order_by("account__staff__name", "account_id", "pk").values_list(*_RIGHTS)]


def list_rights_of(account_id: int, *, on: date) -> Sequence[RightLine]:
    """List the rights that a member of staff held on a day, today or before. SQL: 1."""
    return _rights_of(_lasting(on) & Q(account_id=account_id, member_from__lte=on)).get(account_id, ())


def _lasting(on: date) -> Q:
    return Q(member_until=None) | Q(member_until__gt=on)


def _rights_of(condition: Q) -> dict[int, tuple[RightLine, ...]]:
    found: dict[int, tuple[RightLine, ...]] = {}
    for row in Membership.objects.filter(condition).order_by("account_id", "member_from", "pk").values_list(*_RIGHTS):
        line = _line(row)
        found[line.holder_id] = (*found.get(line.holder_id, ()), line)
    return found


def _person(row: Sequence[Any], rights: tuple[RightLine, ...]) -> Person:
    account_id, login_name, name, email, is_active, locked_at, set_up_at = row
    return Person(account_id=account_id, login_name=login_name, name=name, email=email, is_active=is_active,
                  locked_at=locked_at, set_up_at=set_up_at, rights=rights)


def _line(row: Sequence[Any]) -> RightLine:
    pk, unit, role, since, until, purpose, absent, unit_name, holder_id, holder, absent_name, arranged_by = row
    tenure = Tenure(unit=unit, role=Role(role), since=since, until=until, purpose=purpose, absent=absent)
    return RightLine(id=pk, tenure=tenure, unit_name=unit_name, holder_id=holder_id, holder=holder or "",
                     absent_name=absent_name or "", arranged_by=arranged_by or "")
