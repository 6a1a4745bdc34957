"""What a telephone's camera gives: a large photograph that says where it was taken."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload

PLACE = "138.48E"


def photograph(name: str) -> FilePayload:
    """Make a JPEG of 1200 × 900 points with a place and a camera in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "Telephone"
    exif[0x010E] = PLACE
    taken = BytesIO()
    Image.effect_noise((1200, 900), 40).convert("RGB").save(taken, "JPEG", exif=exif)
    return {"name": name, "mimeType": "image/jpeg", "buffer": taken.getvalue()}
