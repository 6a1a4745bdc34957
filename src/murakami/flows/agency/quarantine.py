"""Files of cases that wait for a person: seen by the unit, let pass or kept out by its head or administrator.

Whoever reads what waits, or fetches an original, is in the book of looks before anything is shown; what was decided, and
why, is in the case's own book.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from murakami.domain.cases.models import Case, CaseFile, CaseMessage
from murakami.domain.cases.operations.files import (
    administers_files,
    lock_for_files,
    may_handle_files,
    note_by_itself,
    note_decision,
)
from murakami.domain.cases.operations.protect import find_unmasking
from murakami.domain.cases.operations.talk import send_message_of
from murakami.domain.cases.operations.transition import CaseNotFound, StepRefused
from murakami.domain.cases.queries.named import find_case, list_files_of
from murakami.flows.agency.tell import tell_message
from murakami.foundation.accounts.rules import Actor, may_work_in
from murakami.foundation.files import quarantine
from murakami.foundation.files.held import Held, HeldFor
from murakami.foundation.files.kinds import UNKNOWN
from murakami.foundation.files.models import FileReport, HeldFile
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.reports import read_reports
from murakami.foundation.files.scanning import has_scanner
from murakami.foundation.files.sealed import has_original, open_original
from murakami.foundation.files.store import FileDamaged, FileMissing
from murakami.foundation.looks.operations import record_look
from murakami.foundation.spool.recurring import recurring

RESCAN_EVERY: Final = timedelta(minutes=10)
RELEASED, REJECTED = "case.file_released", "case.file_rejected"
PASSED, FETCHED = "case.file_passed", "case.original_fetched"
_NAMELESS: Final = "名前は秘匿（支援措置）"
_log = logging.getLogger("murakami.files")


class NothingHeld(CaseNotFound):
    """There is no such file in quarantine, or none that the actor may know of."""


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that waits (or waited), where it was filed, and whether this reader may decide."""

    row: HeldFile
    file: CaseFile
    may_decide: bool

    @property
    def case(self) -> Case:
        """The case it was filed for."""
        return self.file.case

    @property
    def name(self) -> str:
        """What it is called; of somebody protected its name is not shown, for it may say where they live."""
        return _NAMELESS if self.case.alarm else self.file.name


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """The original of a file of a case; `is_here`: this zone has it still."""

    file: CaseFile
    report: FileReport
    is_here: bool

    @property
    def name(self) -> str:
        """What it is called, as `WaitingFile.name`."""
        return _NAMELESS if self.file.case.alarm else self.file.name


def list_waiting(actor: Actor) -> Sequence[WaitingFile]:
    """List what waits in the units in which the actor works or which the actor administers. SQL: 2."""
    rows = {(row.receipt_number, row.sha256): row for row in quarantine.list_waiting()}
    files = list_files_of({number for number, _ in rows}, digests={digest for _, digest in rows}) if rows else ()
    return [WaitingFile(rows[key], file, may_handle_files(actor, file.case.unit)) for file in files
            if (key := (file.case.receipt_number, file.sha256)) in rows and _may_see(actor, file.case)]


def open_waiting(*, receipt_number: str, sha256: str, actor: Actor, route: str,
                 at: datetime) -> tuple[WaitingFile, Held]:
    """Read one file that waits or waited, and what it is; the look is recorded first.

    One that cannot be read is nothing that is known. Raises NothingHeld. SQL: 3.
    """
    row = quarantine.read_held(receipt_number).get(sha256)
    file = next(iter(list_files_of([receipt_number], digests=[sha256])), None)
    if row is None or file is None or not _may_see(actor, file.case):
        raise NothingHeld(receipt_number)
    _record(file.case, actor=actor, route=route, at=at)
    return WaitingFile(row, file, may_handle_files(actor, file.case.unit)), _content(row, file)


@transaction.atomic
def release(*, receipt_number: str, sha256: str, actor: Actor, reason: str, at: datetime) -> HeldFile:
    """Let a file pass, after the scanner and the rules have had their say again.

    Raises CaseNotFound, NotPermitted, StepRefused(`reason_missing`), NothingHeld, AlreadyDecided, ReleaseRefused,
    FileRefused, FileMissing, FileDamaged. SQL: at most 15.
    """
    case = lock_for_files(receipt_number=receipt_number, actor=actor)
    row = quarantine.release(_lock(receipt_number, sha256), at=at)
    note_decision(case, actor=actor, kind=RELEASED, reason=reason, at=at)
    return row


@transaction.atomic
def reject(*, receipt_number: str, sha256: str, actor: Actor, reason: str, message: str, key: str,
           at: datetime) -> CaseMessage:
    """Keep a file out and tell the resident.

    Raises CaseNotFound, NotPermitted, StepRefused(`reason_missing` | `body_missing`), NothingHeld, AlreadyDecided. SQL: 15.
    """
    case = lock_for_files(receipt_number=receipt_number, actor=actor)
    quarantine.reject(_lock(receipt_number, sha256), at=at)
    case = note_decision(case, actor=actor, kind=REJECTED, reason=reason, at=at)
    sent = send_message_of(case, actor=actor, key=key, body=message, at=at)
    tell_message(case, sent)
    return sent


def list_originals(*, receipt_number: str, actor: Actor, route: str, at: datetime) -> tuple[Case, Sequence[KeptOriginal]]:
    """List the originals of a case to an administrator of its unit; the look is recorded. Raises CaseNotFound. SQL: 4."""
    case = _administered(receipt_number, actor)
    _record(case, actor=actor, route=route, at=at)
    files = list(case.files.select_related("case").order_by("id"))
    reports = read_reports({file.sha256 for file in files})
    return case, [KeptOriginal(file, report, has_original(report.before)) for file in files
                  if (report := reports.get(file.sha256)) and report.original_until]


@transaction.atomic
def fetch_original(*, receipt_number: str, sha256: str, actor: Actor, reason: str, at: datetime) -> tuple[str, bytes]:
    """Give an administrator the original of a file, named by what is kept of it; the reason goes into the case's book.

    Raises CaseNotFound, also for no file of the case; StepRefused(`reason_missing` | `protected`: only a head who has said
    why sees what may show where somebody protected lives), FileMissing, FileDamaged. SQL: 8.
    """
    case = _administered(receipt_number, actor)
    file = case.files.filter(sha256=sha256).first()
    report = read_reports([sha256]).get(sha256)
    if file is None or report is None:
        raise CaseNotFound(receipt_number)
    if case.alarm and find_unmasking(case, actor=actor, at=at) is None:
        raise StepRefused("protected")
    data = open_original(report.before)
    case = lock_for_files(receipt_number=receipt_number, actor=actor)
    note_decision(case, actor=actor, kind=FETCHED, reason=reason, at=at)
    return receipt_number if case.alarm else file.name, data


@recurring("files.rescan", every=RESCAN_EVERY)
def rescan(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Let what waited only for the scanner pass as soon as it answers again; what it finds goes on waiting for a person."""
    for row in quarantine.list_waiting() if has_scanner() else ():
        if row.why == HeldFor.SCANNER_GONE and not _passes(row, at=at):
            return


def _passes(row: HeldFile, *, at: datetime) -> bool:
    """Try one; False when the scanner is still gone."""
    with transaction.atomic():
        try:
            passed = quarantine.pass_scanned(_lock(row.receipt_number, row.sha256), at=at)
        except quarantine.ReleaseRefused:
            return False
        except (FileRefused, FileMissing, FileDamaged, quarantine.AlreadyDecided, NothingHeld) as error:
            _log.warning("held file goes on waiting", extra={"key": type(error).__name__})
            return True
        if passed.state == HeldFile.State.RELEASED:
            note_by_itself(row.receipt_number, kind=PASSED, at=at)
    return True


def _content(row: HeldFile, file: CaseFile) -> Held:
    try:
        return quarantine.unpacked(row)
    except (FileMissing, FileDamaged):
        return Held(name=file.name, found=UNKNOWN, why=HeldFor(row.why), accept=(), data=b"")


def _lock(receipt_number: str, sha256: str) -> HeldFile:
    row = quarantine.lock_held(receipt_number=receipt_number, sha256=sha256)
    if row is None:
        raise NothingHeld(receipt_number)
    return row


def _administered(receipt_number: str, actor: Actor) -> Case:
    case = find_case(receipt_number)
    if case is None or not administers_files(actor, case.unit):
        raise CaseNotFound(receipt_number)
    return case


def _may_see(actor: Actor, case: Case) -> bool:
    return may_work_in(actor, case.unit) or administers_files(actor, case.unit)


def _record(case: Case, *, actor: Actor, route: str, at: datetime) -> None:
    record_look(actor=actor, at=at, unit=case.unit, route=route, receipt_number=case.receipt_number,
                subject_key=case.subject_key)
