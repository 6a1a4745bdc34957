"""Draws an image anew: right side up, without metadata, no larger than needed to read it."""

import io
import warnings
from collections import Counter
from importlib import import_module
from importlib.util import find_spec

from PIL import Image, ImageOps

from murakami.foundation.files.kinds import HEIC
from murakami.foundation.files.limits import LONGEST_EDGE, MOST_FRAMES, MOST_PIXELS, MOST_PIXELS_JPEG
from murakami.foundation.files.refusals import FileRefused

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF", HEIC: "HEIF"}
_DRAWN_AS = {"image/png": "PNG", "image/gif": "PNG"}
_GPS = 0x8825
_HEIF_DECODER = "pillow_heif"
_METADATA = ("exif", "xmp", "icc_profile", "comment", "photoshop", "XML:com.adobe.xmp")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG


def rebuild_image(data: bytes, *, content_type: str, name: str, kind: str = "") -> tuple[str, bytes, Counter[str]]:
    """Return the content type and bytes of the image drawn anew, and what was left out.

    It becomes a JPEG, or a PNG where it was a PNG or GIF, or `kind` (a format of Pillow) where that is asked for.
    Raises FileRefused(`broken` | `heic` | `too_many_pixels` | `too_many_frames`).
    """
    if content_type == HEIC and not _can_read_heic():
        raise FileRefused("heic", {"name": name})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _draw(data, content_type=content_type, name=name, kind=kind or _DRAWN_AS.get(content_type, "JPEG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused("too_many_pixels", {"name": name}) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused("broken", {"name": name}) from error


def _draw(data: bytes, *, content_type: str, name: str, kind: str) -> tuple[str, bytes, Counter[str]]:
    with Image.open(io.BytesIO(data), formats=[_FORMATS[content_type]]) as image:
        most = MOST_PIXELS_JPEG if content_type == "image/jpeg" else MOST_PIXELS
        if image.width * image.height > most:
            raise FileRefused("too_many_pixels", {"name": name})
        removed = _list_removed(image, data, name=name)
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        drawn = ImageOps.exif_transpose(image)
        drawn.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        written = io.BytesIO()
        _on_white(drawn).save(written, kind, **({"quality": 88} if kind == "JPEG" else {"optimize": True} if kind == "PNG" else {}))
        return f"image/{kind.lower()}", written.getvalue(), removed


def _on_white(drawn: Image.Image) -> Image.Image:
    clean = Image.new("RGB", drawn.size, "white")
    if drawn.has_transparency_data:
        seen = drawn.convert("RGBA")
        clean.paste(seen, mask=seen.getchannel("A"))
    else:
        clean.paste(drawn.convert("RGB"))
    return clean


def _list_removed(image: Image.Image, data: bytes, *, name: str) -> Counter[str]:
    frames = getattr(image, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise FileRefused("too_many_frames", {"name": name, "frames": frames, "most": MOST_FRAMES})
    image.seek(0)
    removed = Counter({"animation": frames - 1, "location": int(_GPS in image.getexif()),
                       "metadata": sum(1 for key in _METADATA if image.info.get(key)),
                       "trailing": int(_has_tail(data, image.format or ""))})
    return +removed


def _has_tail(data: bytes, kind: str) -> bool:
    """Say whether something follows the end of an image: where another program would find another file."""
    match kind:
        case "JPEG" | "MPO":
            return not data.rstrip(b"\0").endswith(b"\xff\xd9")
        case "PNG":
            return not data.endswith(b"IEND\xaeB`\x82")
        case "GIF":
            return not data.endswith(b";")
        case "WEBP":
            return len(data) > int.from_bytes(data[4:8], "little") + 9
    return False


def _can_read_heic() -> bool:
    if find_spec(_HEIF_DECODER) is None:
        return False
    import_module(_HEIF_DECODER).register_heif_opener()
    return True
