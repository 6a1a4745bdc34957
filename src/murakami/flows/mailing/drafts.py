"""Throwing a draft away because its owner says so."""

from datetime import datetime

from django.db import transaction

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.expiring import discard_intake
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.queries import get_intake
from murakami.domain.intake.rules.ownership import Owner
from murakami.foundation.events.operations import append


def get_draft(*, key: str, owner: Owner) -> Intake:
    """Read one's own conversation that has not been filed yet. Raises IntakeNotFound, IntakeClosed. SQL: 1."""
    intake = get_intake(key=key, owner=owner)
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(key)
    return intake


@transaction.atomic
def discard_draft(*, key: str, owner: Owner, at: datetime) -> None:
    """Throw a draft away with its answers and files; what was filed cannot be thrown away.

    Raises IntakeNotFound, IntakeClosed. SQL: 6.
    """
    intake = get_draft(key=key, owner=owner)
    discard_intake(intake, at=at)
    append(kind="intake.discarded", subject_key=intake.subject_key, at=at, channel=intake.channel,
           procedure=intake.life_event)
