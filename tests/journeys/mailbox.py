"""My page: hear of a correction and answer it, receive the letter."""

import re

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.journeys.family import Family
from tests.journeys.office import ACCOUNT_REASON, MESSAGE, PHONE_REASON
from tests.journeys.visitor import Visitor
from tests.journeys.writing import NEXT, PHONE

NEW_PHONE = "080-9876-5432"
BEFORE, AFTER = (PHONE, "第四北越銀行"), (NEW_PHONE, "公金受取口座")
_VARIATION = re.compile("[\U000e0100-\U000e01ef\\s]")


def open_filing(visitor: Visitor, number: str) -> None:
    """Open one filing from the list of my page."""
    visitor.open("/my/")
    filings = visitor.page.get_by_role("region", name="提出した手続")
    visitor.follow(re.compile("児童手当"), inside=filings)
    visitor.sees(number)


def hear_of_correction(visitor: Visitor) -> None:
    """My page says that something is asked, and until when."""
    visitor.open("/my/")
    visitor.wait_for_news(lambda: _asked(visitor).get_by_text("確認が届いています"))
    expect(_asked(visitor)).to_contain_text("あと14日")
    visitor.follow(re.compile("^直して送る"), inside=_asked(visitor))


def _asked(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name="お願いしたいこと")


def answer_correction(visitor: Visitor) -> None:
    """Answer item by item, read the difference, send."""
    visitor.is_on("確認のお願い")
    visitor.sees(PHONE_REASON, ACCOUNT_REASON, MESSAGE)
    visitor.press("直しはじめる")
    visitor.is_on("電話番号")
    visitor.sees(PHONE_REASON, BEFORE[0])
    visitor.type_in("電話番号", NEW_PHONE)
    visitor.press(NEXT)
    visitor.is_on("振込先の口座")
    visitor.sees(ACCOUNT_REASON, BEFORE[1])
    visitor.choose("振込先の口座", "公金受取口座（国に登録した口座）")
    visitor.press(NEXT)
    visitor.is_on("送る前に確かめる")
    for text in (*BEFORE, *AFTER):
        expect(visitor.page.locator(".diff")).to_contain_text(text)
    visitor.press("この内容で送る")


def read_letter(visitor: Visitor, family: Family) -> None:
    """The letter has come; it is opened as a PDF and is about us."""
    visitor.wait_for_news(lambda: visitor.page.get_by_role("link", name=re.compile("^開く（PDF）")))
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("link", name=re.compile("^保存する")).click()
    text = "".join(page.extract_text() for page in PdfReader(saved.value.path()).pages)
    for name in (family.me.shown, family.newborn.shown):
        assert _VARIATION.sub("", name) in _VARIATION.sub("", text)
    visitor.page.reload()
    visitor.look()
    visitor.sees("開封済み", "決まりました", "通知が届きました")
