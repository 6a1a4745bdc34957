"""Draws an image anew: right side up, without metadata, no larger than needed to read it."""

import io
import threading
import warnings

from PIL import Image, ImageOps

from murakami.foundation.files.refusals import FileRefused

LONGEST_EDGE = 3000  # an A4 page at 250 dots per inch
MOST_PIXELS_JPEG = 120_000_000  # JPEGs are decoded at a reduced scale, so their size costs little
MOST_PIXELS = 30_000_000
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_one_at_a_time = threading.Lock()  # a decoded page takes some 30 MB

Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG


def rebuild_image(data: bytes, *, content_type: str, name: str) -> tuple[str, bytes]:
    """Return the content type and bytes of the image drawn anew (JPEG, or PNG for a PNG).

    Raises FileRefused(`broken` | `too_many_pixels`).
    """
    try:
        with _one_at_a_time, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _draw(data, content_type=content_type, name=name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused("too_many_pixels", {"name": name}) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused("broken", {"name": name}) from error


def _draw(data: bytes, *, content_type: str, name: str) -> tuple[str, bytes]:
    with Image.open(io.BytesIO(data), formats=[_FORMATS[content_type]]) as image:
        most = MOST_PIXELS_JPEG if content_type == "image/jpeg" else MOST_PIXELS
        if image.width * image.height > most:
            raise FileRefused("too_many_pixels", {"name": name})
        image.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        drawn = ImageOps.exif_transpose(image)
        drawn.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        kind = "PNG" if content_type == "image/png" else "JPEG"
        clean = Image.new("RGB", drawn.size, "white")
        clean.paste(drawn.convert("RGBA"), mask=drawn.convert("RGBA").getchannel("A"))
        written = io.BytesIO()
        clean.save(written, kind, **({"optimize": True} if kind == "PNG" else {"quality": 88}))
        return f"image/{kind.lower()}", written.getvalue()
