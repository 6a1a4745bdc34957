"""A 個人番号 in a file is seen in its text and in the code of the card; the file waits, masked, until a person has looked."""

import io

import openpyxl
import pikepdf
import pytest
from PIL import Image
from tests.corpus import images, office, pdfs

from murakami.foundation.files.checking import check_bytes
from murakami.foundation.files.held import HeldFor
from murakami.foundation.files.kinds import ACCEPTED, shown_name
from murakami.kernel.individual_number import check_digit_of

NUMBER = f"12345678901{check_digit_of('12345678901')}"
IN_FOURS = f"{NUMBER[:4]} {NUMBER[4:8]} {NUMBER[8:]}"
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def pdf(text: str) -> bytes:
    return pdfs.written(lambda document: pdfs.page_of(document, f"BT /F1 12 Tf 40 260 Td ({text}) Tj ET".encode()))


def scan(text: str) -> bytes:
    """A PDF that is nothing but a picture."""
    written = io.BytesIO()
    Image.open(io.BytesIO(images.card(text))).save(written, "PDF", resolution=150)
    return written.getvalue()


def letter(*runs: str) -> bytes:
    package = office.word()
    package.change("<w:t>就労証明書</w:t>", "</w:r><w:r>".join(f"<w:t>{run}</w:t>" for run in runs))
    return package.pack()


def sheet(*row: object) -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["番号", *row])
    book.save(written)
    return written.getvalue()


def named(text: str) -> bytes:
    """A workbook whose sheet is called so."""
    book, written = openpyxl.Workbook(), io.BytesIO()
    book.active.title = text
    book.active["A1"] = "x"
    book.save(written)
    return written.getvalue()


SHOWN = {
    "named.xlsx": named(NUMBER), "boxes.xlsx": sheet(NUMBER[:4], NUMBER[4:8], NUMBER[8:]), "boxes.csv": f"番号,{NUMBER[:4]},{NUMBER[4:8]},{NUMBER[8:]}\n".encode(),
    "hidden.txt": "\u200b".join(NUMBER).encode(),
    "photo.jpg": images.card(NUMBER), "upside-down.png": images.card(NUMBER, kind="PNG", turned=180), "photo.webp": images.card(NUMBER, kind="WEBP"),
    "text.pdf": pdf(f"No. {NUMBER}"), "fours.pdf": pdf(IN_FOURS), "scan.pdf": scan(NUMBER),
    "letter.docx": letter("番号は", NUMBER[:5], NUMBER[5:], "です"), "wide.docx": letter(WIDE),
    "figure.xlsx": sheet(int(NUMBER)), "text.xlsx": sheet(IN_FOURS), "squared.xlsx": sheet(*NUMBER), "squared figures.xlsx": sheet(*map(int, NUMBER)),
    "table.csv": f"氏名,番号\n葛城,{NUMBER}\n".encode(), "squared.csv": ",".join(NUMBER).encode(), "note.txt": f"番号は{WIDE}です".encode(),
    "shift-jis.txt": f"番号は{WIDE}です".encode("cp932"),
}
HARMLESS = {
    "address.jpg": images.card("https://example.jp/123456789012345"), "receipt.png": images.card("MK-2611-04827-3", kind="PNG"),
    "text.pdf": pdf("0254-53-2111 2026-11-29 12:00 1,234,567"), "scan.pdf": scan("MK-2611-04827-3"),
    "letter.docx": letter("電話 090-1234-5678", "口座 1234567"), "amounts.xlsx": sheet(123456, 789018, 1200, 34500),
    "years.csv": f"年,{NUMBER[:4]},{NUMBER[4:8]},{NUMBER[8:]},2027\n".encode(), "named.xlsx": named("2026年度"),
    "amounts.csv": b"2024,52000\n123456,789018\n12345,678,9018\n", "note.txt": f"受付 {NUMBER}9".encode(),
}


def check(data: bytes, name: str, **options):
    return check_bytes(data, name=name, accept=frozenset(ACCEPTED), **options)


@pytest.mark.parametrize("name", SHOWN)
def test_check__holds_what_shows_a_number_and_warns(name):
    checked = check(SHOWN[name], name)
    assert checked.held_for == HeldFor.INDIVIDUAL_NUMBER
    assert "マイナンバー" in checked.warning.text("ja")
    assert not any(shown.encode() in checked.data for shown in (NUMBER, IN_FOURS, WIDE)), "masked"


@pytest.mark.parametrize("name", HARMLESS)
def test_check__takes_what_only_has_figures(name):
    checked = check(HARMLESS[name], name)
    assert (checked.held_for, checked.warning) == (None, None)


def test_check__lets_pass_what_a_person_has_looked_at():
    assert not check(SHOWN["photo.jpg"], "photo.jpg", decided=HeldFor.INDIVIDUAL_NUMBER).is_held
    assert check(SHOWN["photo.jpg"], "photo.jpg", decided=HeldFor.SCANNER_GONE).is_held


def test_check__holds_what_cannot_be_searched(monkeypatch):
    from murakami.foundation.files import child

    def broken(*_args, **_options):
        raise ValueError("no such page")

    monkeypatch.setattr(child.numbers, "holds_individual_number", broken)
    assert b'"shows_number": true' in child.answer({"name": "a.png", "accept": ["image"]}, images.saved("PNG"))


def test_check__draws_a_page_as_large_as_a_wall_no_larger_than_paper():
    def wall(document: pikepdf.Pdf) -> None:
        document.pages[0].MediaBox = [0, 0, 14_000, 14_000]

    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PDF")
    with pikepdf.open(io.BytesIO(picture.getvalue())) as document:
        wall(document)
        document.save(written := io.BytesIO())
    assert check(written.getvalue(), "a.pdf").held_for is None


@pytest.mark.parametrize("name", [f"{NUMBER}.jpg", f"番号{WIDE}.jpg", f"{IN_FOURS} うら.jpg"])
def test_shown_name__does_not_say_a_number(name):
    assert shown_name(name) == "file.jpg"
