"""Files that are there whole or not at all: one half of the directory between the zones."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO

_ENVELOPE = re.compile(r"(\d{12})\.envelope\Z")
_BLOB = re.compile(r"[0-9a-f]{64}\Z")
_CHUNK = 256 * 1024


class BlobAltered(ValueError):
    """The content of a file is not what its name, the SHA-256, says."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Up to which number a side has committed what the other wrote, and which number it could not read."""

    through: int = 0
    refused: int | None = None


class Half:
    """What one side writes and the other reads."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def prepare(self) -> None:
        """Make the directories of the side that writes."""
        for path in (self._root, self._envelopes, self._blobs):
            path.mkdir(mode=0o770, parents=True, exist_ok=True)
            if path.is_symlink():
                raise NotADirectoryError(
                    f"{path} is a link; the directory between the zones must hold plain directories."
                )

    def list_numbers(self) -> list[int]:
        """List the numbers of the envelopes that are there, in order."""
        return sorted(int(match[1]) for name in _names(self._envelopes) if (match := _ENVELOPE.match(name)))

    def list_blobs(self) -> set[str]:
        """List the SHA-256 of the files that are there."""
        return {name for name in _names(self._blobs) if _BLOB.match(name)}

    def read_envelope_bytes(self, number: int, *, at_most: int) -> bytes:
        """Read an envelope file, at most `at_most` bytes of it. Raises FileNotFoundError."""
        with _open_plain(self._envelope(number)) as file:
            return file.read(at_most)

    def write_envelope_bytes(self, number: int, data: bytes) -> None:
        """Write an envelope file so that it is whole and on the disk when this returns."""
        with _written_whole(self._envelope(number)) as file:
            file.write(data)

    def remove_envelope(self, number: int) -> None:
        """Remove an acknowledged envelope file; one that is gone already is fine."""
        self._envelope(number).unlink(missing_ok=True)

    @contextmanager
    def open_blob(self, sha256: str) -> Iterator[BufferedReader]:
        """Open a file by its SHA-256. Raises FileNotFoundError."""
        with _open_plain(self._blobs / sha256) as file:
            yield file

    def write_blob(self, sha256: str, source: IO[bytes]) -> None:
        """Copy a file in so that it is whole and on the disk when this returns. Raises BlobAltered."""
        with _written_whole(self._blobs / sha256) as file:
            digest = hashlib.sha256()
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                file.write(chunk)
            if digest.hexdigest() != sha256:
                raise BlobAltered(sha256)

    def is_whole(self, sha256: str) -> bool:
        """Say whether the content of a file is what its name says. Raises FileNotFoundError."""
        with self.open_blob(sha256) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256

    def clear_unfinished(self, *, before: datetime) -> None:
        """Remove what a killed writer left half written."""
        for directory in (self._root, self._envelopes, self._blobs):
            for path in directory.glob(".*.*"):
                if path.lstat().st_mtime < before.timestamp():
                    path.unlink(missing_ok=True)

    def remove_blob(self, sha256: str) -> None:
        """Remove a file that no waiting message names any more."""
        (self._blobs / sha256).unlink(missing_ok=True)

    def read_receipt(self) -> Receipt:
        """Read what this half's writer has taken in; nothing yet when there is no receipt."""
        try:
            with _open_plain(self._root / "receipt.json") as file:
                content = json.loads(file.read(10_000))
        except FileNotFoundError:
            return Receipt()
        return Receipt(through=int(content["through"]), refused=content["refused"])

    def write_receipt(self, receipt: Receipt) -> None:
        """Write what this half's writer has taken in, unless that is what stands there."""
        if self.read_receipt() == receipt:
            return
        with _written_whole(self._root / "receipt.json") as file:
            file.write(json.dumps({"through": receipt.through, "refused": receipt.refused}).encode())

    @property
    def _envelopes(self) -> Path:
        return self._root / "envelopes"

    @property
    def _blobs(self) -> Path:
        return self._root / "blobs"

    def _envelope(self, number: int) -> Path:
        return self._envelopes / f"{number:012d}.envelope"


def _names(directory: Path) -> list[str]:
    try:
        return [path.name for path in directory.iterdir()]
    except FileNotFoundError:
        return []  # the other side has not started yet


def _open_plain(path: Path) -> BufferedReader:
    """Open a file, never through a link: the other side must not make us read our own files."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb")


@contextmanager
def _written_whole(path: Path) -> Iterator[BinaryIO]:
    """Write beside, flush to the disk, rename, flush the directory: a reader sees the whole file or none."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o640), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.rename(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
