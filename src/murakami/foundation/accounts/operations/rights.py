"""Rights of staff: given, ended, held for an absent colleague. Each is a membership with its dates and its events."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from murakami.foundation.accounts.models import Account, Membership, Unit
from murakami.foundation.accounts.rules import (
    Actor,
    Tenure,
    may_arrange_deputies,
    refusal_of_deputy,
    refusal_of_grant,
)
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import new_subject_key


class RightRefused(ValueError):
    """A right cannot be given or ended so; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def grant_right(*, actor: Actor, account_id: int, unit: str, role: Role, purpose: str = "", since: date,
                until: date | None = None, at: datetime) -> Membership:
    """Give a member of staff a role in a unit from a day on; the same right given twice is one.

    `until` is the first day without it; `purpose` the procedure that it is for, "" for all the unit's work.

    Raises RightRefused: `not_yours`, `own_rights`, `unit_unknown`, `staff_unknown`, `ends_before_it_begins`,
    `held_already`: a right of the same kind runs at that time. SQL: 7.
    """
    refusal = refusal_of_grant(actor=actor, account_id=account_id, role=role, unit=unit)
    if refusal:
        raise RightRefused(refusal)
    if until is not None and until <= since:
        raise RightRefused("ends_before_it_begins")
    place = _open_unit(unit)
    account = _lock_staff(account_id)
    same = account.memberships.filter(unit=place, role=role, purpose=purpose, absent=None)
    known = same.filter(member_from=since, member_until=until).first()
    if known:
        return known
    if same.filter(_overlaps(since, until)).exists():
        raise RightRefused("held_already")
    return _written("right.granted", actor=actor, at=at, account=account, unit=place, role=role, purpose=purpose,
                    member_from=since, member_until=until)


@transaction.atomic
def end_right(*, actor: Actor, membership_id: int, until: date, at: datetime) -> Membership:
    """End a right, and what deputies hold of it; `until` is the first day without it.

    A right that would have begun later goes without having been in force. Ending it twice for the same day is once.

    Raises RightRefused: `not_yours`, `own_rights`, `no_right`: there is none, or it ends earlier. SQL: 5.
    """
    right = Membership.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=membership_id).first()
    if right is None:
        raise RightRefused("no_right")
    _permit_ending(actor, right)
    if right.member_until is not None and right.member_until <= until:
        if right.member_until == until:
            return right
        raise RightRefused("no_right")
    _event("right.ended", right, actor=actor, at=at)
    for one in (right, *_held_for(right)):
        _end(one, until)
    return right


@transaction.atomic
def arrange_deputy(*, actor: Actor, membership_id: int, deputy_id: int, since: date, until: date,
                   at: datetime) -> Membership:
    """Let a colleague hold a right for whoever is absent, from `since` until `until` (the first day without it).

    The head of the unit may do so for its people, without an administrator.

    Raises RightRefused: `not_yours`, `own_rights`: nobody makes themselves one, `staff_unknown`, and what `rules.refusal_of_deputy` says. SQL: 6.
    """
    right = Membership.objects.select_related("unit").filter(pk=membership_id).first()
    if right is None or not may_arrange_deputies(actor, right.unit.code) or right.role not in {Role.CLERK, Role.UNIT_HEAD}:
        raise RightRefused("not_yours")
    if deputy_id == actor.account_id:  # whoever looks after people would else help themselves to their work
        raise RightRefused("own_rights")
    refusal = refusal_of_deputy(right=tenure_of(right), deputy_is_absent=deputy_id == right.account_id, since=since, until=until)
    if refusal:
        raise RightRefused(refusal)
    deputy = _lock_staff(deputy_id)
    same = deputy.memberships.filter(unit=right.unit, role=right.role, purpose=right.purpose, absent=right.account_id)
    known = same.filter(_overlaps(since, until)).first()
    if known:
        if (known.member_from, known.member_until) == (since, until):
            return known
        raise RightRefused("held_already")
    return _written("right.deputised", actor=actor, at=at, account=deputy, unit=right.unit, role=Role(right.role),
                    purpose=right.purpose, member_from=since, member_until=until, absent_id=right.account_id)


def tenure_of(right: Membership) -> Tenure:
    """Read a stored right as the rules see it; its unit must be loaded. SQL: 0."""
    return Tenure(unit=right.unit.code, role=Role(right.role), since=right.member_from, until=right.member_until,
                  purpose=right.purpose, absent=right.absent_id)


def _permit_ending(actor: Actor, right: Membership) -> None:
    if right.absent_id is not None:
        if not may_arrange_deputies(actor, right.unit.code):
            raise RightRefused("not_yours")
        return
    refusal = refusal_of_grant(actor=actor, account_id=right.account_id, role=Role(right.role), unit=right.unit.code)
    if refusal:
        raise RightRefused(refusal)


def _held_for(right: Membership) -> list[Membership]:
    if right.absent_id is not None:
        return []
    return list(Membership.objects.filter(absent=right.account_id, unit=right.unit, role=right.role, purpose=right.purpose))


def _end(right: Membership, until: date) -> None:
    if right.member_from >= until:
        right.delete()
    elif right.member_until is None or right.member_until > until:
        right.member_until = until
        right.save(update_fields=["member_until"])


def _overlaps(since: date, until: date | None) -> Q:
    runs_on = Q(member_until=None) | Q(member_until__gt=since)
    return runs_on & Q(member_from__lt=until) if until else runs_on


def _open_unit(code: str) -> Unit:
    unit = Unit.objects.filter(code=code, is_open=True).first()
    if unit is None:
        raise RightRefused("unit_unknown")
    return unit


def _lock_staff(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id, kind=AccountKind.STAFF, is_active=True).first()
    if account is None:
        raise RightRefused("staff_unknown")
    return account


def _written(kind: str, *, actor: Actor, at: datetime, **right: object) -> Membership:
    made = Membership.objects.create(arranged_by_id=actor.account_id, arranged_at=at, subject_key=new_subject_key(), **right)
    _event(kind, made, actor=actor, at=at)
    return made


def _event(kind: str, right: Membership, *, actor: Actor, at: datetime) -> None:
    append(kind=kind, subject_key=right.subject_key or new_subject_key(), at=at, unit=right.unit.code,
           details={"role": str(right.role), "deputy": right.absent_id is not None, "by": actor.account_id,
                    **({"days": _days(right)} if right.member_until else {})})


def _days(right: Membership) -> int:
    return ((right.member_until or right.member_from) - right.member_from) // timedelta(days=1)
