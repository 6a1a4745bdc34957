"""All writing of protections: set, renewed, widened, and ended by two people. Events hold codes and numbers only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from murakami.domain.register.models import ProtectedPerson, Protection, RefusedPerson, Resident
from murakami.domain.register.protections import ProtectionNotFound
from murakami.domain.register.rules import (
    SHORTEST_REASON,
    Ground,
    is_head,
    may_keep,
    refusal_of_ending,
    refusal_of_period,
    refusal_of_renewal,
    year_after,
)
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append
from murakami.kernel.dates import day_in_japan
from murakami.kernel.search_keys import search_key


class ProtectionRefused(RuntimeError):
    """This may not be done; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody who is to learn nothing, as the protected person names them."""

    name: str
    born_on: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A protection to be set: for whom, with whom, from whom, where they lived, from which day until which (exclusive)."""

    ground: Ground
    register_number: str
    accompanying: Sequence[str]
    refused: Sequence[Refused]
    old_home: str
    since: date
    until: date


@transaction.atomic
def set_protection(wanted: Wanted, *, actor: Actor, units: Collection[str], key: str, subject_key: str, at: datetime) -> Protection:
    """Protect somebody from now on. `units` keep protections; the keys are random; the same key sets once.

    Raises ProtectionRefused: `not_yours`, `ends_before_it_begins`, `too_long`, `number_unknown` (not in the register),
    `refused_missing`. SQL: at most 9.
    """
    known = Protection.objects.filter(key=key).first()
    if known is not None:
        return known
    numbers = list(dict.fromkeys((wanted.register_number, *wanted.accompanying)))
    _refuse(_refusal_of_wanted(wanted, numbers, actor=actor, units=units))
    home = wanted.old_home.strip()
    row = Protection.objects.create(
        key=key, subject_key=subject_key, unit=min(actor.units & frozenset(units)), ground=wanted.ground, since=wanted.since,
        until=wanted.until, old_home=home, old_home_key=search_key(home), set_by_id=_account(actor), set_at=at)
    ProtectedPerson.objects.bulk_create([
        ProtectedPerson(protection=row, register_number=number, accompanies=number != wanted.register_number) for number in numbers])
    RefusedPerson.objects.bulk_create([_refused_row(row, one) for one in wanted.refused])
    _tell(row, "protection.set", at=at, people=len(numbers), refused=len(wanted.refused))
    return row


@transaction.atomic
def renew_protection(*, key: str, actor: Actor, units: Collection[str], at: datetime) -> Protection:
    """Have a protection go on for a year after its end, or from today where that has passed.

    Raises ProtectionNotFound, ProtectionRefused(`not_yours` | `ended` | `too_early`). SQL: 5.
    """
    row = _lock(key, actor=actor, units=units)
    _refuse(refusal_of_renewal(until=row.until, today=day_in_japan(at)))
    row.until = year_after(max(row.until, day_in_japan(at)))
    row.end_asked_by = row.end_asked_at = None
    row.end_reason, row.end_asked_as_head, row.reminded_on = "", False, None
    row.save()
    _tell(row, "protection.renewed", at=at)
    return row


@transaction.atomic
def refuse_another(*, key: str, refused: Refused, actor: Actor, units: Collection[str], at: datetime) -> Protection:
    """Add somebody who is to learn nothing. Raises as `renew_protection`; `refused_missing`. SQL: 5."""
    row = _lock(key, actor=actor, units=units)
    _refuse(None if refused.name.strip() else "refused_missing")
    _refused_row(row, refused).save()
    _tell(row, "protection.widened", at=at)
    return row


@transaction.atomic
def ask_to_end(*, key: str, reason: str, actor: Actor, units: Collection[str], at: datetime) -> Protection:
    """Ask that a protection be ended; it protects on until a second person has ended it. Asked again, the first asking stands.

    Raises ProtectionNotFound, ProtectionRefused(`not_yours` | `ended` | `reason_short`). SQL: 5.
    """
    row = _lock(key, actor=actor, units=units)
    if row.end_asked_at is not None:
        return row
    _refuse("reason_short" if len(reason.strip()) < SHORTEST_REASON else None)
    row.end_asked_by_id, row.end_asked_at, row.end_reason = actor.account_id, at, reason.strip()
    row.end_asked_as_head = is_head(actor, units=units)
    row.save()
    _tell(row, "protection.end_asked", at=at)
    return row


@transaction.atomic
def keep_on(*, key: str, actor: Actor, units: Collection[str], at: datetime) -> Protection:
    """Do not end a protection that somebody asked to end. Raises as `renew_protection`; `not_asked`. SQL: 5."""
    row = _lock(key, actor=actor, units=units)
    _refuse("not_asked" if row.end_asked_at is None else None)
    row.end_asked_by = row.end_asked_at = None
    row.end_reason, row.end_asked_as_head = "", False
    row.save()
    _tell(row, "protection.end_refused", at=at)
    return row


@transaction.atomic
def end_protection(*, key: str, actor: Actor, units: Collection[str], at: datetime) -> Protection:
    """End a protection that somebody else asked to end.

    Raises ProtectionNotFound, ProtectionRefused(`not_yours` | `ended`, or as `refusal_of_ending`). SQL: 5.
    """
    row = _lock(key, actor=actor, units=units)
    _refuse(refusal_of_ending(actor=actor, asked_by=row.end_asked_by_id, asked_as_head=row.end_asked_as_head, units=units))
    row.ended_by_id, row.ended_at = actor.account_id, at
    row.save()
    _tell(row, "protection.ended", at=at)
    return row


def note_reminded(keys: Collection[str], *, day: date) -> int:
    """Keep that somebody was reminded of the end of these. SQL: 1."""
    return Protection.objects.filter(key__in=list(keys)).update(reminded_on=day)


def numbers_of(row: Protection) -> frozenset[str]:
    """Give the register numbers that a protection is about. SQL: 1."""
    return frozenset(row.people.values_list("register_number", flat=True))


def _refusal_of_wanted(wanted: Wanted, numbers: Sequence[str], *, actor: Actor, units: Collection[str]) -> str | None:
    if not may_keep(actor, units=units):
        return "not_yours"
    if Resident.objects.filter(register_number__in=numbers).count() < len(numbers):
        return "number_unknown"
    if not any(one.name.strip() for one in wanted.refused):
        return "refused_missing"
    return refusal_of_period(since=wanted.since, until=wanted.until)


def _lock(key: str, *, actor: Actor, units: Collection[str]) -> Protection:
    _refuse(None if may_keep(actor, units=units) else "not_yours")
    row = Protection.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise ProtectionNotFound(key)
    _refuse("ended" if row.ended_at is not None else None)
    return row


def _refused_row(row: Protection, refused: Refused) -> RefusedPerson:
    name = refused.name.strip()
    return RefusedPerson(protection=row, name=name, name_key=search_key(name), born_on=refused.born_on)


def _account(actor: Actor) -> int:
    if actor.account_id is None:
        raise ProtectionRefused("not_yours")
    return actor.account_id


def _refuse(code: str | None) -> None:
    if code:
        raise ProtectionRefused(code)


def _tell(row: Protection, kind: str, *, at: datetime, **counts: int) -> None:
    append(kind=kind, subject_key=row.subject_key, at=at, unit=row.unit, details={"ground": row.ground, **counts})
