"""Whether two files look the same: pictures compared point by point, PDFs drawn by poppler first."""

import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

MEAN_OF_PDF = 0.25  # of 255: what rounding in the drawing of letters may differ by
MEAN_OF_PICTURE = 3.0  # of 255: what saving as JPEG once more may differ by


def mean_difference(one: Image.Image, other: Image.Image) -> float:
    """Say how much two pictures of the same size differ on average, of 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


def drawn(pdf: bytes, *, dots: int = 60) -> list[Image.Image]:
    """Draw the pages of a PDF with poppler."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.pdf").write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(dots), "a.pdf", "page"], cwd=folder, check=True, capture_output=True)
        return [Image.open(io.BytesIO(page.read_bytes())) for page in sorted(Path(folder).glob("page-*.ppm"))]
