"""Files that wait for a person, and what was decided about them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from murakami.foundation.files.checking import CheckedFile, check_bytes
from murakami.foundation.files.held import Held, HeldFor, unpack_held
from murakami.foundation.files.kinds import ACCEPTED, OTHER, UNKNOWN
from murakami.foundation.files.models import HeldFile
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.files.reports import keep_checked
from murakami.foundation.files.scanning import ScannerGone, find_virus
from murakami.foundation.files.store import FileDamaged, FileMissing, read_file, store

MOST_WAITING = 500


class AlreadyDecided(RuntimeError):
    """Somebody has decided about the file since the page was opened."""


class ReleaseRefused(RuntimeError):
    """The file may not pass; `code` says why: `scanner_gone`, `individual_number` (unseen till now), or of a FileRefused."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def hold_files(receipt_number: str, digests: Iterable[str], *, at: datetime) -> None:
    """Note that contents of a filing wait for a person; the same one waits once. SQL: 1, or 0 for none."""
    rows = [HeldFile(receipt_number=receipt_number, sha256=digest, why=_why(digest), held_at=at) for digest in digests]
    if rows:
        HeldFile.objects.bulk_create(rows, ignore_conflicts=True)


def list_waiting() -> Sequence[HeldFile]:
    """List what waits, the oldest first, at most MOST_WAITING. SQL: 1."""
    return list(HeldFile.objects.filter(state=HeldFile.State.WAITING).order_by("held_at", "id")[:MOST_WAITING])


def read_held(receipt_number: str) -> Mapping[str, HeldFile]:
    """Read what was held of one filing, by content. SQL: 1."""
    return {row.sha256: row for row in HeldFile.objects.filter(receipt_number=receipt_number)}


def unpacked(row: HeldFile) -> Held:
    """Unmask a file that waits. Raises FileMissing, FileDamaged."""
    return unpack_held(read_file(row.sha256))


def release(row: HeldFile, *, at: datetime) -> HeldFile:
    """Let a locked file pass: looked at by the scanner, written anew where a rule can, else as it came.

    Raises:
        AlreadyDecided
        ReleaseRefused: the scanner is gone; FileRefused: a virus, or a file that hurts. It goes on waiting.
    """
    _refuse_decided(row)
    held = unpacked(row)
    checked = check_bytes(held.data, name=held.name, accept=frozenset(held.accept), decided=HeldFor(row.why))
    if not checked.is_held:
        stored = keep_checked(checked, at=at)
        return _decide(row, HeldFile.State.RELEASED, at=at, sha256=stored.sha256, name=checked.name,
                       content_type=checked.content_type)
    if checked.held_for == HeldFor.INDIVIDUAL_NUMBER:
        raise ReleaseRefused("individual_number")
    return _release_as_it_came(row, held, checked, at=at)


def pass_scanned(row: HeldFile, *, at: datetime) -> HeldFile:
    """Let a locked file pass that waited for nothing but the scanner; what is of an unknown kind, or shows a 個人番号, waits for a person.

    Raises AlreadyDecided; ReleaseRefused(`scanner_gone`); FileRefused: it hurts, and waits for a person.
    """
    _refuse_decided(row)
    held = unpacked(row)
    try:
        checked = check_bytes(held.data, name=held.name, accept=frozenset(held.accept))
    except FileRefused:
        _wait_for_person(row)
        raise
    if checked.held_for == HeldFor.SCANNER_GONE:
        raise ReleaseRefused("scanner_gone")
    if checked.held_for:
        return _wait_for_person(row, checked.held_for)
    stored = keep_checked(checked, at=at)
    return _decide(row, HeldFile.State.RELEASED, at=at, sha256=stored.sha256, name=checked.name,
                   content_type=checked.content_type)


def reject(row: HeldFile, *, at: datetime) -> HeldFile:
    """Note that a locked file never passes. Raises AlreadyDecided."""
    _refuse_decided(row)
    return _decide(row, HeldFile.State.REJECTED, at=at)


def lock_held(*, receipt_number: str, sha256: str) -> HeldFile | None:
    """Take a held file for writing until the transaction ends; None where there is none. SQL: 1."""
    return HeldFile.objects.select_for_update().filter(receipt_number=receipt_number, sha256=sha256).first()


def forget_held(digests: Iterable[str]) -> frozenset[str]:
    """Throw away the notes on contents that are gone; returns the contents that were released from them. SQL: 2."""
    rows = HeldFile.objects.filter(sha256__in=list(digests))
    released = frozenset(rows.exclude(released_sha256="").values_list("released_sha256", flat=True))
    rows.delete()
    return released


def _why(digest: str) -> HeldFor:
    """Say why a content waits; one that cannot be read waits all the same, and keeps no filing from arriving."""
    try:
        return unpack_held(read_file(digest)).why
    except (FileMissing, FileDamaged):
        return HeldFor.UNKNOWN_KIND


def _release_as_it_came(row: HeldFile, held: Held, checked: CheckedFile, *, at: datetime) -> HeldFile:
    try:
        find_virus(held.data)
    except ScannerGone as gone:
        raise ReleaseRefused("scanner_gone") from gone
    if checked.found not in ACCEPTED[OTHER]:
        raise ReleaseRefused("scanner_gone")
    stored = store(held.data, content_type=UNKNOWN, at=at)
    return _decide(row, HeldFile.State.RELEASED, at=at, sha256=stored.sha256, name=held.name, content_type=UNKNOWN)


def _decide(row: HeldFile, state: HeldFile.State, *, at: datetime, sha256: str = "", name: str = "",
            content_type: str = "") -> HeldFile:
    row.state, row.decided_at = state, at
    row.released_sha256, row.released_name, row.released_type = sha256, name, content_type
    row.save(update_fields=["state", "decided_at", "released_sha256", "released_name", "released_type"])
    return row


def _wait_for_person(row: HeldFile, why: HeldFor = HeldFor.UNKNOWN_KIND) -> HeldFile:
    row.why = why
    row.save(update_fields=["why"])
    return row


def _refuse_decided(row: HeldFile) -> None:
    if row.state != HeldFile.State.WAITING:
        raise AlreadyDecided(row.receipt_number)
