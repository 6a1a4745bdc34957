"""From what was sent to what may be kept: the type by content, limits, and the rebuilt file."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import BinaryIO

from murakami.foundation.files.images import rebuild_image
from murakami.foundation.files.pdfs import rebuild_pdf
from murakami.foundation.files.refusals import FileRefused

MOST_BYTES = 20 * 1024 * 1024
IMAGES = frozenset({"image/jpeg", "image/png", "image/webp"})
ACCEPTED = {"image": IMAGES, "pdf": frozenset({"application/pdf"})}
_ENDINGS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}
_SIGNS = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"%PDF-", "application/pdf"))
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})
_MOST_NAME = 100


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept: rebuilt, with a harmless name that ends as its content says."""

    name: str
    content_type: str
    data: bytes
    sha256: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.data)


def check_upload(*, name: str, stream: BinaryIO, accept: AbstractSet[str] = frozenset(ACCEPTED)) -> CheckedFile:
    """Read, check and rebuild an uploaded file. `accept` names groups of ACCEPTED ("image", "pdf").

    Raises FileRefused with a code and a sentence for the person who sent it; nothing is kept.
    """
    shown = shown_name(name)
    data = stream.read(MOST_BYTES + 1)
    if not data:
        raise FileRefused("empty", {"name": shown})
    if len(data) > MOST_BYTES:
        size = getattr(stream, "size", len(data))
        raise FileRefused("too_large", {"name": shown, "size": -(-size // 1024**2), "most": MOST_BYTES // 1024**2})
    found = content_type_of(data)
    if found == "image/heic":
        raise FileRefused("heic", {"name": shown})
    if not found or not any(found in ACCEPTED[group] for group in accept):
        raise FileRefused("type_not_accepted", {"name": shown})
    kind, clean = ((found, rebuild_pdf(data, name=shown)) if found == "application/pdf"
                   else rebuild_image(data, content_type=found, name=shown))
    return CheckedFile(name=PurePath(shown).stem + _ENDINGS[kind], content_type=kind, data=clean,
                       sha256=sha256(clean).hexdigest())


def content_type_of(data: bytes) -> str:
    """Tell a file's type by its first bytes; "" when it is none that we know."""
    for sign, content_type in _SIGNS:
        if data.startswith(sign):
            return content_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return "image/heic"
    return ""


def shown_name(name: str) -> str:
    """Reduce a sent name to its last part, without signs that steer terminals, shells or the direction of text."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*' and not 0x2028 <= ord(sign) <= 0x202E)
    return kept.strip(" .")[-_MOST_NAME:] or "file"
