"""Files that are there whole or not at all: one half of the directory between the zones."""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO, Final

from murakami.foundation.spool.carrying.sealed_files import SealedFile, encrypt_file

_MARK: Final = "between-the-zones"
_MARKED = re.compile(r"[0-9a-f]{32}\Z")
_OF_FIRST_RELEASE: Final = ("envelopes", "blobs", "receipt.json")  # unsigned; every one of them is written anew, sealed
_ENVELOPE = re.compile(r"(\d{12})\.envelope\Z")
_FILE = re.compile(r"[0-9a-f]{64}\Z")


def read_mark(root: Path) -> str | None:
    """Read the mark of the directory between the zones; None when it is not there: nothing is mounted, or it is new."""
    try:
        with _open_plain(root / _MARK) as file:
            text = file.read(100).decode(errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return text if _MARKED.match(text) else None


def write_mark(root: Path) -> str:
    """Make the directory between the zones, on the edge's disk, and mark it."""
    root.mkdir(mode=0o770, parents=True, exist_ok=True)
    mark = secrets.token_hex(16)
    with _written_whole(root / _MARK) as file:
        file.write(mark.encode() + b"\n")
    return mark


class Half:
    """What one side writes and the other reads."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def prepare(self) -> None:
        """Make the directories of the side that writes; what its first release left there was never signed, and goes."""
        for path in (self._root, self._envelopes, self._files):
            path.mkdir(mode=0o770, parents=True, exist_ok=True)
            if path.is_symlink():
                raise NotADirectoryError(
                    f"{path} is a link; the directory between the zones must hold plain directories."
                )
        for name in _OF_FIRST_RELEASE:
            _remove(self._root / name)

    def list_numbers(self) -> list[int]:
        """List the numbers of the envelopes that are there, in order."""
        return sorted(int(match[1]) for name in _names(self._envelopes) if (match := _ENVELOPE.match(name)))

    def list_files(self) -> set[str]:
        """List the names of the sealed files that are there."""
        return {name for name in _names(self._files) if _FILE.match(name)}

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

    def digest_of_envelope(self, number: int) -> str:
        """Give the SHA-256 of an envelope file, "" when it is not there."""
        try:
            with _open_plain(self._envelope(number)) as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return ""

    def open_file(self, name: str) -> BufferedReader:
        """Open a sealed file by its name. Raises FileNotFoundError."""
        return _open_plain(self._files / name)

    def write_file(self, sealed: SealedFile, source: IO[bytes]) -> None:
        """Seal a file into the directory, so that it is whole and on the disk when this returns. Raises FileAltered."""
        with _written_whole(self._files / sealed.name) as file:
            encrypt_file(source, file, file=sealed)

    def clear_unfinished(self, *, before: datetime) -> None:
        """Remove what a killed writer left half written."""
        for directory in (self._root, self._envelopes, self._files):
            for path in directory.glob(".*.*"):
                if path.lstat().st_mtime < before.timestamp():
                    path.unlink(missing_ok=True)

    def remove_file(self, name: str) -> None:
        """Remove a sealed file that no waiting message names any more."""
        (self._files / name).unlink(missing_ok=True)

    def read_receipt_bytes(self, *, at_most: int) -> bytes:
        """Read the receipt of this half's writer; empty when there is none."""
        try:
            with _open_plain(self._root / "receipt") as file:
                return file.read(at_most)
        except FileNotFoundError:
            return b""

    def write_receipt_bytes(self, data: bytes) -> None:
        """Write the receipt of this half's writer."""
        with _written_whole(self._root / "receipt") as file:
            file.write(data)

    @property
    def _envelopes(self) -> Path:
        return self._root / "sealed"

    @property
    def _files(self) -> Path:
        return self._root / "files"

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


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


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
