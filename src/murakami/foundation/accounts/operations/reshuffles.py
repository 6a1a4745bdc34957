"""A reshuffle's writes in this room: confirmed, called off, and on its day units, lineage and people's places."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from murakami.foundation.accounts.lineage import Successors
from murakami.foundation.accounts.models import Account, Membership, Reshuffle, StaffProfile, Succession, Unit
from murakami.foundation.accounts.operations.rights import RightRefused
from murakami.foundation.accounts.rules import Actor, may_reorganise
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.events.operations import NewEvent, append, append_many
from murakami.foundation.events.rules import new_subject_key

Spot = tuple[str, Role, str]
"""A place in a unit: its code, the role, the procedure that it is for ("" for all the unit's work)."""


@dataclass(frozen=True, slots=True)
class Placing:
    """What becomes of one person; `account_id` 0 is somebody who joins, `leaves` closes the account."""

    login_name: str
    name: str
    email: str
    account_id: int
    given: frozenset[Spot]
    taken: frozenset[Spot]
    leaves: bool = False


def confirm_reshuffle(*, actor: Actor, key: str, name: str, rows: Sequence[Mapping[str, str]], apply_on: date,
                      at: datetime) -> Reshuffle:
    """Keep a reshuffle until its day; the same key confirms once. Raises RightRefused(`not_yours`). SQL: 4."""
    if not may_reorganise(actor) or actor.account_id is None:
        raise RightRefused("not_yours")
    with transaction.atomic():
        made, is_new = Reshuffle.objects.get_or_create(key=key, defaults={
            "name": name, "rows": [dict(row) for row in rows], "apply_on": apply_on, "confirmed_by_id": actor.account_id,
            "confirmed_at": at, "subject_key": new_subject_key()})
        if is_new:
            append(kind="reshuffle.confirmed", subject_key=made.subject_key, at=at, details={"rows": len(rows)})
    return made


@transaction.atomic
def cancel_reshuffle(*, actor: Actor, key: str, at: datetime) -> bool:
    """Call a reshuffle off before it is applied; False where it is too late or there is none. Raises RightRefused. SQL: 4."""
    if not may_reorganise(actor):
        raise RightRefused("not_yours")
    found = Reshuffle.objects.select_for_update().filter(key=key, applied_at=None).first()
    if found is None:
        return False
    if found.cancelled_at is None:
        found.cancelled_at = at
        found.save(update_fields=["cancelled_at"])
        append(kind="reshuffle.cancelled", subject_key=found.subject_key, at=at)
    return True


def lock_due(*, on: date) -> Reshuffle | None:
    """Take the oldest reshuffle whose day has come; the caller holds a transaction. SQL: 1."""
    return Reshuffle.objects.select_for_update().filter(
        applied_at=None, cancelled_at=None, problem="", apply_on__lte=on).order_by("apply_on", "pk").first()


def close_reshuffle(found: Reshuffle, *, at: datetime, problem: str = "", details: Mapping[str, int] | None = None) -> None:
    """Write that a reshuffle has been applied, or why it could not be. SQL: 3."""
    found.problem, found.applied_at = problem, None if problem else at
    found.save(update_fields=["problem", "applied_at"])
    append(kind="reshuffle.failed" if problem else "reshuffle.applied", subject_key=found.subject_key, at=at,
           details=dict(details or {}))


def reorganise_units(*, names: Mapping[str, str], closed: Collection[str], successors: Successors, on: date) -> None:
    """Open, rename and close units, and write down who follows whom. Doing it twice is once. SQL: 3 and 1 a successor."""
    stored = {unit.code: unit for unit in Unit.objects.select_for_update()}
    for code, name in names.items():
        unit = stored.get(code) or Unit(code=code, is_open=False)
        if not unit.is_open or unit.name != name:
            unit.name, unit.is_open, unit.reorganised_on = name, True, on
            unit.save()
    Unit.objects.filter(code__in=closed).update(is_open=False, reorganised_on=on)
    Succession.objects.filter(unit__in=names, procedure="").delete()  # a unit that opens again does its own work
    for (unit_code, procedure), successor in successors.items():
        Succession.objects.update_or_create(unit=unit_code, procedure=procedure, defaults={"successor": successor, "since": on})
        Succession.objects.filter(unit=successor, procedure=procedure, successor=unit_code).delete()


def place_people(placings: Sequence[Placing], *, on: date, by: int, at: datetime) -> None:
    """Give everybody their places from a day on and end the others; who leaves comes in no more. SQL: grows with people."""
    for placing in placings:
        account = _account(placing, at)
        StaffProfile.objects.filter(account=account).update(name=placing.name, email=placing.email)
        taken = _end_places(account, placing.taken, on)
        given = [] if placing.leaves else _give_places(account, placing.given, on, by, at)
        if placing.leaves:
            taken += _leave(account, on)
        append_many([*(_event("right.ended", right, by, at) for right in taken),
                     *(_event("right.granted", right, by, at) for right in given)])


def _account(placing: Placing, at: datetime) -> Account:
    if placing.account_id:
        return Account.objects.select_for_update().get(pk=placing.account_id)
    known = Account.objects.filter(login_name=placing.login_name).first()
    if known:
        return known
    account = Account(kind=AccountKind.STAFF, login_name=placing.login_name, created_at=at)
    account.set_unusable_password()  # until an administrator prints the sheet with the first one
    account.save()
    StaffProfile.objects.create(account=account, name=placing.name)
    return account


def _end_places(account: Account, spots: Collection[Spot], on: date) -> list[Membership]:
    ended: list[Membership] = []
    for unit, role, purpose in spots:
        same: dict[str, Any] = {"unit__code": unit, "role": role, "purpose": purpose}
        rights = Membership.objects.select_related("unit").filter(_runs(on), **same).filter(
            Q(account=account, absent=None) | Q(absent=account))
        ended += _ended(rights, on)
    return ended


def _leave(account: Account, on: date) -> list[Membership]:
    rights = Membership.objects.select_related("unit").filter(_runs(on)).filter(Q(account=account) | Q(absent=account))
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    return _ended(rights, on)


def _ended(rights: Any, on: date) -> list[Membership]:
    found = list(rights)
    for right in found:
        if right.member_from >= on:
            right.delete()
        else:
            right.member_until = on
            right.save(update_fields=["member_until"])
    return found


def _give_places(account: Account, spots: Collection[Spot], on: date, by: int, at: datetime) -> list[Membership]:
    given = []
    for unit, role, purpose in sorted(spots):
        place = Unit.objects.get(code=unit)
        same = Membership.objects.filter(_runs(on), account=account, unit=place, role=role, purpose=purpose, absent=None)
        if not same.filter(member_from__lte=on).exists():
            given.append(Membership.objects.create(
                account=account, unit=place, role=role, purpose=purpose, member_from=on, arranged_by_id=by, arranged_at=at,
                subject_key=new_subject_key()))
    return given


def _runs(on: date) -> Q:
    return Q(member_until=None) | Q(member_until__gt=on)


def _event(kind: str, right: Membership, by: int, at: datetime) -> NewEvent:
    return NewEvent(kind=kind, subject_key=right.subject_key or new_subject_key(), at=at, unit=right.unit.code,
                    details={"role": str(right.role), "deputy": right.absent_id is not None, "by": by, "reshuffle": True})
