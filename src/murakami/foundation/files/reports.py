"""What was done to each file: written when it is kept, carried to the other zone, read beside the file."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from murakami.foundation.files.checking import CheckedFile
from murakami.foundation.files.models import FileReport, StoredFile
from murakami.foundation.files.scanning import has_scanner
from murakami.foundation.files.sealed import draw_nonce, drop_original, seal_original
from murakami.foundation.files.store import store
from murakami.foundation.keys.store import KeyRefused

SLICE = 200
_log = logging.getLogger("murakami.files")


def keep_checked(checked: CheckedFile, *, at: datetime) -> StoredFile:
    """Keep a file with the report on it and, for the days the town has set, the original under seal.

    Call inside the transaction that names it. SQL: at most 6.
    """
    stored = store(checked.data, content_type=checked.content_type, at=at)
    before, until = _keep_original(checked, at=at)
    FileReport.objects.get_or_create(after=stored.sha256, before=before, defaults={
        "found": checked.found, "removed": dict(checked.removed), "checked_at": at, "original_until": until,
        "was_scanned": has_scanner() and not checked.is_held})
    return stored


def read_reports(digests: Iterable[str]) -> Mapping[str, FileReport]:
    """Read the newest report on each of the contents, by the hash of what is kept. SQL: 1, or 0 for no content."""
    asked = list(digests)
    rows = FileReport.objects.filter(after__in=asked).order_by("id") if asked else ()
    return {row.after: row for row in rows}


def report_to_json(report: FileReport) -> dict[str, Any]:
    """Write a report as messages carry it."""
    return {"before": report.before, "after": report.after, "found": report.found, "removed": report.removed,
            "checked_at": report.checked_at.isoformat(), "was_scanned": report.was_scanned,
            "original_until": report.original_until.isoformat() if report.original_until else None}


def take_reports(carried: Iterable[Mapping[str, Any]]) -> None:
    """Keep reports that came with a message; those that are known stay as they are. SQL: at most 1."""
    rows = [FileReport(**{**said, "checked_at": datetime.fromisoformat(said["checked_at"]),
                          "original_until": _time(said["original_until"])}) for said in carried]
    if rows:
        FileReport.objects.bulk_create(rows, ignore_conflicts=True)


def forget_reports(digests: Iterable[str]) -> None:
    """Throw away the reports on contents that are gone, with the originals that no other report names. SQL: 3."""
    rows = FileReport.objects.filter(after__in=list(digests))
    before = set(rows.values_list("before", flat=True))
    rows.delete()
    still = set(FileReport.objects.filter(before__in=before).values_list("before", flat=True))
    for digest in before - still:
        drop_original(digest)


def drop_originals(*, at: datetime) -> int:
    """Throw away the originals whose days are over, a slice at a time; returns how many rows it looked at. SQL: 3."""
    due = list(FileReport.objects.filter(original_until__lte=at, original_gone_at=None).order_by("original_until")[:SLICE])
    kept = set(FileReport.objects.filter(before__in={row.before for row in due}, original_until__gt=at,
                                         original_gone_at=None).values_list("before", flat=True))
    for digest in {row.before for row in due} - kept:
        drop_original(digest)
    FileReport.objects.filter(pk__in=[row.pk for row in due]).update(original_gone_at=at)
    return len(due)


def _keep_original(checked: CheckedFile, *, at: datetime) -> tuple[str, datetime | None]:
    """Seal the original where the town keeps originals; a held file is its own original."""
    before = checked.original_sha256
    if checked.is_held or not settings.ORIGINALS_DAYS:
        return before, None
    try:
        seal_original(checked.original, draw=draw_nonce())
    except (KeyRefused, OSError) as error:
        _log.error("original not kept", extra={"key": type(error).__name__})
        return before, None
    return before, at + timedelta(days=settings.ORIGINALS_DAYS)


def _time(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
