"""Letters are set with the right glyphs, or held; looked at as pictures."""

import io
import os
import signal
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from murakami.adapters.pdf.printer import CharacterMissing, Printer

KATSU, VARIANT_ADOBE, VARIANT_MOJI = "葛", "葛\U000e0100", "葛\U000e0102"


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    printer = Printer()
    yield printer
    printer.close()


def letter(name: str, **changes: Any) -> dict[str, Any]:
    return {"document_number": "こ第1号", "dated": "令和8年11月23日", "addressee": name, "authority": "村上市長",
            "title": "児童手当 認定通知書", "paragraphs": ["認定しました。"], "rows": [["児童", name]],
            "reasons": "", "remedies": "", "unit": "こども課", "contact": "電話 0254-53-2111", **changes}


def picture(pdf: bytes) -> Image.Image:
    command = ["pdftoppm", "-r", "96", "-png", "-singlefile", "-"]
    png = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return Image.open(io.BytesIO(png)).convert("L")


def differs(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


@pytest.mark.parametrize("variant", [VARIANT_ADOBE, VARIANT_MOJI])
def test_print__a_variation_sequence_has_its_own_picture(printer, variant):
    base = picture(printer.print("letter", letter(f"{KATSU}城 みのり")))
    same = picture(printer.print("letter", letter(f"{KATSU}城 みのり")))
    other = picture(printer.print("letter", letter(f"{variant}城 みのり")))
    assert not differs(base, same)
    assert differs(base, other)


@pytest.mark.parametrize("name", [f"{VARIANT_ADOBE}城 みのり", "𠮷田 一", "髙﨑 さくら", f"{VARIANT_MOJI}飾"])
def test_print__no_glyph_is_missing(printer, name):
    pdf = printer.print("letter", letter(name))
    used = [page["/Resources"]["/Font"] for page in PdfReader(io.BytesIO(pdf)).pages]
    assert used
    trace = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert {line.split("+")[1].split()[0].split("-")[0] for line in trace.splitlines()[2:]} <= {"NotoSerifCJKjp", "IPAmjMincho"}
    tofu = picture(printer.print("letter", letter("□" * len(name))))
    assert differs(picture(pdf), tofu)


@pytest.mark.parametrize("name", ["山田\U000e01ef", "\U0010ffff", "田\ue000"])
def test_print__refuses_what_no_font_can_print(printer, name):
    with pytest.raises(CharacterMissing) as refused:
        printer.print("letter", letter(name))
    assert set(refused.value.characters) <= set(name)
    assert refused.value.characters


def test_print__survives_the_death_of_its_child(printer):
    printer.print("letter", letter("山田"))
    os.kill(printer._child.pid, signal.SIGKILL)
    assert printer.print("letter", letter("山田")).startswith(b"%PDF")


def test_print__says_markup_as_text(printer):
    pdf = printer.print("letter", letter("#panic() [*x*] \\ $1$", reasons="<script>#import \"x\"</script>"))
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "#panic()" in text.replace(" ", "")
    assert "<script>" in text
