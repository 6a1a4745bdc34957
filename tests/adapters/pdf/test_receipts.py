"""Receipts are set with every number, its QR code and what was filed, or said to be unprintable."""

import io
from collections.abc import Iterator

import pytest
import segno
from pypdf import PdfReader

from murakami.adapters.pdf.printer import Printer
from murakami.adapters.pdf.receipts import TypstReceipts
from murakami.flows.receipts import CannotPrintReceipt, Receipt, ReceiptEntry, ReceiptSection

NUMBERS = ("MK-2611-04827-3", "MK-2611-04828-1")


@pytest.fixture(scope="module")
def printer() -> Iterator[TypstReceipts]:
    printer = Printer()
    yield TypstReceipts(printer)
    printer.close()


def qr(number: str) -> str:
    drawn = io.BytesIO()
    segno.make(number).save(drawn, kind="svg")
    return drawn.getvalue().decode()


def receipt(name: str) -> Receipt:
    entries = tuple(ReceiptEntry(title="児童手当 認定請求", receipt_number=number, unit="こども課", qr=qr(number),
                                 qr_alt=number) for number in NUMBERS)
    return Receipt(title="受付の控え", lead="受け付けました。", filed_at="令和8年11月23日　9時", filings=entries,
                   sections=(ReceiptSection(title="児童手当", rows=(("氏名", name),)),), footer="スマートむらかみ")


def test_print_receipt__shows_every_number_and_what_was_filed(printer: TypstReceipts) -> None:
    pages = PdfReader(io.BytesIO(printer.print_receipt(receipt("葛\U000e0100城 千尋")))).pages
    text = "".join(page.extract_text() for page in pages).replace(" ", "")
    assert all(number in text for number in NUMBERS)
    assert "城千尋" in text


def test_print_receipt__says_when_a_name_cannot_be_printed(printer: TypstReceipts) -> None:
    with pytest.raises(CannotPrintReceipt):
        printer.print_receipt(receipt("山\U0010ffff"))
