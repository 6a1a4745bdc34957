"""How an archive may be: looked through without unpacking it anywhere, and read with a bound on every file."""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass

from murakami.foundation.files.kinds import has_small_directory
from murakami.foundation.files.limits import MOST_ENTRIES, MOST_NESTING, MOST_RATIO, MOST_UNPACKED, RATIO_FREE
from murakami.foundation.files.refusals import FileRefused

_CHUNK = 256 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1


@dataclass
class Allowance:
    """What may still be unpacked of one file that was sent, archives inside it included."""

    entries: int = MOST_ENTRIES
    bytes: int = MOST_UNPACKED


def open_archive(data: bytes, *, name: str, left: Allowance | None = None) -> zipfile.ZipFile:
    """Open an archive whose list of contents is harmless: few enough, no way out of a folder, no links, no passwords.

    Raises FileRefused(`archive_broken` | `archive_too_large` | `archive_hostile` | `archive_locked`).
    """
    left = left or Allowance()
    if b"PK\x05\x06" in data and not has_small_directory(data):
        raise FileRefused("archive_too_large", {"name": name})
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileRefused("archive_broken", {"name": name}) from error
    entries = archive.infolist()
    left.entries -= len(entries)
    if left.entries < 0 or sum(entry.file_size for entry in entries) > left.bytes:
        raise FileRefused("archive_too_large", {"name": name})
    for entry in entries:
        _refuse_entry(entry, name=name)
    return archive


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, name: str, left: Allowance) -> bytes:
    """Read one file of an archive; what its header says about its size is not believed.

    Raises FileRefused(`archive_too_large` | `archive_broken`).
    """
    read = bytearray()
    try:
        with archive.open(entry) as source:
            while chunk := source.read(_CHUNK):
                read += chunk
                if len(read) > left.bytes or len(read) > RATIO_FREE + MOST_RATIO * max(entry.compress_size, 1):
                    raise FileRefused("archive_too_large", {"name": name})
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise FileRefused("archive_broken", {"name": name}) from error
    left.bytes -= len(read)
    return bytes(read)


def look_through(data: bytes, *, name: str, depth: int = 0, left: Allowance | None = None) -> None:
    """Look through an archive and those inside it. Raises FileRefused as above, and `archive_too_deep`."""
    if depth > MOST_NESTING:
        raise FileRefused("archive_too_deep", {"name": name})
    left = left or Allowance()
    with open_archive(data, name=name, left=left) as archive:
        for entry in archive.infolist():
            if not entry.is_dir():
                inner = read_entry(archive, entry, name=name, left=left)
                if inner.startswith((b"PK\x03\x04", b"PK\x05\x06")):
                    look_through(inner, name=name, depth=depth + 1, left=left)


def is_way_out(entry_name: str) -> bool:
    """Say whether a name in an archive leads out of the folder it is unpacked to, or hides what it is."""
    name = entry_name.replace("\\", "/")
    return (name.startswith("/") or ".." in name.split("/") or bool(_DRIVE.match(name))
            or not name.isprintable() or not name.strip("/"))


def _refuse_entry(entry: zipfile.ZipInfo, *, name: str) -> None:
    mode = entry.external_attr >> 16
    special = stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}
    if special or is_way_out(entry.orig_filename):
        raise FileRefused("archive_hostile", {"name": name})
    if entry.flag_bits & _ENCRYPTED:
        raise FileRefused("archive_locked", {"name": name})
