"""What a file is: by its first bytes, by what an archive holds, and by the end of its name where bytes say nothing."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import Final

from murakami.foundation.files.limits import MOST_DIRECTORY, MOST_NAME
from murakami.kernel.individual_number import contains_individual_number

PDF: Final = "application/pdf"
TEXT, CSV = "text/plain", "text/csv"
HEIC: Final = "image/heic"
HELD: Final = "application/vnd.murakami.held"
_OOXML = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX, PPTX = (f"{_OOXML}{kind}" for kind in ("wordprocessingml.document", "spreadsheetml.sheet",
                                                   "presentationml.presentation"))
ZIP, OLE = "application/zip", "application/x-ole"
RUNS: Final = "application/x-executable"
UNKNOWN: Final = "application/octet-stream"

IMAGES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", HEIC})
OTHER: Final = "other"
ACCEPTED: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "image": IMAGES, "pdf": frozenset({PDF}), "office": frozenset({DOCX, XLSX, PPTX}), "text": frozenset({TEXT, CSV}),
    OTHER: frozenset({ZIP, OLE, UNKNOWN})})
"""The groups of files that a procedure may accept for an attachment; `other` goes to a person first."""
DEFAULT_ACCEPTED: Final = frozenset({"image", "pdf"})

ENDINGS: Final[Mapping[str, str]] = MappingProxyType({
    "image/jpeg": ".jpg", "image/png": ".png", PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", PPTX: ".pptx",
    TEXT: ".txt", CSV: ".csv"})
_NAMED: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "image/jpeg": frozenset({".jpg", ".jpeg", ".jfif"}), "image/png": frozenset({".png"}), "image/webp": frozenset({".webp"}),
    "image/gif": frozenset({".gif"}), HEIC: frozenset({".heic", ".heif"}), PDF: frozenset({".pdf"}),
    DOCX: frozenset({".docx", ".docm"}), XLSX: frozenset({".xlsx", ".xlsm"}), PPTX: frozenset({".pptx", ".pptm"}),
    TEXT: frozenset({".txt"}), CSV: frozenset({".csv", ".tsv"})})
_RUNNING_ENDINGS = frozenset({
    ".exe", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta", ".lnk", ".msi", ".jar", ".dll",
    ".html", ".htm", ".svg", ".url", ".iso", ".sh", ".py", ".php"})
_KNOWN_ENDINGS = frozenset().union(*_NAMED.values(), _RUNNING_ENDINGS)
_SIGNS = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF87a", "image/gif"), (b"GIF89a", "image/gif"),
    (b"%PDF-", PDF), (b"PK\x03\x04", ZIP), (b"PK\x05\x06", ZIP), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"MURAKAMI-HELD ", HELD), (b"MZ", RUNS), (b"\x7fELF", RUNS), (b"#!", RUNS), (b"\xca\xfe\xba\xbe", RUNS))
_MAIN_PARTS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"<head", b"<body")


def content_type_of(data: bytes) -> str:
    """Tell a file's type by its content alone; UNKNOWN when its bytes say nothing, RUNS for programs and web pages."""
    for sign, content_type in _SIGNS:
        if data.startswith(sign):
            return _inside(data) if content_type == ZIP else content_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return HEIC
    return RUNS if _is_markup(data) else UNKNOWN


def kind_of(data: bytes, *, name: str) -> str:
    """Tell a file's type by its content, and by its name only where it is a text: nothing else has bytes of its own."""
    found = content_type_of(data)
    ending = PurePath(name).suffix.lower()
    if found != UNKNOWN:
        return found
    if ending in _RUNNING_ENDINGS:
        return RUNS
    named = next((kind for kind in (TEXT, CSV) if ending in _NAMED[kind]), UNKNOWN)
    return named if b"\0" not in data[:4096] or data[:2] in {b"\xff\xfe", b"\xfe\xff"} else UNKNOWN


def is_named_so(name: str, content_type: str) -> bool:
    """Say whether a name ends as files of this type do, and in nothing else before."""
    endings = [suffix.lower() for suffix in PurePath(name).suffixes if suffix.lower() in _KNOWN_ENDINGS]
    return len(endings) == 1 and endings[0] in _NAMED.get(content_type, frozenset())


def stem_of(name: str) -> str:
    """Take every ending that we know off a name: 「請求書.pdf.exe」 is called 「請求書」."""
    path = PurePath(name)
    while path.suffix.lower() in _KNOWN_ENDINGS and path.stem:
        path = PurePath(path.stem)
    return path.name.strip(" .") or "file"


def shown_name(name: str) -> str:
    """Reduce a sent name to its last part, without signs that steer terminals, shells or the direction of text.

    A name that shows a 個人番号 becomes a name that says nothing.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*' and not 0x2028 <= ord(sign) <= 0x202E)
    if contains_individual_number(kept):
        kept = f"file{PurePath(kept).suffix if PurePath(kept).suffix.lower() in _KNOWN_ENDINGS else ''}"
    return kept.strip(" .")[-MOST_NAME:] or "file"


def has_small_directory(data: bytes) -> bool:
    """Say whether an archive's list of contents is short enough to be read: its own end says how long it is."""
    end = data.rfind(b"PK\x05\x06")
    is_large = end >= 20 and data[end - 20:end - 16] == b"PK\x06\x07"
    return end >= 0 and not is_large and int.from_bytes(data[end + 12:end + 16], "little") <= MOST_DIRECTORY


def _inside(data: bytes) -> str:
    if not has_small_directory(data):
        return ZIP
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.NameToInfo.keys()
            if "[Content_Types].xml" not in names:
                return ZIP
            return next((kind for start, kind in _MAIN_PARTS if any(name.startswith(start) for name in names)), ZIP)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ZIP


def _is_markup(data: bytes) -> bool:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(_MARKUP)
