"""Opening a case of another unit in an emergency (緊急閲覧): decided, written, read.

It lets somebody read for a while and do nothing else; the case's book, the unit's head and the auditor learn of it. Where
one of its people is protected (支援措置) it opens nothing before the unit's head has consented.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from murakami.domain.cases.models import EmergencyAccess
from murakami.domain.cases.operations.transition import CaseNotFound, StepRefused, lock_for_message, staff_of, write
from murakami.foundation.accounts.rules import Actor, may_audit, may_decide_in, may_work_in
from murakami.kernel.clock import SLACK

SHORTEST_REASON: Final = 10  # characters
WAITS: Final = timedelta(hours=24)  # how long a question for consent stands
_PEOPLE: Final = ("case", "account__staff", "consented_by__staff", "reviewed_by__staff")


def refusal_of_emergency(*, actor: Actor, unit: str, procedure: str, reason: str) -> str | None:
    """Give the stable code of why somebody may not open a case in an emergency, or None. Pure.

    `not_working`: only who works on cases somewhere. `own_unit`: there is no need to. `reason_short`.
    """
    if not actor.units:
        return "not_working"
    if may_work_in(actor, unit, procedure=procedure):
        return "own_unit"
    return "reason_short" if len(reason.strip()) < SHORTEST_REASON else None


def may_review(actor: Actor, access: EmergencyAccess) -> bool:
    """Say whether somebody may review an emergency: the head of the case's unit and auditors, never oneself. Pure."""
    if actor.account_id == access.account_id:
        return False
    return may_audit(actor) or may_decide_in(actor, access.case.unit, procedure=access.case.procedure)


def may_consent(actor: Actor, access: EmergencyAccess) -> bool:
    """Say whether somebody may let another read a protected case: the head of its unit or who stands in, never oneself. Pure."""
    return actor.account_id != access.account_id and may_decide_in(actor, access.case.unit, procedure=access.case.procedure)


@transaction.atomic
def open_emergency(
    *, receipt_number: str, actor: Actor, reason: str, lasts: timedelta, needs_consent: bool, at: datetime
) -> EmergencyAccess:
    """Open a case for reading, or ask for it where that needs consent; asked again while it is open or waits, it is the same.

    Raises CaseNotFound; StepRefused as `refusal_of_emergency`. SQL: 7.
    """
    case = lock_for_message(receipt_number)
    refusal = refusal_of_emergency(actor=actor, unit=case.unit, procedure=case.procedure, reason=reason)
    if refusal:
        raise StepRefused(refusal)
    known = _live(actor, at).filter(case=case).first()
    if known is not None:
        return known
    write(case, kind=f"case.emergency_{'asked' if needs_consent else 'opened'}", at=at, by=staff_of(actor), text=reason.strip())
    return EmergencyAccess.objects.create(case=case, account_id=staff_of(actor), reason=reason.strip(), opened_at=at,
                                          until=None if needs_consent else at + lasts)


@transaction.atomic
def consent_to_emergency(*, access_id: int, actor: Actor, lasts: timedelta, at: datetime) -> EmergencyAccess:
    """Let somebody read a case with protected people; the reading begins now. Said twice is once.

    Raises CaseNotFound: there is none for this actor to consent to; StepRefused(`reviewed`). SQL: 7.
    """
    access = _lock(access_id)
    if not may_consent(actor, access):
        raise CaseNotFound(str(access_id))
    if access.until is not None:
        return access
    if access.outcome:
        raise StepRefused("reviewed")
    access.until, access.consented_by_id = at + lasts, staff_of(actor)
    access.save(update_fields=["until", "consented_by"])
    write(lock_for_message(access.case.receipt_number), kind="case.emergency_consented", at=at, by=staff_of(actor))
    return access


@transaction.atomic
def review_emergency(*, access_id: int, actor: Actor, outcome: EmergencyAccess.Outcome, note: str, at: datetime) -> EmergencyAccess:
    """Write down whether an emergency was one; the first word counts, and one that was none is over at once.

    Raises CaseNotFound: there is none for this actor to review; StepRefused(`reviewed`, `waits`, `note_missing`). SQL: 7.
    """
    access = _lock(access_id)
    if not may_review(actor, access):
        raise CaseNotFound(str(access_id))
    refusal = _refusal_of_review(access, outcome, note)
    if refusal:
        raise StepRefused(refusal)
    access.outcome, access.note, access.reviewed_by_id, access.reviewed_at = outcome, note.strip(), staff_of(actor), at
    access.save(update_fields=["outcome", "note", "reviewed_by", "reviewed_at"])
    write(lock_for_message(access.case.receipt_number), kind="case.emergency_reviewed", at=at, by=staff_of(actor),
          details={"finding": outcome.value})
    return access


def _refusal_of_review(access: EmergencyAccess, outcome: EmergencyAccess.Outcome, note: str) -> str | None:
    if access.outcome:
        return "reviewed"
    if outcome is EmergencyAccess.Outcome.JUSTIFIED:
        return "waits" if access.until is None else None
    return None if note.strip() else "note_missing"


def find_live_emergency(*, receipt_number: str, actor: Actor, at: datetime) -> EmergencyAccess:
    """Find the emergency by which somebody may read a case now, or waits for consent (`until` None). Raises CaseNotFound. SQL: 1."""
    found = _live(actor, at).select_related("case").filter(case__receipt_number=receipt_number).first()
    if found is None:
        raise CaseNotFound(receipt_number)
    return found


def list_emergencies(actor: Actor, *, units: Collection[str], limit: int = 100) -> Sequence[EmergencyAccess]:
    """List emergencies: of an auditor's whole town, else of the cases of `units`; what waits for review first. SQL: 1."""
    shown = _shown_to(actor, units)
    return list(shown.order_by(F("reviewed_at").asc(nulls_first=True), "-opened_at")[:limit])


def list_live_in(unit: str, *, at: datetime) -> Sequence[EmergencyAccess]:
    """List the emergencies by which somebody of another unit may read a case of this one now. SQL: 1."""
    shown = EmergencyAccess.objects.select_related("case", "account__staff").filter(case__unit=unit, until__gt=at)
    return list(shown.exclude(outcome=EmergencyAccess.Outcome.UNJUSTIFIED).order_by("until", "pk"))


def count_unreviewed(actor: Actor, *, units: Collection[str]) -> int:
    """Count the emergencies that `list_emergencies` shows and nobody has reviewed. SQL: 1."""
    return _shown_to(actor, units).filter(outcome="").count()


def find_emergency(access_id: int, *, actor: Actor) -> EmergencyAccess:
    """Find an emergency that somebody may read about. Raises CaseNotFound. SQL: 1."""
    found = EmergencyAccess.objects.select_related(*_PEOPLE).filter(pk=access_id).first()
    if found is None or not (may_audit(actor) or may_decide_in(actor, found.case.unit, procedure=found.case.procedure)):
        raise CaseNotFound(str(access_id))
    return found


def _lock(access_id: int) -> EmergencyAccess:
    access = EmergencyAccess.objects.select_for_update(of=("self",)).select_related("case").filter(pk=access_id).first()
    if access is None:
        raise CaseNotFound(str(access_id))
    return access


def _live(actor: Actor, at: datetime) -> "QuerySet[EmergencyAccess]":
    """Those that are open now and those that wait for consent; one that was reviewed as none is neither."""
    mine = EmergencyAccess.objects.filter(account_id=actor.account_id or 0).exclude(outcome=EmergencyAccess.Outcome.UNJUSTIFIED)
    begun = mine.filter(opened_at__lte=at + SLACK)  # a clock that was set back opens nothing for longer
    return begun.filter(Q(until=None, opened_at__gt=at - WAITS) | Q(until__gt=at))


def _shown_to(actor: Actor, units: Collection[str]) -> "QuerySet[EmergencyAccess]":
    shown = EmergencyAccess.objects.select_related(*_PEOPLE)
    return shown if may_audit(actor) else shown.filter(case__unit__in=units)
