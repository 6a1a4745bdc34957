"""What the page of a case's files says beside each file: what was done to it, and whether it waits."""

from dataclasses import dataclass
from datetime import datetime

from murakami.foundation.files.kinds import HELD
from murakami.foundation.files.models import FileReport, HeldFile
from murakami.foundation.files.quarantine import read_held
from murakami.foundation.files.reports import read_reports
from murakami.interfaces.office.document_view import AttachmentLine
from murakami.interfaces.office.quarantine.words import kind_words, removed_words
from murakami.kernel.file_refs import FileRef

_PICTURES = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True, slots=True)
class FileReportView:
    """The report on a file in words; `until` is None where no original is kept any more."""

    found: str
    removed: tuple[str, ...]
    checked_at: datetime
    was_scanned: bool
    until: datetime | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file as the page lists it. `state` is "" for an ordinary one, else what became of one that was held.

    Only what was written anew has a report.
    """

    file: FileRef
    name: str
    state: str
    is_picture: bool
    report: FileReportView | None


def file_lines(lines: tuple[AttachmentLine, ...], *, receipt_number: str,
               at: datetime) -> tuple[tuple[AttachmentLine, tuple[FileLine, ...]], ...]:
    """Lay the files of each attachment out with their reports. SQL: 2."""
    files = [file for line in lines for file in line.attachment.files]
    held = read_held(receipt_number)
    kept = {file.sha256: _kept(file, held.get(file.sha256)) for file in files}
    reports = read_reports(digest for digest in kept.values() if digest)
    return tuple((line, tuple(_line(file, held.get(file.sha256), reports.get(kept[file.sha256]), at=at)
                              for file in line.attachment.files)) for line in lines)


def _kept(file: FileRef, row: HeldFile | None) -> str:
    """Name the content that opens for a file; "" while nothing does."""
    if file.content_type != HELD:
        return file.sha256
    return row.released_sha256 if row else ""


def _line(file: FileRef, row: HeldFile | None, report: FileReport | None, *, at: datetime) -> FileLine:
    is_held = file.content_type == HELD
    shown_type = row.released_type if row and row.released_type else file.content_type
    return FileLine(file=file, name=row.released_name if row and row.released_name else file.name,
                    state=(row.state if row else HeldFile.State.WAITING.value) if is_held else "",
                    is_picture=shown_type in _PICTURES, report=_view(report, at=at) if report else None)


def _view(report: FileReport, *, at: datetime) -> FileReportView:
    is_kept = report.original_until and report.original_until > at and report.original_gone_at is None
    return FileReportView(
        found=kind_words(report.found), removed=removed_words(report.removed), checked_at=report.checked_at,
        was_scanned=report.was_scanned, until=report.original_until if is_kept else None, before=report.before,
        after=report.after)
