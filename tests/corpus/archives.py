"""Archives that grow, lead out of their folder, or hide what they are."""

import io
import stat
import zipfile

from tests.corpus.planted import MARK


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """Pack files into an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def nested(levels: int) -> bytes:
    """Archives in archives."""
    data = packed(("a.txt", MARK.encode()))
    for level in range(levels):
        data = packed((f"{level}.zip", data))
    return data


def link() -> bytes:
    """An archive with a symbolic link."""
    entry = zipfile.ZipInfo("link")
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return packed((entry, b"/etc/passwd"))


def lying() -> bytes:
    """An archive whose header says that a large file is small."""
    data = packed(("a.bin", bytes(8 * 1024 * 1024)))
    return data.replace((8 * 1024 * 1024).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def locked() -> bytes:
    """An archive that says its file has a password."""
    data = bytearray(packed(("a.txt", MARK.encode())))
    data[6] |= 1
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


REFUSED: dict[str, tuple[bytes, str]] = {
    "grows a thousand times": (packed(("a.bin", bytes(50 * 1024 * 1024))), "archive_too_large"),
    "too many files": (packed(*((f"{n}", b"") for n in range(2500))), "archive_too_large"),
    "says it is small": (lying(), "archive_broken"),
    "archives in archives": (nested(4), "archive_too_deep"),
    "leads out of its folder": (packed(("../../etc/cron.d/x", MARK.encode())), "archive_hostile"),
    "leads to the root": (packed(("/etc/passwd", MARK.encode())), "archive_hostile"),
    "leads out in Windows": (packed(("..\\..\\x.exe", MARK.encode())), "archive_hostile"),
    "names a drive": (packed(("C:\\x.exe", MARK.encode())), "archive_hostile"),
    "turns a name round": (packed(("a\u202egpj.exe", MARK.encode())), "archive_hostile"),
    "holds a link": (link(), "archive_hostile"),
    "has a password": (locked(), "archive_locked"),
    "is cut off": (packed(("a.txt", MARK.encode() * 1000))[:60], "archive_broken"),
}
