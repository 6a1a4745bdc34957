"""The end of the conversation: change one's mind, review, file, keep the receipt."""

import io
import re

import segno
from playwright.sync_api import expect
from pypdf import PdfReader

from murakami.kernel.receipts import ReceiptNumber
from tests.journeys.family import Family
from tests.journeys.finding import CHOSEN
from tests.journeys.visitor import Visitor
from tests.journeys.writing import NEXT, PHONE, PHOTOGRAPH

BENEFIT = "妊婦のための支援給付"


def add_and_drop_one(visitor: Visitor) -> None:
    """Add a fifth procedure: only what it needs more is asked. Drop it: the four are as they were."""
    visitor.is_on("出す前の確認")
    visitor.follow("出す手続を足す・減らす")
    visitor.page.get_by_role("checkbox", name=BENEFIT).check()
    visitor.press("選んだ手続に進む")
    visitor.is_on("妊娠と出産のこと")
    visitor.type_in("赤ちゃん（胎児）の人数", "1")
    visitor.type_in("人数を確かめた病院・助産院", "村上の病院")
    visitor.press(NEXT)
    _go_on_to_review(visitor)
    visitor.sees("次の5件を出します", BENEFIT)
    visitor.follow("出す手続を足す・減らす")
    visitor.page.get_by_role("checkbox", name=BENEFIT).uncheck()
    visitor.press("選んだ手続に進む")
    _go_on_to_review(visitor)
    visitor.sees("次の4件を出します")
    expect(visitor.page.locator("main")).not_to_contain_text(BENEFIT)


def _go_on_to_review(visitor: Visitor) -> None:
    if visitor.heading() == "書類を付ける":
        visitor.press("保存して確認へ")
    visitor.is_on("出す前の確認")


def review(visitor: Visitor, family: Family) -> None:
    """Everything stands there, with where it comes from and how much did not have to be written."""
    visitor.sees(*CHOSEN, family.me.shown, family.partner.shown, family.newborn.shown, family.sibling.shown, PHONE,
                 "マイナンバーカードから", "第四北越銀行", PHOTOGRAPH, "あとで出します")
    visitor.sees("書かずにすんだ項目")
    saved = re.search(r"紙で4枚出すと(\d+)項目です。ここで書いたのは(\d+)項目", visitor.page.locator("main").inner_text())
    assert saved is not None
    assert int(saved[2]) <= int(saved[1]) * 0.55


def file(visitor: Visitor) -> tuple[str, ...]:
    """Agree to letters in the mailbox, file, and return the receipt numbers in the order of the procedures."""
    visitor.page.get_by_role("checkbox", name="決定の通知を、紙の代わりにマイページで受け取る").check()
    visitor.press("この内容で4件を出す")
    visitor.is_on("4件の手続を受け付けました")
    receipts = visitor.page.locator(".receipt")
    numbers = tuple(receipts.locator(".receipt__number").all_inner_texts())
    assert len(set(numbers)) == len(CHOSEN)
    for title, number, receipt in zip(CHOSEN, numbers, receipts.all(), strict=True):
        assert ReceiptNumber.parse(number).format() == number
        expect(receipt).to_contain_text(title)
        _expect_qr(visitor, number)
    return numbers


def _expect_qr(visitor: Visitor, number: str) -> None:
    """The picture is shown, and is the QR code of just this number."""
    picture = visitor.page.get_by_alt_text(f"受付番号 {number} のQRコード")
    expect(picture).to_be_visible()
    drawn = visitor.page.request.get(str(picture.get_attribute("src"))).body()
    expected = io.BytesIO()
    segno.make(number, error="m").save(expected, kind="svg", scale=4, border=4, light="#ffffff")
    assert drawn == expected.getvalue()


def keep_receipt(visitor: Visitor, numbers: tuple[str, ...]) -> None:
    """Save the receipt as a PDF: every number stands in it."""
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("link", name="控えをPDFで保存する").click()
    text = "".join(page.extract_text() for page in PdfReader(saved.value.path()).pages).replace(" ", "")
    assert all(number in text for number in numbers)
