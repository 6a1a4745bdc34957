"""Keeps contents on the disk, under their hash, for good before any row names them."""

import os
import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.conf import settings

from murakami.foundation.files.models import StoredFile

WRITING: Final = ".writing-"


class FileMissing(LookupError):
    """The store does not hold the content asked for."""


class FileDamaged(RuntimeError):
    """The bytes under a hash are not those that were stored."""


def path_of(digest: str) -> Path:
    """Say where a content lies. Raises FileMissing for what is not a SHA-256 in hexadecimal."""
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise FileMissing(digest)
    return Path(settings.FILES_DIR) / digest[:2] / digest


def store(data: bytes, *, content_type: str, at: datetime) -> StoredFile:
    """Keep a content; the same content is kept once. Call inside the transaction that names it. SQL: at most 3."""
    digest = sha256(data).hexdigest()
    write_durably(path_of(digest), data)
    stored, _ = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"content_type": content_type, "size": len(data), "stored_at": at})
    return stored


def read_file(digest: str) -> bytes:
    """Read a content whole. Raises FileMissing, FileDamaged. SQL: 0."""
    try:
        data = path_of(digest).read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(digest) from error
    if sha256(data).hexdigest() != digest:
        raise FileDamaged(digest)
    return data


def write_durably(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or not at all, whatever is killed when. What fails leaves nothing behind."""
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = tempfile.NamedTemporaryFile(dir=path.parent, prefix=WRITING, delete=False)  # noqa: SIM115 - it is moved
    try:
        with temporary:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
        Path(temporary.name).replace(path)
    except BaseException:
        Path(temporary.name).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep_unfinished(*, older_than: datetime) -> int:
    """Throw away what a killed process was writing before a moment; returns how many files."""
    found = (path for room in ("files", "originals") for path in Path(settings.FILES_DIR).with_name(room).glob(f"??/{WRITING}*"))
    left = [path for path in found if path.stat().st_mtime < older_than.timestamp()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
