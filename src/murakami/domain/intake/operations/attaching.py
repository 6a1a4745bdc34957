"""Files for attachments: added and removed beside the conversation's row, so that an upload never meets a save."""

from datetime import datetime

from django.db import transaction

from murakami.domain.intake.models import Intake, IntakeFile
from murakami.domain.intake.operations.writing import IntakeClosed, write_intake

MOST_FILES = 10  # for one attachment; more belong into one PDF


class TooManyFiles(ValueError):
    """An attachment has as many files as it can take; `limit` says how many."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@transaction.atomic
def attach_file(intake: Intake, *, attachment: str, sha256: str, name: str, content_type: str, size: int,
                at: datetime) -> IntakeFile:
    """Add a checked and stored file to an attachment; the same file twice is one.

    Raises IntakeClosed, TooManyFiles. SQL: at most 4.
    """
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(intake.key)
    if intake.files.filter(attachment=attachment).exclude(sha256=sha256).count() >= MOST_FILES:
        raise TooManyFiles(MOST_FILES)
    row, _is_new = IntakeFile.objects.get_or_create(
        intake=intake, attachment=attachment, sha256=sha256,
        defaults={"name": name, "content_type": content_type, "size": size, "added_at": at})
    return row


@transaction.atomic
def remove_file(intake: Intake, *, attachment: str, sha256: str) -> bool:
    """Take a file out again; says whether it was there. Raises IntakeClosed. SQL: 1."""
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(intake.key)
    removed, _by_model = intake.files.filter(attachment=attachment, sha256=sha256).delete()
    return removed > 0


def set_later(intake: Intake, *, attachments: frozenset[str], at: datetime) -> Intake:
    """Keep which attachments will be handed in later; a missing one never blocks filing.

    Raises IntakeClosed, IntakeChanged. SQL: 1, none when nothing changes.
    """
    if frozenset(intake.later) == attachments:
        return intake
    return write_intake(intake, at=at, later=sorted(attachments))
