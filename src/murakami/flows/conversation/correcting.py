"""Answering a request for correction: item by item, shown as a diff, sent once as a new revision."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from django.db import IntegrityError, transaction

from murakami.domain.intake.models import Filing, FilingRevision, Intake
from murakami.domain.intake.operations.filing import lock_intake, record_revision
from murakami.domain.intake.operations.starting import start_intake
from murakami.domain.intake.operations.writing import write_intake
from murakami.domain.intake.queries import (
    find_open_correction,
    find_revision,
    get_filing,
    list_files,
    newest_document,
)
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.pages import Form
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.prefill import Prefill
from murakami.domain.intake.rules.revising import answers_of, new_questions, newly_needed, revised_document
from murakami.domain.mailbox.models import CorrectionRequest
from murakami.domain.mailbox.operations.answering import answer_correction
from murakami.domain.mailbox.queries import NotInMailbox, get_correction, is_open
from murakami.engines.interview import Item
from murakami.flows.conversation.answering import PageGone, Saved, question_item, save_items, try_again
from murakami.flows.conversation.filing import files_of, handed_in, reports_on
from murakami.flows.conversation.reading import Conversation, standing_of
from murakami.flows.conversation.starting import ONLINE
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import COMMITMENT, new_salt
from murakami.foundation.files.reports import read_reports
from murakami.foundation.spool.operations import send
from murakami.kernel.conditions.situation import fact_key_of
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import AttachmentRow, Change, Document, Row, attachment_key, diff
from murakami.kernel.file_refs import FileRef
from murakami.kernel.merkle.commitments import commit

ATTACHMENT: Final = "attachment:"


class NotAnswered(ValueError):
    """Something of the request, or something it has brought about, is still open; `keys` names the items."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


class CorrectionOver(ValueError):
    """The request has been answered or is no longer wanted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item that the agency asks to correct: a row or an attachment of the filing, or a question it brought about.

    `kind` and `reason` are empty for a question that came up by answering.
    """

    key: str
    kind: str
    reason: str
    filed: Row | AttachmentRow | None
    item: Item | None
    is_answered: bool


@dataclass(frozen=True)
class Correction:
    """A request for correction and how far its answer has come."""

    request: CorrectionRequest
    filing: Filing
    filed: Document
    conversation: Conversation
    files: Mapping[str, tuple[FileRef, ...]]

    @property
    def standing(self) -> Standing:
        """Where the conversation stands."""
        return self.conversation.standing

    @cached_property
    def revised(self) -> Document:
        """The document as it would be sent now."""
        return revised_document(self.filed, standing=self.standing, files=self.files)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What would change."""
        return diff(self.filed, self.revised)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """Everything that is to be answered: what was asked, then what the answers have brought about.

        An item that another answer has hidden is not asked any more.
        """
        asked = tuple(self._wanted(item["key"], item["kind"], item["reason"]) for item in self.request.items
                      if not self._is_hidden(item["key"]))
        names = {item["key"] for item in self.request.items}
        return (*asked, *(self._wanted(key, "", "") for key in self._brought_about() if key not in names))

    def _brought_about(self) -> tuple[str, ...]:
        known = {row.key for row in self.filed.rows}
        touched = [key for key in self.conversation.intake.typed if key not in known
                   and not key.startswith(ATTACHMENT) and not self._is_hidden(key)]
        questions = [item.field_key for item in new_questions(self.filed, self.standing)]
        attachments = [attachment_key(name) for name in newly_needed(self.filed, self.revised)]
        return tuple(dict.fromkeys((*touched, *questions, *attachments)))

    def _is_hidden(self, key: str) -> bool:
        return not key.startswith(ATTACHMENT) and fact_key_of(key) in self.standing.hidden

    def _wanted(self, key: str, kind: str, reason: str) -> Wanted:
        answered = key in self.conversation.intake.typed
        if key.startswith(ATTACHMENT):
            name = key.removeprefix(ATTACHMENT)
            rows = (*self.filed.attachments, *self.revised.attachments)
            row = next((row for row in rows if row.id == name), None)
            return Wanted(key, kind, reason, row, None, answered or bool(self.files.get(name)))
        item = _find_item(self.standing, key)
        return Wanted(key, kind, reason, self.filed.find_row(key), item, answered)


def open_correction(*, key: str, owner: Owner, draw_key: Callable[[], str], at: datetime) -> Intake:
    """Begin answering a request, or go on where it was left.

    Raises:
        NotInMailbox: there is no such request in this mailbox.
        CorrectionOver: it has been answered or is no longer wanted.
    SQL: at most 7.
    """
    with transaction.atomic():
        request = _own_request(key, owner)
        if not is_open(request):
            raise CorrectionOver(key)
        found = find_open_correction(correction_key=key, mailbox_key=owner.mailbox_key or "")
        return found or _begin_once(request, owner=owner, draw_key=draw_key, at=at)


def read_correction(*, key: str, owner: Owner) -> Correction:
    """Read a request for correction with the answer in progress.

    Raises:
        NotInMailbox: there is no such request here, or nobody has begun to answer it.
        CorrectionOver: it has been answered or is no longer wanted.
    SQL: 6.
    """
    request = _own_request(key, owner)
    if not is_open(request):
        raise CorrectionOver(key)
    intake = find_open_correction(correction_key=key, mailbox_key=owner.mailbox_key or "")
    if intake is None:
        raise NotInMailbox(key)
    return _correction(request, intake)


def save_item(*, key: str, owner: Owner, item_key: str, form: Form, seen: Mapping[str, str], lang: str,
              at: datetime) -> Saved:
    """Save the answer to one item of a request; what it hides goes, what it brings about is asked next.

    Raises:
        NotInMailbox, CorrectionOver
        PageGone: the item is no part of the request.
    SQL: 10.
    """
    def attempt() -> Saved:
        correction = read_correction(key=key, owner=owner)
        wanted = next((one for one in correction.wanted if one.key == item_key), None)
        if wanted is None or wanted.item is None:
            raise PageGone(item_key)
        return save_items(correction.conversation, [wanted.item], form, seen, Prefill(), lang=lang, at=at, leave=False,
                          owner=owner, kind="correction.item_saved", mark_as_asked=True)
    return try_again(attempt)


def confirm_item(*, key: str, owner: Owner, item_key: str, at: datetime) -> None:
    """Note that an item stays as it is, or that its files have been handed in.

    Raises NotInMailbox, CorrectionOver, PageGone. SQL: 7.
    """
    def attempt() -> None:
        correction = read_correction(key=key, owner=owner)
        if item_key not in {one.key for one in correction.wanted}:
            raise PageGone(item_key)
        intake = correction.conversation.intake
        if item_key not in intake.typed:
            write_intake(intake, at=at, typed=[*intake.typed, item_key])
    try_again(attempt)


def send_correction(*, key: str, owner: Owner, at: datetime,
                    draw_salt: Callable[[], str] = new_salt) -> FilingRevision:
    """Send the corrected document; sending again gives the same revision.

    Raises:
        NotInMailbox
        NotAnswered: items are still open, or there is nothing to hand in; nothing was written.
        CorrectionOver: the request is no longer wanted.
    SQL: 18.
    """
    with transaction.atomic():
        request = _own_request(key, owner)
        sent = find_revision(correction_key=key)
        if sent is not None:
            return sent
        if not is_open(request):
            raise CorrectionOver(key)
        found = find_open_correction(correction_key=key, mailbox_key=owner.mailbox_key or "")
        if found is None:
            raise NotInMailbox(key)
        intake = lock_intake(key=found.key, owner=owner)
        correction = _correction(request, intake)
        still_open = tuple(one.key for one in correction.wanted if not one.is_answered)
        if still_open or (request.own and not correction.changes):
            raise NotAnswered(still_open or tuple(one.key for one in correction.wanted))
        revision = record_revision(intake, filing=correction.filing, document=correction.revised,
                                   salt=draw_salt(), at=at)
        answer_correction(mailbox_key=owner.mailbox_key or "", key=key, at=at)
        _tell(correction, revision, at=at)
    return revision


def _own_request(key: str, owner: Owner) -> CorrectionRequest:
    if owner.mailbox_key is None:
        raise NotInMailbox(key)
    return get_correction(mailbox_key=owner.mailbox_key, key=key)


def _begin_once(request: CorrectionRequest, *, owner: Owner, draw_key: Callable[[], str], at: datetime) -> Intake:
    """Begin, unless another tab does so at the same moment: then go on with what it has begun."""
    try:
        with transaction.atomic():
            return _begin(request, owner=owner, draw_key=draw_key, at=at)
    except IntegrityError:
        found = find_open_correction(correction_key=request.key, mailbox_key=owner.mailbox_key or "")
        if found is None:
            raise
        return found


def _begin(request: CorrectionRequest, *, owner: Owner, draw_key: Callable[[], str], at: datetime) -> Intake:
    filing = get_filing(receipt_number=request.item.receipt_number)
    document = Document.from_json(newest_document(filing))
    people: dict[str, Any] = {role: list(instances) for role, instances in document.roles.items()}
    return start_intake(
        key=draw_key(), subject_key=filing.subject_key, mailbox_key=owner.mailbox_key or "", owner=owner,
        channel=ONLINE, life_event="", people=people, chosen={filing.procedure: filing.version},
        answers=answers_of(document), at=at, correction_key=request.key, corrects=filing.receipt_number)


def _correction(request: CorrectionRequest, intake: Intake) -> Correction:
    filing = get_filing(receipt_number=intake.corrects)
    filed = Document.from_json(newest_document(filing))
    handed = handed_in(intake, list_files(intake))
    standing = standing_of(intake, today=day_in_japan(filing.filed_at))  # what was asked on that day is asked again
    return Correction(request=request, filing=filing, filed=filed, files=handed.files,
                      conversation=Conversation(intake=intake, standing=standing))


def _find_item(standing: Standing, key: str) -> Item | None:
    visible = (item for page in standing.plan.pages for item in page.items if item.field_key == key)
    try:
        return next(visible, None) or question_item(standing, key)
    except PageGone:
        return None


def _tell(correction: Correction, revision: FilingRevision, *, at: datetime) -> None:
    filing, files = correction.filing, files_of(correction.revised)
    append(kind="filing.revised", subject_key=filing.subject_key, at=at, procedure=filing.procedure, unit=filing.unit,
           channel=ONLINE, details={"changes": len(correction.changes),
                                    COMMITMENT: commit(salt=revision.salt, digest=revision.sha256)})
    send(topic="filing.revised", key=revision.correction_key, to="core", at=at,
         files=tuple(file.sha256 for file in files),
         payload={"receipt_number": filing.receipt_number, "revision": revision.number,
                  "correction_key": revision.correction_key, "at": at.isoformat(), "document": revision.document,
                  "files": [file.to_json() for file in files],
                  "reports": reports_on(files, read_reports(file.sha256 for file in files))})
