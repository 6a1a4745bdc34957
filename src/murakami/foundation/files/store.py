"""Keeps contents on the disk, under their hash, for good before any row names them."""

import os
import tempfile
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from murakami.foundation.files.models import StoredFile


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
    """Write a file so that it is there whole, or not at all, whatever is killed when."""
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as temporary:
        temporary.write(data)
        temporary.flush()
        os.fsync(temporary.fileno())
    Path(temporary.name).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
