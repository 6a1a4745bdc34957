"""Filing: the whole conversation becomes filings with receipt numbers, in one durable transaction, once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from murakami.domain.intake.models import Filing, Intake, IntakeFile
from murakami.domain.intake.operations.filing import NewFiling, lock_intake, record_filings
from murakami.domain.intake.queries import list_files, list_filings
from murakami.domain.intake.receipts import take_receipt_numbers
from murakami.domain.intake.rules.completeness import Gap, assurance_needed, list_gaps
from murakami.domain.intake.rules.documents import Act, Handed, build_document
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.intake.rules.planning import Standing
from murakami.domain.intake.rules.subjects import called, is_minor, my_instance, name_of, subjects_of
from murakami.domain.mailbox.messages import NewItem
from murakami.domain.mailbox.operations.receiving import open_items
from murakami.domain.mailbox.queries import has_delivery_consent, is_guarded
from murakami.domain.procedures.queries import get_municipality
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.flows.conversation.reading import Conversation, standing_of
from murakami.flows.conversation.remembering import remember
from murakami.flows.conversation.signing import Made, with_signature
from murakami.flows.mandates.acting import check_may_file
from murakami.foundation.accounts.vocabulary import Assurance
from murakami.foundation.events.operations import NewEvent, append_many
from murakami.foundation.events.rules import COMMITMENT
from murakami.foundation.files.models import FileReport
from murakami.foundation.files.reports import read_reports, report_to_json
from murakami.foundation.spool.operations import NewMessage, send_many
from murakami.kernel.conditions import Situation
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import Document
from murakami.kernel.file_refs import FileRef
from murakami.kernel.json_values import Json
from murakami.kernel.languages import JA
from murakami.kernel.signatures import CardSignature


class NotComplete(ValueError):
    """Something is still to be answered or mended; `gaps` says what, on which page."""

    def __init__(self, gaps: tuple[Gap, ...]) -> None:
        super().__init__(", ".join(gap.item.field_key for gap in gaps))
        self.gaps = gaps


class ReviewOutdated(ValueError):
    """The answers or the procedures have changed since they were reviewed; show the review again."""


class AssuranceMissing(PermissionError):
    """Some chosen procedure needs to know better who files; `needed` says how well."""

    def __init__(self, needed: Assurance) -> None:
        super().__init__(needed.value)
        self.needed = needed


class NothingToFile(ValueError):
    """No chosen procedure applies under the answers as they are."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What a conversation ended in; `is_new` is False when it had been filed before: the same filings."""

    intake: Intake
    filings: tuple[Filing, ...]
    is_new: bool


def file_intake(*, key: str, owner: Owner, reviewed: str, electronic_delivery: bool,
                draw_key: Callable[[], str], at: datetime, memory_allowed: bool = False,
                signature: CardSignature | None = None) -> Filed:
    """File every chosen procedure of a conversation.

    Before: `reviewed` is the `review_mark` of the review that was shown. After: filings, mailbox items, events
    and messages to the agency are durable together, and only then a receipt number is known to anybody. Filing again
    (double submit, second client, retry after a crash) gives the same filings.

    Raises:
        IntakeNotFound
        ReviewOutdated, NotComplete, AssuranceMissing, NothingToFile, NotAllowed, SignatureRefused: nothing was written.
    Source: 情報通信技術活用法6条3項: recorded here, it has arrived.
    SQL: 12 beside the definitions, however many procedures; 1 more where files are handed in, 5 more where memory is
    allowed.
    """
    with transaction.atomic():
        intake = lock_intake(key=key, owner=owner)
        if intake.state == Intake.State.FILED:
            return Filed(intake=intake, filings=list_filings(intake), is_new=False)
        conversation = Conversation(intake=intake, standing=standing_of(intake, today=day_in_japan(at)))
        handed = handed_in(intake, list_files(intake))
        check_complete(conversation, is_reviewed=reviewed == review_mark(conversation, handed))
        _check_assurance(conversation, owner=owner, is_signed=signature is not None)
        check_may_file(intake, procedures=intake.chosen, day=day_in_japan(at))
        if intake.mandate_key:  # letters go where the giver wants them, and nothing of theirs is remembered here
            electronic_delivery, memory_allowed = has_delivery_consent(intake.mailbox_key), False
        made = documents_of(conversation, owner=owner, handed=handed, at=at)
        if signature is not None:
            made = with_signature(made, conversation=conversation, signature=signature, at=at)
        new = tuple(_new_filings(made, draw_key=draw_key, at=at))
        filings = record_filings(intake, filings=new, electronic_delivery=electronic_delivery, at=at)
        _tell(conversation, filings, new, at=at)
        if memory_allowed and owner.mailbox_key and not is_guarded(owner.mailbox_key):
            remember(conversation.standing, mailbox_key=owner.mailbox_key,
                     receipt_number=filings[0].receipt_number, draw_key=draw_key, at=at)
    return Filed(intake=intake, filings=tuple(filings), is_new=True)


def handed_in(intake: Intake, files: Iterable[IntakeFile]) -> Handed:
    """Gather the files of a conversation by attachment, and what is promised for later."""
    by_attachment: dict[str, tuple[FileRef, ...]] = {}
    for row in files:
        ref = FileRef(sha256=row.sha256, name=row.name, content_type=row.content_type, size=row.size)
        by_attachment[row.attachment] = (*by_attachment.get(row.attachment, ()), ref)
    return Handed(files=by_attachment, later=frozenset(intake.later))


def review_mark(conversation: Conversation, handed: Handed) -> str:
    """Name what a review shows: answers, versions and files. Where one of them has changed, it is another mark."""
    files = sorted(f"{attachment} {file.sha256}" for attachment, held in handed.files.items() for file in held)
    return conversation.reviewed + (":" + sha256("\n".join(files).encode()).hexdigest()[:12] if files else "")


def mark_review(conversation: Conversation) -> str:
    """Name what a review would show now. SQL: 1."""
    return review_mark(conversation, handed_in(conversation.intake, list_files(conversation.intake)))


def documents_of(conversation: Conversation, *, owner: Owner, handed: Handed,
                 at: datetime) -> tuple[Made, ...]:
    """Make the documents as they would be filed now, one per filing: for the review and for filing itself."""
    standing = conversation.standing
    effective = Situation(facts=standing.plan.facts, roles=standing.people, today=standing.today)
    subjects = subjects_of(standing)
    made = []
    for version in standing.definitions.versions:
        act = Act(filed_by=_filed_by(standing, version, owner, conversation.intake), filed_at=at, subjects=subjects)
        for bound in standing.bound_of(version):
            document = build_document(version=version, bound=bound, situation=effective, known=standing.known,
                                      handed=handed, act=act)
            made.append((version, bound, document))
    return tuple(made)


def files_of(document: Document) -> tuple[FileRef, ...]:
    """List the files of a document, each content once."""
    return tuple({file.sha256: file for row in document.attachments for file in row.files}.values())


def check_complete(conversation: Conversation, *, is_reviewed: bool) -> None:
    """Make sure that a conversation could be filed by somebody. Raises ReviewOutdated, NothingToFile, NotComplete."""
    if not is_reviewed:
        raise ReviewOutdated(conversation.intake.key)
    if not conversation.standing.bound:
        raise NothingToFile(conversation.intake.key)
    gaps = list_gaps(conversation.standing)
    if gaps:
        raise NotComplete(gaps)


def _check_assurance(conversation: Conversation, *, owner: Owner, is_signed: bool) -> None:
    """A signature says who files, whatever the session knows; the session must still be somebody's."""
    needed = assurance_needed(conversation.standing)
    reached = Assurance.CARD_SIGN if is_signed and owner.assurance.reaches(Assurance.ACCOUNT) else owner.assurance
    if not reached.reaches(needed):
        raise AssuranceMissing(needed)


def _new_filings(made: Sequence[Made], *, draw_key: Callable[[], str], at: datetime) -> Iterable[NewFiling]:
    numbers = take_receipt_numbers(prefix=get_municipality().receipt_prefix, count=len(made), at=at)
    for (version, bound, document), number in zip(made, numbers, strict=True):
        yield NewFiling(receipt_number=number.format(), instance=bound.instance or "", unit=version.unit,
                        subject_key=draw_key(), salt=draw_key(), document=document)


def _filed_by(standing: Standing, version: ProcedureVersion, owner: Owner, intake: Intake) -> Mapping[str, Json]:
    bound = standing.bound_of(version)
    whose = next(iter(bound[0].roles.get(version.whose, ())), "") if bound else ""
    relation = _relation(standing, whose)
    by_card = owner.assurance.reaches(Assurance.CARD_AUTH)
    revocation = {"revocation_checked": owner.revocation_checked} if by_card else {}
    acting: dict[str, Json] = {"acting": dict(intake.prepared)} if intake.prepared else {}
    firm: dict[str, Json] = {"firm": dict(owner.firm.to_json())} if owner.firm else {}
    return {"relation": "proxy" if intake.mandate_key else relation, "channel": intake.channel,
            "assurance": owner.assurance.value, **revocation, **acting, **firm}


def _relation(standing: Standing, whose: str) -> str:
    if whose in {"", my_instance(standing)}:
        return "self"
    return "guardian" if is_minor(standing, whose) else "household_member"


def _tell(conversation: Conversation, filings: Sequence[Filing], new: Sequence[NewFiling], *, at: datetime) -> None:
    intake = conversation.intake
    open_items([_item(conversation, filing, one) for filing, one in zip(filings, new, strict=True)], at=at)
    append_many([
        *(NewEvent(kind="filing.filed", subject_key=filing.subject_key, at=at, procedure=filing.procedure,
                   unit=filing.unit, channel=intake.channel, details={"files": len(files_of(one.document)), COMMITMENT: one.commitment})
          for filing, one in zip(filings, new, strict=True)),
        NewEvent(kind="intake.filed", subject_key=intake.subject_key, at=at, procedure=intake.life_event,
                 channel=intake.channel, details={"filings": len(filings)})])
    reports = read_reports({file.sha256 for one in new for file in files_of(one.document)})
    send_many(_message(intake, filing, one, reports, at=at) for filing, one in zip(filings, new, strict=True))


def _item(conversation: Conversation, filing: Filing, new: NewFiling) -> NewItem:
    standing = conversation.standing
    version = standing.definitions.version(filing.procedure)
    about = _about(standing, filing.instance) if filing.instance else ""
    return NewItem(receipt_number=filing.receipt_number, mailbox_key=filing.mailbox_key,
                   subject_key=filing.subject_key, procedure=filing.procedure, version=filing.version,
                   kind=version.kind, unit=filing.unit, title=dict(new.document.title), about=about)


def _about(standing: Standing, instance: str) -> str:
    """Say whom a filing is for: by the name, which is the same in every language, else by the role."""
    name = name_of(standing, instance)
    return name.full if name else called(standing, instance, JA)


def reports_on(files: Iterable[FileRef], reports: Mapping[str, FileReport]) -> list[dict[str, Any]]:
    """Write the reports on files as messages carry them."""
    return [report_to_json(reports[file.sha256]) for file in files if file.sha256 in reports]


def _message(intake: Intake, filing: Filing, new: NewFiling, reports: Mapping[str, FileReport], *,
             at: datetime) -> NewMessage:
    files = files_of(new.document)
    payload: dict[str, Any] = {
        "receipt_number": filing.receipt_number, "procedure": filing.procedure, "version": filing.version,
        "unit": filing.unit, "filed_at": at.isoformat(), "channel": intake.channel,
        "mailbox_key": filing.mailbox_key, "subject_key": filing.subject_key,
        "electronic_delivery": filing.electronic_delivery, "document": filing.document,
        "files": [file.to_json() for file in files], "reports": reports_on(files, reports)}
    return NewMessage(topic="filing.received", payload=payload, key=filing.receipt_number, to="core", at=at,
                      files=tuple(file.sha256 for file in files))
