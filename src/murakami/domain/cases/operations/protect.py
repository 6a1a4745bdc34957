"""Alarms about protected people: raised, released by a head; addresses shown to a head for a while, with a reason."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from murakami.domain.cases.alarms import (
    SHORTEST_REASON,
    UNMASKED_FOR,
    AlarmKind,
    AlarmState,
    may_release,
    refusal_of_release,
)
from murakami.domain.cases.models import Alarm, Case, GuardedMailbox, Unmasking
from murakami.domain.cases.operations.transition import (
    NotPermitted,
    StepRefused,
    lock_case,
    lock_for_message,
    refuse_stale,
    staff_of,
    write,
)
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.clock import SLACK


@transaction.atomic
def raise_alarms(receipt_number: str, kinds: Collection[AlarmKind], *, at: datetime) -> Case | None:
    """Put alarms on a case that does not have them; each is raised once, also after it was released.

    Returns the case where one is new, else None. Raises CaseNotFound. SQL: 2, and 5 where one is new.
    """
    case = lock_for_message(receipt_number)
    new = sorted(frozenset(kinds) - set(case.alarms.values_list("kind", flat=True)))
    if not new:
        return None
    Alarm.objects.bulk_create([Alarm(case=case, kind=kind, raised_at=at) for kind in new])
    return write(case, kind="case.alarm_raised", at=at, details=dict.fromkeys(map(str, new), True), alarm=AlarmState.STANDING)


@transaction.atomic
def release_alarms(*, receipt_number: str, actor: Actor, reason: str, at: datetime, lock: int) -> Case:
    """Let a case go on that touches somebody protected, as head of its unit, with the reason.

    Raises CaseNotFound, NotPermitted, CaseChanged, StepRefused(`alarm_not_standing` | `reason_short`). SQL: 7.
    """
    case = _lock_as_head(receipt_number, actor)
    refuse_stale(case, lock=lock)
    standing = case.alarms.filter(released_at=None)
    refusal = refusal_of_release(standing=list(standing.values_list("kind", flat=True)), reason=reason)
    if refusal:
        raise StepRefused(refusal)
    standing.update(released_by=staff_of(actor), released_at=at, reason=reason.strip())
    return write(case, kind="case.alarm_released", at=at, by=staff_of(actor), text=reason.strip(), alarm=AlarmState.RELEASED)


@transaction.atomic
def unmask(*, receipt_number: str, actor: Actor, reason: str, at: datetime) -> Unmasking:
    """Show the addresses of a case to the head of its unit for half an hour; asked again meanwhile, it is the same.

    Raises CaseNotFound, NotPermitted, StepRefused(`reason_short`). SQL: 7.
    """
    case = _lock_as_head(receipt_number, actor)
    if len(reason.strip()) < SHORTEST_REASON:
        raise StepRefused("reason_short")
    known = find_unmasking(case, actor=actor, at=at)
    if known is not None:
        return known
    write(case, kind="case.unmasked", at=at, by=staff_of(actor), text=reason.strip())
    return Unmasking.objects.create(case=case, account_id=staff_of(actor), reason=reason.strip(), opened_at=at, until=at + UNMASKED_FOR)


@transaction.atomic
def mask_again(*, receipt_number: str, actor: Actor, at: datetime) -> int:
    """Hide the addresses of a case before the half hour is over. Raises CaseNotFound, NotPermitted. SQL: 2."""
    case = _lock_as_head(receipt_number, actor)
    return Unmasking.objects.filter(case=case, account_id=staff_of(actor), until__gt=at).update(until=at)


def find_unmasking(case: Case, *, actor: Actor, at: datetime) -> Unmasking | None:
    """Find by what somebody may see the addresses of a case now. SQL: 1."""
    return Unmasking.objects.filter(case=case, account_id=staff_of(actor), until__gt=at, opened_at__lte=at + SLACK).first()


@transaction.atomic
def note_guarded(mailbox_key: str, *, guarded: bool) -> int | None:
    """Keep whether a mailbox is guarded; gives the number of this telling, None where the edge knows it already. SQL: 2."""
    known = GuardedMailbox.objects.select_for_update().filter(mailbox_key=mailbox_key).first()
    if (known is not None and known.guarded) == guarded:
        return None
    row = known or GuardedMailbox(mailbox_key=mailbox_key, told=0)
    row.guarded, row.told = guarded, row.told + 1
    row.save()
    return row.told


def _lock_as_head(receipt_number: str, actor: Actor) -> Case:
    case = lock_case(receipt_number=receipt_number, actor=actor)
    if not may_release(actor, unit=case.unit, procedure=case.procedure):
        raise NotPermitted("release")
    return case
