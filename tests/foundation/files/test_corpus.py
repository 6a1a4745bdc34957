"""The hostile corpus: each planted feature is there before and gone afterwards, and what is harmless looks as it did."""

import io

import openpyxl
import pytest
from PIL import Image
from tests.corpus import archives, images, office, pdfs
from tests.corpus.comparing import MEAN_OF_PDF, MEAN_OF_PICTURE, drawn, mean_difference

from murakami.foundation.files.kinds import ACCEPTED
from murakami.foundation.files.rebuilding import rebuild
from murakami.foundation.files.refusals import FileRefused

EVERYTHING = frozenset(ACCEPTED)
PLANTED = [*images.planted(), *pdfs.planted(), *office.planted()]


def made(data: bytes, name: str):
    return rebuild(data, name=name, accept=EVERYTHING)


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(FileRefused) as refused:
        made(data, name)
    return refused.value.code


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_rebuild__leaves_nothing_of_what_was_planted(planted):
    assert planted.holds(planted.data), "the corpus must plant what it says"
    clean = made(planted.data, planted.name)
    assert not planted.holds(clean.data)
    assert not planted.told or planted.told in clean.removed


@pytest.mark.parametrize("planted", PLANTED, ids=str)
def test_rebuild__makes_what_it_made_again_without_taking_anything_out(planted):
    clean = made(planted.data, planted.name)
    again = made(clean.data, f"a{planted.name[planted.name.rfind('.'):]}")
    assert set(again.removed) <= {"name"}


@pytest.mark.parametrize("name", pdfs.HARMLESS)
def test_rebuild__of_a_pdf_looks_the_same(name):
    data = pdfs.written(*pdfs.HARMLESS[name], pages=2)
    for before, after in zip(drawn(data), drawn(made(data, "a.pdf").data), strict=True):
        assert mean_difference(before, after) <= MEAN_OF_PDF
        assert len(before.getcolors(100_000) or []) > 5, "an empty page would be the same as any other"


@pytest.mark.parametrize("planted", [one for one in pdfs.planted() if one.feature not in {"submitting form", "XFA"}], ids=str)
def test_rebuild__of_a_hostile_pdf_looks_the_same(planted):
    before, after = drawn(planted.data)[0], drawn(made(planted.data, "a.pdf").data)[0]
    assert mean_difference(before, after) <= MEAN_OF_PDF


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_rebuild__of_a_picture_looks_the_same(kind):
    data = images.saved(kind)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(made(data, f"a.{kind.lower()}").data))
    assert mean_difference(before, after) <= MEAN_OF_PICTURE


def test_rebuild__of_a_letter_keeps_its_words_table_style_and_picture():
    data = office.word().pack()
    clean = made(data, "letter.docx").data
    assert office.text_of(clean) == office.text_of(data)
    assert b"Heading1" in office.parts_of(clean)["word/document.xml"]
    assert b" PAGE " in office.parts_of(clean)["word/document.xml"]
    pictures = [Image.open(io.BytesIO(office.parts_of(each)["word/media/image1.png"])) for each in (data, clean)]
    assert mean_difference(*pictures) == 0


def test_rebuild__of_a_letter_keeps_what_fields_and_links_show():
    letters = [one for one in office.planted() if one.name == "letter.docx"]
    showing = [one for one in letters if "見えるところ" in office.text_of(one.data)]
    assert len(showing) > 4
    for planted in showing:
        assert office.text_of(made(planted.data, planted.name).data) == office.text_of(planted.data), planted.feature


def test_rebuild__of_a_table_keeps_values_formulas_and_looks():
    before, after = (openpyxl.load_workbook(io.BytesIO(data)) for data in (office.sheet(), made(office.sheet(), "b.xlsx").data))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        assert [[cell.value for cell in row] for row in after[name]] == [[cell.value for cell in row] for row in before[name]]
    assert after["収支"]["A1"].font.bold
    assert after["収支"]["B1"].fill.fgColor.rgb == before["収支"]["B1"].fill.fgColor.rgb
    assert after["収支"].merged_cells.ranges == before["収支"].merged_cells.ranges
    assert after["収支"].column_dimensions["A"].width == 24


@pytest.mark.parametrize("case", archives.REFUSED)
def test_rebuild__refuses_an_archive_that(case):
    data, code = archives.REFUSED[case]
    assert refusal(data, "a.zip") == code


def test_rebuild__leaves_an_archive_to_a_person():
    clean = made(archives.packed(("a.txt", b"x"), ("b/c.txt", b"y")), "a.zip")
    assert (clean.found, clean.data) == ("application/zip", b"")


@pytest.mark.parametrize(("data", "name", "code"), [
    (office.with_entities(), "a.docx", "broken_office"),
    (office.word().pack({"word/big.xml": bytes(60 * 1024 * 1024)}), "a.docx", "archive_too_large"),
    (office.word().pack({"../x": b"x"}), "a.docx", "archive_hostile"),
    (office.word().pack({"WORD/document.xml": b"x"}), "a.docx", "broken_office"),
    (images.bomb(60000, 60000), "a.png", "too_many_pixels"),
    (images.bomb(6000, 6000), "a.png", "too_many_pixels"),
    (pdfs.bomb(size=300 * 1024 * 1024), "a.pdf", "pdf_too_large"),
    (pdfs.bomb(size=30 * 1024 * 1024, twice=True), "a.pdf", "pdf_too_large"),
    (b"MZ" + bytes(99), "photo.jpg", "type_not_accepted"),
    (b"<html><script>1</script>", "photo.jpg", "type_not_accepted"),
    (b"  <!DOCTYPE html>", "list.csv", "type_not_accepted"),
    (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "a.svg", "type_not_accepted"),
    (b"var x = 1", "invoice.pdf.js", "type_not_accepted"),
    (b"#!/bin/sh\n", "a.txt", "type_not_accepted"),
    (b"\x89PNG\r\n\x1a\n<script>", "a.png", "broken"),
    (b"GIF89a/*" + b"x" * 99 + b"*/=1;alert(1)", "a.gif", "broken"),
    (b"a,b\n" * 120_000, "a.csv", "too_long"),
    (b"\x81\xff\xff", "a.txt", "broken_text"),
])
def test_rebuild__refuses(data, name, code):
    assert refusal(data, name) == code


def test_rebuild__takes_what_was_typed_into_a_table_for_text():
    sent = "項目,値\n式,=cmd|'/c calc'!A0\n式,@SUM(A1)\n電話,+81-90-1234-5678\n差,\"-1,200\"\n字,葛󠄀城\u202e\n"
    clean = made(sent.encode("utf-8"), "a.csv")
    text = clean.data.decode("utf-8-sig")
    assert "式,'=cmd|'/c calc'!A0\r\n" in text
    assert "式,'@SUM(A1)" in text
    assert '差,"-1,200"' in text
    assert "字,葛󠄀城\r\n" in text
    assert clean.removed == {"formula": 3, "steering_signs": 1}


def test_rebuild__reads_the_codes_that_offices_write():
    for encoding in ("cp932", "utf-16", "utf-8-sig"):
        assert made("氏名、髙橋①".encode(encoding), "a.txt").data == "\ufeff氏名、髙橋①".encode()
