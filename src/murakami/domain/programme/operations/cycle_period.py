"""The evaluation of an initiative over the whole period of an edition (期間評価)."""

from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import Edition, Initiative, PeriodEvaluation
from murakami.domain.programme.operations.cycle import CycleRefused, require_office
from murakami.domain.programme.rules.cycle import Grade
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append


class NothingToEvaluate(LookupError):
    """There is no such edition, or no such initiative."""


@transaction.atomic
def evaluate_period(*, edition: str, code: str, grade: Grade, achieved: str, left: str, actor: Actor,
                    at: datetime) -> PeriodEvaluation:
    """Write what an initiative has achieved over the edition's period and what is left for the next edition.

    Writing again replaces what was written. Raises CycleNotPermitted, NothingToEvaluate, CycleRefused(`achieved_missing`).
    SQL: 7.
    """
    account = require_office(actor, at=at)
    found = Edition.objects.filter(code=edition).first()
    initiative = Initiative.objects.select_for_update().filter(code=code).first()
    if found is None or initiative is None:
        raise NothingToEvaluate(code)
    if not achieved.strip():
        raise CycleRefused("achieved_missing")
    made, _ = PeriodEvaluation.objects.update_or_create(edition=found, initiative=initiative, defaults={
        "grade": grade.value, "achieved": achieved.strip(), "left": left.strip(), "by_id": account, "at": at})
    append(kind="programme.period_evaluated", subject_key=f"initiative-{code}", at=at, unit=initiative.owner_unit,
           details={"grade": grade.value})
    return made
