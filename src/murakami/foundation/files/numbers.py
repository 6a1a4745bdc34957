"""Looks for a 個人番号 in a file that we have written anew: in its text, and in the QR code that the card has on its back.

Only the process that writes files anew loads this. What is written by hand or only drawn is not found.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Final

import pypdfium2
import zxingcpp
from PIL import Image

from murakami.foundation.files.kinds import CSV, DOCX, IMAGES, PDF, PPTX, TEXT, XLSX
from murakami.foundation.files.office.xml import local, read_xml
from murakami.kernel.individual_number import contains_individual_number, shows_individual_number

_DOTS: Final = 150 / 72  # pixels for a point of a page: a QR code of a card is then some 60 pixels wide
_CODES: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.MicroQRCode])
_FOUR: Final = 4
_BOXES: Final = 3
_PARAGRAPHS: Final = frozenset({"p", "si", "is"})
_NAMING: Final = frozenset({"name", "displayName", "descr", "title", "tooltip", "alt"})
_WRITTEN: Final = frozenset({"t", "delText"})


def holds_individual_number(data: bytes, *, content_type: str) -> bool:
    """Say whether a file of ours shows a 個人番号; one in eleven rows of twelve digits is none, so a person decides."""
    if content_type in IMAGES:
        with Image.open(io.BytesIO(data)) as picture:
            return _in_picture(picture)
    if content_type == PDF:
        return _in_pdf(data)
    if content_type in {DOCX, XLSX, PPTX}:
        return _in_pieces(_pieces_of_office(data))
    if content_type == CSV:
        return _in_pieces(_cells(data.decode("utf-8-sig")))
    return content_type == TEXT and shows_individual_number(data.decode("utf-8-sig"))


def _in_picture(picture: Image.Image) -> bool:
    found = zxingcpp.read_barcodes(picture.convert("L"), formats=_CODES)
    return any(contains_individual_number(code.text) for code in found)


def _in_pdf(data: bytes) -> bool:
    document = pypdfium2.PdfDocument(data)
    try:
        return any(_in_page(document[number]) for number in range(len(document)))
    finally:
        document.close()


def _in_page(page: Any) -> bool:
    if shows_individual_number(page.get_textpage().get_text_bounded()):
        return True
    has_picture = next(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]), None) is not None
    return has_picture and _in_picture(page.render(scale=_scale_for(page), grayscale=True).to_pil())


def _scale_for(page: Any) -> float:
    """A page as large as a wall is drawn no larger than a sheet of paper."""
    return float(min(_DOTS, 2500 / max(*page.get_size(), 1)))


def _in_pieces(pieces: Iterable[str]) -> bool:
    """Look into each piece, and into digits that stand alone in neighbouring cells, as on squared paper: one by one, or by fours."""
    return any(any(map(shows_individual_number, _joined(digits, list(group)))) for digits, group in groupby(pieces, _digits_alone))


def _joined(digits: int, pieces: list[str]) -> list[str]:
    """Join neighbours that make one number: any row of single digits; of fours exactly three, since tables hold years too."""
    return ["".join(pieces)] if digits == 1 or (digits == _FOUR and len(pieces) == _BOXES) else pieces


def _digits_alone(piece: str) -> int:
    """Count the digits of a piece of one or of four digits and nothing else; 0 for every other."""
    text = piece.strip()
    return len(text) if len(text) in {1, _FOUR} and text.isdigit() else 0


def _cells(table: str) -> Iterator[str]:
    delimiter = max(",\t;", key=table.split("\n", 1)[0].count)
    for row in csv.reader(io.StringIO(table), delimiter=delimiter):
        yield from (*row, "")


def _pieces_of_office(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.endswith(".xml")]
        shared = [text for name in names if name.endswith("sharedStrings.xml") for text in _paragraphs(read_xml(package.read(name), name=name))]
        for name in names:
            root = read_xml(package.read(name), name=name)
            yield from _sheet(root, shared) if local(root) == "worksheet" else _paragraphs(root)
            yield from ("", *_names(root), "")


def _paragraphs(root: Any) -> Iterator[str]:
    """Give each paragraph whole: one number may stand in several runs."""
    for element in root.iter():
        if local(element) in _PARAGRAPHS:
            yield "".join(part.text or "" for part in element.iter() if local(part) in _WRITTEN)


def _names(root: Any) -> Iterator[str]:
    """Give what the parts of a document are called: sheets, pictures, tables, and what stands beside them to be read aloud."""
    for element in root.iter():
        yield from (value for key, value in element.attrib.items() if key.rpartition("}")[2] in _NAMING)


def _sheet(root: Any, shared: list[str]) -> Iterator[str]:
    for row in (element for element in root.iter() if local(element) == "row"):
        for cell in row:
            value = "".join(part.text or "" for part in cell.iter() if local(part) in {"v", "t"})
            is_shared = cell.get("t") == "s" and value.isdecimal() and int(value) < len(shared)
            yield shared[int(value)] if is_shared else value
        yield ""
