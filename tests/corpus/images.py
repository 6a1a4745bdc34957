"""Pictures with what cameras and attackers put beside the pixels; read again by walking their segments and chunks."""

import io
import struct
from collections.abc import Iterator

import segno
from PIL import Image, ImageDraw, PngImagePlugin

from tests.corpus.planted import MARK, Planted

_SCRIPT = f"<script>{MARK}</script>".encode()


def drawing(size=(320, 240)) -> Image.Image:
    """A picture with lines, areas and slopes, so that a difference shows."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, size[0] // 2, size[1] // 2), fill="navy", outline="white", width=4)
    draw.ellipse((size[0] // 2, size[1] // 2, size[0] - 20, size[1] - 20), fill="orange")
    return picture


def saved(kind: str, *, picture: Image.Image | None = None, **options) -> bytes:
    """Write a picture as a file."""
    written = io.BytesIO()
    (picture or drawing()).save(written, kind, **options)
    return written.getvalue()


def with_position(kind: str = "JPEG") -> bytes:
    """A photo that says where it was taken and with what."""
    exif = Image.Exif()
    exif[0x0110] = MARK
    exif[0x8825] = {1: "N", 2: (38.0, 13.0, 26.0), 3: "E", 4: (139.0, 28.0, 48.0)}
    return saved(kind, exif=exif)


def segments(data: bytes) -> Iterator[int]:
    """Walk the segments of a JPEG up to its pixels: their markers."""
    at = 2
    while data[at:at + 1] == b"\xff" and data[at + 1] != 0xDA:
        yield data[at + 1]
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]


def chunks(data: bytes) -> Iterator[bytes]:
    """Walk the chunks of a PNG: their names."""
    at = 8
    while at + 8 <= len(data):
        yield data[at + 4:at + 8]
        at += 12 + struct.unpack(">I", data[at:at + 4])[0]


def riff_chunks(data: bytes) -> Iterator[bytes]:
    """Walk the chunks of a WebP: their names."""
    at = 12
    while at + 8 <= len(data):
        yield data[at:at + 4]
        size = struct.unpack("<I", data[at + 4:at + 8])[0]
        at += 8 + size + size % 2


def has_metadata(data: bytes) -> bool:
    """Say whether a picture tells more than its pixels need."""
    if data.startswith(b"\xff\xd8"):
        return any(0xE1 <= marker <= 0xEF or marker == 0xFE for marker in segments(data))
    if data.startswith(b"\x89PNG"):
        return bool({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"iCCP", b"tIME"} & set(chunks(data)))
    return bool({b"EXIF", b"XMP ", b"ICCP"} & set(riff_chunks(data)))


def _png_with_text() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", MARK)
    told.add_itxt("XML:com.adobe.xmp", f"<x>{MARK}</x>")
    return saved("PNG", pnginfo=told)


def _animation(kind: str) -> bytes:
    return saved(kind, save_all=True, append_images=[drawing().rotate(turn) for turn in (90, 180)], duration=40)


def _tail(data: bytes) -> bool:
    return _SCRIPT in data


def frames_of(data: bytes) -> int:
    """Count the pictures of a file by the marks between them."""
    return max(data.count(b"\x21\xf9\x04"), list(chunks(data)).count(b"fcTL") if data.startswith(b"\x89PNG") else 0,
               list(riff_chunks(data)).count(b"ANMF") if data.startswith(b"RIFF") else 0)


def planted() -> list[Planted]:
    """Every picture with something planted."""
    moving = {kind: _animation(kind) for kind in ("GIF", "WEBP", "PNG")}
    return [
        Planted("exif position in a JPEG", "photo.jpg", with_position(), has_metadata, "location"),
        Planted("exif position in a PNG", "photo.png", with_position("PNG"), has_metadata, "location"),
        Planted("exif position in a WebP", "photo.webp", with_position("WEBP"), has_metadata, "location"),
        Planted("text chunks of a PNG", "scan.png", _png_with_text(), has_metadata, "metadata"),
        Planted("comment in a JPEG", "photo.jpg", saved("JPEG", comment=MARK.encode()), has_metadata, "metadata"),
        *(Planted(f"moving {kind}", f"a.{kind.lower()}", data, lambda data: frames_of(data) > 1, "animation")
          for kind, data in moving.items()),
        *(Planted(f"script behind a {kind}", f"a.{kind.lower()}", saved(kind) + _SCRIPT, _tail, "trailing")
          for kind in ("JPEG", "PNG", "GIF", "WEBP")),
        Planted("script in the comment of a GIF", "a.gif", saved("GIF", comment=_SCRIPT), _tail),
        Planted("archive behind a JPEG", "a.jpg", saved("JPEG") + b"PK\x03\x04" + MARK.encode(), lambda data: b"PK\x03\x04" in data, "trailing"),
    ]


def card(text: str, *, kind: str = "JPEG", turned: int = 12) -> bytes:
    """A photo of a card with a QR code on it, held a little askew."""
    written = io.BytesIO()
    segno.make(text, micro=False).save(written, kind="png", scale=5)
    code = Image.open(written).convert("RGB").rotate(turned, expand=True, fillcolor="white")
    photo = Image.new("RGB", (900, 600), "lightgrey")
    photo.paste(code, (620, 330))
    return saved(kind, picture=photo)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as it is told."""
    import zlib

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
