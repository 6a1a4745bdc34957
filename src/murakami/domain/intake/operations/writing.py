"""The one way an open conversation changes."""

from datetime import datetime
from typing import Any

from django.db.models import F

from murakami.domain.intake.models import Intake
from murakami.foundation.database.prepared import Given, PreparedUpdate

_OPEN = PreparedUpdate(
    lambda: Intake.objects.filter(pk=Given("id"), revision=Given("as_read"), state=Intake.State.OPEN),
    revision=F("revision") + 1)


class IntakeChanged(RuntimeError):
    """Somebody (another tab, another device) has written the conversation since it was read; read it again."""


class IntakeClosed(RuntimeError):
    """The conversation is no longer open: it has been filed or discarded."""


def write_intake(intake: Intake, *, at: datetime, **changes: Any) -> Intake:
    """Write fields of a conversation that nobody has written since it was read, and count its revision up.

    Raises:
        IntakeClosed: it is not open any more, as far as this reading knows.
        IntakeChanged: the row has moved on; nothing is written.
    SQL: 1.
    """
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(intake.key)
    changes = {**changes, "saved_at": at}
    if not _OPEN.write(changes, id=intake.pk, as_read=intake.revision):
        raise IntakeChanged(intake.key)
    for name, value in changes.items():
        setattr(intake, name, value)
    intake.revision += 1
    return intake
