"""Forgetting what somebody filed: the documents with their salts go, the events that commit to them stay."""

from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.intake.models import Filing, Intake, IntakeFile, Memory
from murakami.foundation.events.operations import append

ASKED_FOR: Final = "deletion_request"
"""The ground on which what was remembered for next time goes too: it was taken from what is to be forgotten."""


@transaction.atomic
def forget_filing(*, receipt_number: str, ground: str, at: datetime) -> frozenset[str]:
    """Delete a filing, its revisions, and what their conversations still hold of it. Nothing happens where it is gone.

    Other filings of the same conversation stay; the conversation itself goes with the last. Where the person has asked
    for it, the memory of the mailbox goes as well. Returns the SHA-256 of the files that were named: the caller drops
    those nobody else names. The database lets the rows go because the event says so. SQL: at most 22.
    """
    filing = Filing.objects.select_for_update().filter(receipt_number=receipt_number).first()
    if filing is None:
        return frozenset()
    append(kind="filing.forgotten", subject_key=filing.subject_key, at=at, procedure=filing.procedure, unit=filing.unit,
           details={"ground": ground})
    if ground == ASKED_FOR:
        Memory.objects.filter(mailbox_key=filing.intake.mailbox_key).delete()
    corrections = Intake.objects.filter(corrects=receipt_number)
    mine = IntakeFile.objects.filter(intake=filing.intake_id, attachment__startswith=f"{filing.procedure}/")
    files = {*IntakeFile.objects.filter(intake__in=corrections).values_list("sha256", flat=True),
             *mine.values_list("sha256", flat=True)}
    filing.revisions.all().delete()
    corrections.delete()
    mine.delete()
    filing.delete()
    _leave_conversation(filing.intake_id)
    return frozenset(files)


def _leave_conversation(intake_id: int) -> None:
    if Filing.objects.filter(intake=intake_id).exists():
        Intake.objects.filter(pk=intake_id).update(answers={}, typed=[])
    else:
        Intake.objects.filter(pk=intake_id).delete()
