"""Forgetting drafts that nobody touches any more, in short slices."""

from datetime import datetime, timedelta

from django.db import transaction

from murakami.domain.intake.models import Intake

SLICE = 200


@transaction.atomic
def discard_intake(intake: Intake, *, at: datetime) -> None:
    """Throw a draft away because its owner says so: its answers and files go at once. SQL: at most 3."""
    intake.files.all().delete()
    Intake.objects.filter(pk=intake.pk, state=Intake.State.OPEN).update(
        state=Intake.State.DISCARDED, answers={}, people={}, chosen={}, later=[], typed=[], saved_at=at)


@transaction.atomic
def expire_intakes(*, at: datetime, days: int, limit: int = SLICE) -> int:
    """Delete up to `limit` drafts that were last saved more than `days` ago, and empty filed conversations as old.

    What was filed stays in its filings; the conversation behind it keeps only its skeleton.
    Returns how many rows were touched; call again while it equals `limit`. SQL: at most 5.
    """
    before = at - timedelta(days=days)
    old = list(Intake.objects.filter(saved_at__lt=before).exclude(state=Intake.State.FILED)
               .order_by("saved_at").values_list("pk", flat=True)[:limit])
    Intake.objects.filter(pk__in=old).delete()
    filed = list(Intake.objects.filter(state=Intake.State.FILED, filed_at__lt=before).exclude(answers={})
                 .values_list("pk", flat=True)[:limit])
    Intake.objects.filter(pk__in=filed).update(answers={}, typed=[])
    return max(len(old), len(filed))
