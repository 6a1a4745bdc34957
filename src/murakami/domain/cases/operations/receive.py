"""What the edge brings: filings, answers to corrections, withdrawals, messages. Each may come twice and counts once."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from murakami.domain.cases.messages import FilingReceived, FilingRevised
from murakami.domain.cases.models import Case, CaseFile, CaseMessage, CaseRevision, DeliveryConsent, Entry
from murakami.domain.cases.operations.transition import lock_for_message, take_step, write
from murakami.domain.cases.rules import FINISHED_STATES, CaseKind, State, Step, machine_of
from murakami.domain.cases.summary import Summary, count_items, summary_of
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.events.operations import append
from murakami.kernel.document import Document

LATE_WITHDRAWAL = "case.withdrawal_came_late"
_BY_CARD = frozenset({Assurance.CARD_AUTH.value, Assurance.CARD_SIGN.value})


@transaction.atomic
def receive_filing(message: FilingReceived, *, procedure_kind: str, about: str, due_on: date | None,
                   at: datetime) -> Case:
    """Open the case of a filing. A 届出 whose attachments are complete is fulfilled at its arrival (行政手続法37条).

    `about` is the role that the procedure is about, for the case's title.
    Before: the spool hands a message over once; a receipt number that is here already returns its case unchanged.
    SQL: 8.
    """
    known = Case.objects.filter(receipt_number=message.receipt_number).first()
    if known is not None:
        return known
    document = Document.from_json(message.document)
    summary = summary_of(document, about=about)
    machine = machine_of(procedure_kind)
    event = append(kind="case.received", subject_key=message.subject_key, at=at, procedure=message.procedure,
                   unit=message.unit, channel=message.channel, details=measures_of(document, message))
    case = Case.objects.create(
        receipt_number=message.receipt_number, procedure=message.procedure, version=message.version, machine=machine,
        channel=message.channel, state=State.RECEIVED, last_event=event, unit=message.unit,
        applicant_name=summary.applicant_name, title=summary.title, search_text=summary.search_text,
        filed_at=message.filed_at, received_at=at, due_on=due_on, mailbox_key=message.mailbox_key,
        fulfilled_at=message.filed_at if machine is CaseKind.DECLARATION and summary.is_complete else None,
        subject_key=message.subject_key, electronic_delivery=_consent(message))
    Entry.objects.create(case=case, event=event)
    _add_revision(case, document=document, number=0, correction_key="", filed_at=message.filed_at)
    return case


@transaction.atomic
def receive_revision(message: FilingRevised, *, about: str, due_on: date | None, at: datetime) -> Case:
    """Take the answer to a correction in; the clock runs again, with `due_on`, once no other correction is open.

    The original arrival stays the case's date of claim. An answer that finds nothing open any more is kept and waits
    to be looked at. What nobody asked for (documents handed in later) is told by a line of its own.
    Raises CaseNotFound. SQL: at most 11.
    """
    case = lock_for_message(message.receipt_number)
    if case.revisions.filter(number=message.revision).exists():
        return case
    document = Document.from_json(message.document)
    _add_revision(case, document=document, number=message.revision, correction_key=message.correction_key,
                  filed_at=message.at)
    case.corrections.filter(key=message.correction_key, answered_at=None).update(answered_at=message.at)
    kind = "case.revised" if case.corrections.filter(key=message.correction_key).exists() else "case.supplemented"
    summary = summary_of(document, about=about)
    changes: dict[str, Any] = {"applicant_name": summary.applicant_name, "title": summary.title,
                               "search_text": summary.search_text, **_fulfilment(case, summary, message.at)}
    if case.state != State.CORRECTION_REQUESTED:
        return write(case, kind=kind, at=at, waits_for_answer=True, **changes)
    if case.corrections.filter(answered_at=None, cancelled_at=None).exists():
        return write(case, kind=kind, at=at, **changes)
    return take_step(case, step=Step.RECEIVE_CORRECTION, at=at, details={"revision": message.revision},
                     due_on=due_on, **changes)


@transaction.atomic
def receive_withdrawal(*, receipt_number: str, reason: str, at: datetime) -> Case:
    """End an open case because its filer takes it back (取下げ).

    One that is decided or closed stays as it is; that the wish came is written down and waits to be answered.
    Raises CaseNotFound. SQL: at most 6.
    """
    case = lock_for_message(receipt_number)
    if case.state == State.WITHDRAWN:
        return case
    if case.state in {State.DECIDED, State.CLOSED}:
        if case.entries.filter(event__kind=LATE_WITHDRAWAL).exists():
            return case
        return write(case, kind=LATE_WITHDRAWAL, at=at, text=reason, waits_for_answer=True)
    case.corrections.filter(answered_at=None, cancelled_at=None).update(cancelled_at=at)
    return take_step(case, step=Step.WITHDRAW, at=at, text=reason, ended_at=at, due_on=None)


@transaction.atomic
def receive_message(*, receipt_number: str, key: str, body: str, at: datetime) -> CaseMessage:
    """Record a resident's message; the case waits for an answer. The same key counts once.

    Raises CaseNotFound. SQL: 7.
    """
    case = lock_for_message(receipt_number)
    known = case.messages.filter(key=key).first()
    if known is not None:
        return known
    message = CaseMessage.objects.create(case=case, key=key, from_resident=True, body=body, sent_at=at)
    write(case, kind="case.message_received", at=at, waits_for_answer=True)
    return message


@transaction.atomic
def receive_consent(*, mailbox_key: str, granted: bool, at: datetime) -> int:
    """Keep whether the letters of a mailbox may be delivered electronically, as said at `at`; the last word counts.

    Returns on how many unfinished cases it was changed. SQL: at most 4.
    """
    consent, is_new = DeliveryConsent.objects.select_for_update().get_or_create(
        mailbox_key=mailbox_key, defaults={"granted": granted, "at": at})
    if not is_new:
        if consent.at >= at:
            return 0
        consent.granted, consent.at = granted, at
        consent.save(update_fields=["granted", "at"])
    return Case.objects.filter(~Q(state__in=FINISHED_STATES), mailbox_key=mailbox_key).exclude(
        electronic_delivery=granted).update(electronic_delivery=granted)


def measures_of(document: Document, message: FilingReceived) -> dict[str, int | bool]:
    """Count what indicators want to know of a filing: its items, how many nobody had to write, card, online letters."""
    items, kept = count_items(document)
    return {"items": items, "kept": kept, "electronic": message.electronic_delivery,
            "by_card": document.filed_by.get("assurance") in _BY_CARD}


def _consent(message: FilingReceived) -> bool:
    """What was said on filing, unless something was said later and arrived before it."""
    later = DeliveryConsent.objects.filter(mailbox_key=message.mailbox_key, at__gt=message.filed_at).first()
    return later.granted if later else message.electronic_delivery


def _fulfilment(case: Case, summary: Summary, at: datetime) -> dict[str, datetime]:
    if case.machine == CaseKind.DECLARATION and case.fulfilled_at is None and summary.is_complete:
        return {"fulfilled_at": at}
    return {}


def _add_revision(case: Case, *, document: Document, number: int, correction_key: str, filed_at: datetime) -> None:
    CaseRevision.objects.create(case=case, number=number, document=document.to_json(), sha256=document.sha256(),
                                correction_key=correction_key, filed_at=filed_at)
    CaseFile.objects.bulk_create([
        CaseFile(case=case, attachment_id=attachment.id, revision=number, sha256=file.sha256, name=file.name,
                 content_type=file.content_type, size=file.size)
        for attachment in document.attachments for file in attachment.files], ignore_conflicts=True)
