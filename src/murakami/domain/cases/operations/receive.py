"""What the edge brings: filings, answers to corrections, withdrawals, messages. Each may come twice and counts once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from murakami.domain.cases.messages import FilingReceived, FilingRevised
from murakami.domain.cases.models import Case, CaseFile, CaseMessage, CaseRevision
from murakami.domain.cases.operations.transition import lock_for_message, take_step, write
from murakami.domain.cases.rules import State, Step, machine_of
from murakami.domain.cases.summary import Summary, summary_of
from murakami.foundation.events.operations import append
from murakami.kernel.document import Document


@transaction.atomic
def receive_filing(message: FilingReceived, *, procedure_kind: str, due_on: date | None, at: datetime) -> Case:
    """Open the case of a filing. A 届出 whose attachments are complete is fulfilled at its arrival (行政手続法37条).

    Before: the spool hands a message over once; a receipt number that is here already returns its case unchanged.
    SQL: at most 6.
    """
    known = Case.objects.filter(receipt_number=message.receipt_number).first()
    if known is not None:
        return known
    document = Document.from_json(message.document)
    summary = summary_of(document)
    machine = machine_of(procedure_kind)
    event = append(kind="case.received", subject_key=message.subject_key, at=at, procedure=message.procedure,
                   unit=message.unit, channel=message.channel, details={})
    case = Case.objects.create(
        receipt_number=message.receipt_number, procedure=message.procedure, version=message.version, machine=machine,
        channel=message.channel, state=State.RECEIVED, last_event=event, unit=message.unit,
        applicant_name=summary.applicant_name, title=summary.title, search_text=summary.search_text,
        filed_at=message.filed_at, received_at=at, due_on=due_on, mailbox_key=message.mailbox_key,
        fulfilled_at=message.filed_at if machine == "declaration" and summary.is_complete else None,
        subject_key=message.subject_key, electronic_delivery=message.electronic_delivery)
    _add_revision(case, document=document, number=0, correction_key="", filed_at=message.filed_at)
    return case


@transaction.atomic
def receive_revision(message: FilingRevised, *, due_on: date | None, at: datetime) -> Case:
    """Take the answer to a correction in; the clock runs again once no other correction is open.

    The original arrival stays the case's date of claim. SQL: at most 9.
    """
    case = lock_for_message(message.receipt_number)
    if case.revisions.filter(number=message.revision).exists():
        return case
    document = Document.from_json(message.document)
    _add_revision(case, document=document, number=message.revision, correction_key=message.correction_key,
                  filed_at=message.at)
    case.corrections.filter(key=message.correction_key, answered_at=None).update(answered_at=message.at)
    summary = summary_of(document)
    changes: dict[str, Any] = {"applicant_name": summary.applicant_name, "title": summary.title, "search_text": summary.search_text,
               **_fulfilment(case, summary, message.at)}
    still_open = case.corrections.filter(answered_at=None, cancelled_at=None).exists()
    if case.state != State.CORRECTION_REQUESTED or still_open:
        return write(case, kind="case.revised", at=at, **changes)
    return take_step(case, step=Step.RECEIVE_CORRECTION, at=at, details={"revision": message.revision},
                     due_on=due_on, **changes)


@transaction.atomic
def receive_withdrawal(*, receipt_number: str, reason: str, at: datetime) -> Case:
    """End an open case because its filer takes it back (取下げ); one that has ended stays as it is. SQL: at most 6."""
    case = lock_for_message(receipt_number)
    if State(case.state) is State.WITHDRAWN:
        return case
    if State(case.state) in {State.DECIDED, State.CLOSED}:
        return write(case, kind="case.withdrawal_came_late", at=at)
    case.corrections.filter(answered_at=None, cancelled_at=None).update(cancelled_at=at)
    return take_step(case, step=Step.WITHDRAW, at=at, details={"has_reason": bool(reason)}, ended_at=at, due_on=None)


@transaction.atomic
def receive_message(*, receipt_number: str, key: str, body: str, at: datetime) -> CaseMessage:
    """Record a resident's message; the case waits for an answer. The same key counts once. SQL: at most 5."""
    case = lock_for_message(receipt_number)
    message, is_new = CaseMessage.objects.get_or_create(
        key=key, defaults={"case": case, "from_resident": True, "body": body, "sent_at": at})
    if is_new:
        write(case, kind="case.message_received", at=at, waits_for_answer=True)
    return message


@transaction.atomic
def receive_consent(*, mailbox_key: str, granted: bool) -> int:
    """Keep on the open cases of a mailbox whether letters may be delivered electronically. SQL: 1."""
    return Case.objects.filter(mailbox_key=mailbox_key, ended_at=None).update(electronic_delivery=granted)


def _fulfilment(case: Case, summary: Summary, at: datetime) -> dict[str, datetime]:
    if case.machine == "declaration" and case.fulfilled_at is None and summary.is_complete:
        return {"fulfilled_at": at}
    return {}


def _add_revision(case: Case, *, document: Document, number: int, correction_key: str, filed_at: datetime) -> None:
    CaseRevision.objects.create(case=case, number=number, document=document.to_json(), sha256=document.sha256(),
                                correction_key=correction_key, filed_at=filed_at)
    CaseFile.objects.bulk_create([
        CaseFile(case=case, attachment_id=attachment.id, revision=number, sha256=file.sha256, name=file.name,
                 content_type=file.content_type, size=file.size)
        for attachment in document.attachments for file in attachment.files], ignore_conflicts=True)
