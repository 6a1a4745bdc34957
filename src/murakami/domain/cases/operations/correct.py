"""Asking for the correction of chosen items (補正), and taking the request back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from murakami.domain.cases.messages import CorrectionItem
from murakami.domain.cases.models import Correction
from murakami.domain.cases.operations.transition import (
    StepRefused,
    lock_case,
    refuse_stale,
    staff_of,
    take_step,
    write,
)
from murakami.domain.cases.rules import CorrectionKind, Step
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan


@transaction.atomic
def request_correction(*, receipt_number: str, actor: Actor, key: str, items: Sequence[CorrectionItem], message: str,
                       until: date, at: datetime, lock: int) -> Correction:
    """Ask the filer to correct `items` by `until`; the clock stops today. The same key asks once.

    Raises:
        CaseNotFound, CaseChanged
        StepRefused: `items_missing`, `reason_missing` (an item without its reason), `kind_unknown`,
            `period_too_short` (`until` is not after today: 相当の期間), `step_not_allowed`.
    Source: 行政手続法 7条 (相当の期間を定めて補正を求める). SQL: 7.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    known = case.corrections.filter(key=key).first()
    if known is not None:
        return known
    refuse_stale(case, lock=lock)
    refusal = refusal_of_items(items=items, until=until, today=day_in_japan(at))
    if refusal:
        raise StepRefused(refusal)
    take_step(case, step=Step.REQUEST_CORRECTION, at=at, by=staff_of(actor), details={"items": len(items)}, due_on=None)
    return Correction.objects.create(case=case, key=key, items=[asdict(item) for item in items], message=message,
                                     asked_by_id=staff_of(actor), asked_at=at, until=until)


@transaction.atomic
def cancel_correction(*, receipt_number: str, actor: Actor, key: str, due_on: date | None, at: datetime,
                      lock: int) -> Correction:
    """Take an unanswered request back; the clock runs again, with `due_on`, once no other is open.

    Raises CaseNotFound, CaseChanged, StepRefused(`correction_not_open`). SQL: 8.
    """
    case = lock_case(receipt_number=receipt_number, actor=actor)
    correction = case.corrections.filter(key=key).first()
    if correction is not None and correction.cancelled_at is not None:
        return correction
    refuse_stale(case, lock=lock)
    if correction is None or correction.answered_at is not None:
        raise StepRefused("correction_not_open")
    correction.cancelled_at = at
    correction.save(update_fields=["cancelled_at"])
    if case.corrections.filter(answered_at=None, cancelled_at=None).exists():
        write(case, kind="case.correction_cancelled", at=at, by=staff_of(actor))
    else:
        take_step(case, step=Step.CANCEL_CORRECTION, at=at, by=staff_of(actor), due_on=due_on)
    return correction


def refusal_of_items(*, items: Sequence[CorrectionItem], until: date, today: date) -> str | None:
    """Say by a stable code what is wrong with a request, or None."""
    if not items:
        return "items_missing"
    if any(item.kind not in list(CorrectionKind) for item in items):
        return "kind_unknown"
    if any(not item.reason.strip() for item in items):
        return "reason_missing"
    if until <= today:
        return "period_too_short"
    return None
