"""Addresses and notes as codes that a telephone reads."""

import segno
from django.utils.safestring import SafeString, mark_safe


def draw_qr(said: str) -> SafeString:
    """Draw a QR code as an SVG for a page, of the class `qr`, as large as its place."""
    return mark_safe(segno.make(said, error="m").svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S308 - drawn by us
