"""Taking a backup: the database at one moment, then every file it names, the rest, the keys if wanted; whole or not there."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

import murakami
from murakami.config.operation.keys import NAME as KEYS
from murakami.config.operation.keys import seal_keys
from murakami.config.operation.layout import key_files, other_files, place_of
from murakami.config.operation.manifest import FILES_LIST, Manifest, Part, write_manifest
from murakami.config.operation.shelf import list_backups, name_of, remove_beyond
from murakami.config.operation.snapshots import Contents, taker_of
from murakami.config.operation.writing import copy_digested, digest_of, flush_directory
from murakami.foundation.files.models import StoredFile

_UNFINISHED = ".writing-"


class BackupRunning(RuntimeError):
    """Another backup is being written into the same directory."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that is whole: where it lies, what it says, and its digest for the operator's paper."""

    folder: Path
    manifest: Manifest
    digest: str
    removed: tuple[Path, ...]


def take_backup(shelf: Path, *, at: datetime, passphrase: str = "", keep: int = 0) -> Taken:
    """Write a backup of this zone below `shelf` while the zone goes on working.

    Everything acknowledged before `at` is in it. Contents that the last backup holds are linked, not copied. With
    `passphrase` the keys go along, sealed; without it they are left out and named. With `keep` older backups of this
    zone beyond that number are removed once this one is whole.

    Raises:
        BackupRunning, SnapshotFailed, OSError (a full disk): there is no new backup, the older ones are as they were.
    """
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(shelf):
        for left in shelf.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)
        name = name_of(settings.ZONE, at=at, taken={path.name for path in shelf.iterdir()})
        unfinished = shelf / f"{_UNFINISHED}{name}"
        unfinished.mkdir(mode=0o700)
        try:
            manifest = _fill(unfinished, shelf, at=at, passphrase=passphrase)
            os.sync()
            unfinished.rename(shelf / name)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        flush_directory(shelf)
        removed = remove_beyond(shelf, keep=keep, zone=settings.ZONE) if keep else ()
    return Taken(shelf / name, manifest, digest_of(shelf / name / "manifest.json"), removed)


def _fill(folder: Path, shelf: Path, *, at: datetime, passphrase: str) -> Manifest:
    taker = taker_of(connection.vendor)
    contents = taker.take(folder / taker.part)  # first: a content is in the store before the row that names it
    missing = _gather_files(folder / "files", contents.files, before=_last_store(shelf))
    kept = sorted(path.name for path in (folder / "files").rglob("*") if path.is_file())
    (folder / FILES_LIST).write_text("".join(f"{digest}  files/{digest[:2]}/{digest}\n" for digest in kept))
    for path in other_files(besides=shelf):
        _copy_if_there(path, folder / "other" / path.relative_to(settings.DATA_DIR))
    if passphrase:
        seal_keys(folder / KEYS, passphrase=passphrase)
    manifest = _describe(folder, contents, missing=missing, at=at, has_keys=bool(passphrase))
    write_manifest(folder, manifest)
    return manifest


def _gather_files(store: Path, wanted: Mapping[str, int], *, before: Path | None) -> list[str]:
    """Put every content there, from the last backup if that has it; give those that are nowhere whole."""
    missing = []
    for digest, size in wanted.items():
        target = place_of(store, digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        if before is not None and _link(place_of(before, digest), target, size=size):
            continue
        try:
            is_whole = copy_digested(place_of(settings.FILES_DIR, digest), target) == digest
        except FileNotFoundError:
            is_whole = False
        if not is_whole:
            target.unlink(missing_ok=True)
            missing.append(digest)
    return sorted(digest for digest in missing if _is_still_named(digest))


def _is_still_named(digest: str) -> bool:
    """A content that was forgotten since the picture was taken is not missing. SQL: 1."""
    return StoredFile.objects.filter(sha256=digest).exists()


def _link(source: Path, target: Path, *, size: int) -> bool:
    """Name a content of the last backup once more; a file system without hard links has it copied from the store."""
    try:
        if source.stat().st_size != size:
            return False
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _copy_if_there(source: Path, target: Path) -> None:
    try:
        copy_digested(source, target)
    except FileNotFoundError:
        target.unlink(missing_ok=True)


def _last_store(shelf: Path) -> Path | None:
    whole = [backup.folder for backup in list_backups(shelf) if backup.manifest.zone == settings.ZONE]
    return whole[-1] / "files" if whole else None


def _describe(folder: Path, contents: Contents, *, missing: list[str], at: datetime, has_keys: bool) -> Manifest:
    parts = [Part(path=path.relative_to(folder).as_posix(), size=path.stat().st_size, sha256=digest_of(path))
             for path in _parts(folder)]
    files = sum(1 for path in (folder / "files").rglob("*") if path.is_file())
    return Manifest(
        release=murakami.__version__, zone=settings.ZONE, vendor=connection.vendor, server=contents.server,
        taken_at=at.astimezone(UTC), ended_at=timezone.now().astimezone(UTC), migrations=contents.migrations,
        counts=contents.counts, parts=parts, files=files, missing=missing, has_keys=has_keys,
        keys_left_out=[] if has_keys else [str(path) for path in key_files()])


def _parts(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.relative_to(folder).parts[0] != "files")


@contextmanager
def _alone(shelf: Path) -> Iterator[None]:
    handle = os.open(shelf / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise BackupRunning(f"{shelf} へのバックアップがもう動いています。終わってから、もう一度実行してください。") from error
    finally:
        os.close(handle)
