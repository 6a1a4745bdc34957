"""What a scene needs where files wait for a person and originals lie under seal."""

from hashlib import sha256
from typing import Any

HELD_NAME = "資料.zip"


def held_content() -> bytes:
    """A harmless archive in the masked form in which it waits."""
    from murakami.foundation.files.held import Held, HeldFor
    from tests.corpus.archives import packed

    return Held(name=HELD_NAME, found="application/zip", why=HeldFor.UNKNOWN_KIND, accept=("other", "pdf"), data=_archive(packed)).pack()


def held_digest() -> str:
    """The hash by which it is found."""
    return sha256(held_content()).hexdigest()


def hold_one(receipt_number: str, *, at: Any) -> str:
    """Have a case hold a file that waits; returns its hash."""
    from murakami.domain.cases.models import Case
    from murakami.foundation.files.kinds import HELD
    from murakami.foundation.files.quarantine import hold_files
    from murakami.foundation.files.store import store

    stored = store(held_content(), content_type=HELD, at=at)
    Case.objects.get(receipt_number=receipt_number).files.create(
        attachment_id="bankbook", revision=0, sha256=stored.sha256, name=HELD_NAME, content_type=HELD, size=stored.size)
    hold_files(receipt_number, [stored.sha256], at=at)
    return stored.sha256


def seal_one(digest: str, *, at: Any) -> None:
    """Have an original lie under seal for a stored content, whatever zone it came through."""
    from datetime import timedelta

    from murakami.foundation.files.models import FileReport
    from murakami.foundation.files.sealed import seal_original

    before = seal_original(b"as it came", draw=b"n" * 12)
    FileReport.objects.get_or_create(after=digest, before=before, defaults={
        "found": "image/png", "removed": {"location": 1}, "checked_at": at, "was_scanned": True,
        "original_until": at + timedelta(days=30)})


def _archive(packed: Any) -> bytes:
    import zipfile

    entry = zipfile.ZipInfo("a.txt", date_time=(1980, 1, 1, 0, 0, 0))
    return packed((entry, b"x"))
