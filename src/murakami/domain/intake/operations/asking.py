"""The question after filing: only that it was answered is kept here."""

from murakami.domain.intake.models import Intake
from murakami.domain.intake.operations.filing import lock_intake
from murakami.domain.intake.queries import IntakeNotFound
from murakami.domain.intake.rules.ownership import Owner


def note_satisfaction(*, key: str, owner: Owner) -> tuple[Intake, bool]:
    """Note that the question after filing has been answered; says whether it was the first time. SQL: 2 at most.

    Before: the caller has a transaction. Raises IntakeNotFound: it is not one's own, or nothing was filed.
    """
    intake = lock_intake(key=key, owner=owner)
    if intake.state != Intake.State.FILED or intake.purpose != Intake.Purpose.FILING:
        raise IntakeNotFound(key)
    if intake.has_rated:
        return intake, False
    intake.has_rated = True
    intake.save(update_fields=["has_rated"])
    return intake, True
