"""Ending a conversation in immutable filings, in the caller's one durable transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from murakami.domain.intake.models import Filing, FilingRevision, Intake
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.intake.queries import IntakeNotFound, may_write
from murakami.domain.intake.rules.ownership import Owner
from murakami.kernel.document import Document
from murakami.kernel.merkle.commitments import commit


@dataclass(frozen=True, slots=True)
class NewFiling:
    """One filing to be recorded; `subject_key` is random and stands for it in events, `salt` hides its content there."""

    receipt_number: str
    instance: str
    unit: str
    subject_key: str
    salt: str
    document: Document

    @property
    def commitment(self) -> str:
        """What the event says of the content: it can be opened as long as the row with the salt is there."""
        return commit(salt=self.salt, digest=self.document.sha256())


def lock_intake(*, key: str, owner: Owner) -> Intake:
    """Take one's own conversation for writing until the transaction ends. Raises IntakeNotFound.

    SQL: 1, and 1 more where it is written for somebody else.
    """
    intake = Intake.objects.select_for_update().filter(key=key).exclude(state=Intake.State.DISCARDED).first()
    if intake is None or not may_write(intake, owner=owner):
        raise IntakeNotFound(key)
    return intake


def record_filings(intake: Intake, *, filings: Sequence[NewFiling], electronic_delivery: bool,
                   at: datetime) -> list[Filing]:
    """Record filings and close the conversation. The caller holds the row (`lock_intake`).

    Raises IntakeClosed. SQL: 2, however many.
    """
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(intake.key)
    rows = Filing.objects.bulk_create([
        Filing(receipt_number=new.receipt_number, intake=intake, procedure=new.document.procedure,
               version=new.document.version, instance=new.instance, unit=new.unit, mailbox_key=intake.mailbox_key,
               subject_key=new.subject_key, document=new.document.to_json(), sha256=new.document.sha256(),
               salt=new.salt, electronic_delivery=electronic_delivery, filed_at=at) for new in filings])
    close_intake(intake, at=at)
    return rows


def record_revision(intake: Intake, *, filing: Filing, document: Document, salt: str,
                    at: datetime) -> FilingRevision:
    """Record the corrected document of a filing as its next revision and close the conversation.

    Raises IntakeClosed. SQL: 3.
    """
    if intake.state != Intake.State.OPEN:
        raise IntakeClosed(intake.key)
    number = filing.revisions.count() + 1
    revision = FilingRevision.objects.create(
        filing=filing, number=number, correction_key=intake.correction_key, document=document.to_json(),
        sha256=document.sha256(), salt=salt, filed_at=at)
    close_intake(intake, at=at)
    return revision


def close_intake(intake: Intake, *, at: datetime) -> None:
    """Mark a conversation as filed. SQL: 1."""
    intake.state, intake.filed_at, intake.saved_at = Intake.State.FILED, at, at
    intake.save(update_fields=["state", "filed_at", "saved_at"])
