"""The clerk and the head: find the case, ask for corrections, see what changed, check, propose, approve."""

import re
from datetime import date

from playwright.sync_api import expect

from tests.journeys.family import Family
from tests.journeys.visitor import Visitor

PHONE_REASON = "昼間に電話がつながりませんでした。出られる番号を書いてください。"
ACCOUNT_REASON = "公金受取口座を使うと聞いています。どちらにするか選んでください。"
MESSAGE = "お忙しいところすみません。よろしくお願いします。"
_WORDS = "名前・フリガナ・受付番号"


def open_case(visitor: Visitor, number: str) -> None:
    """Find a case by its number in the work list of the unit and open it."""
    visitor.page.get_by_label(_WORDS).fill(number)
    visitor.press("しぼりこむ")
    visitor.wait_for_news(lambda: visitor.page.get_by_role("row").filter(has_text=number))
    visitor.follow(re.compile("凪"), inside=visitor.page.get_by_role("row").filter(has_text=number))
    visitor.sees(number)


def start(visitor: Visitor, family: Family) -> None:
    """Take the case in hand, and confirm who of the register files."""
    visitor.sees("未着手", family.me.shown, "マイナンバーカード（失効未確認）", "本人の申告")
    visitor.press("担当になって始める")
    visitor.sees("担当になりました", "審査中")
    people = visitor.page.locator("#people")
    visitor.press(re.compile(f"^この人.*{family.me.shown}"), inside=people)
    expect(people).to_contain_text("照合済み")


def ask_for_two_corrections(visitor: Visitor, until: date) -> None:
    """Choose two items, say what is wrong with each, and until when an answer is wanted."""
    for item in ("電話番号", "振込先の口座"):
        visitor.page.get_by_role("checkbox", name=item, exact=True).check()
    visitor.press("選んだ項目の補正を求める")
    chosen = visitor.page.locator(".chosen")
    for number, (kind, reason) in enumerate((("古くなっている", PHONE_REASON), ("足りない", ACCOUNT_REASON))):
        chosen.nth(number).get_by_label(kind).check()
        chosen.nth(number).get_by_label(re.compile("^理由")).fill(reason)
    visitor.type_day("回答の期限", until)
    visitor.type_in("本人へのひとこと", MESSAGE)
    visitor.press("補正を求める")
    visitor.sees("補正待ち")
    expect(visitor.page.locator("#corrections")).to_contain_text("2項目")


def see_what_changed(visitor: Visitor, *, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """The answer has come: the case shows it as a difference."""
    changes = visitor.page.get_by_role("heading", name="補正で変わったところ")
    visitor.wait_for_news(lambda: changes)
    diff = visitor.page.locator(".diff")
    for text in (*before, *after):
        expect(diff).to_contain_text(text)


def propose(visitor: Visitor) -> None:
    """Tick everything that has to be seen to hold, and lay a grant before the head."""
    checks = visitor.page.locator("#checks")
    for check in checks.get_by_role("checkbox").all():
        check.check()
    visitor.press("確認したことを保存", inside=checks)
    expect(visitor.page.locator("#checks").get_by_role("checkbox", checked=False)).to_have_count(0)
    visitor.press("決裁へ進める")
    visitor.choose("決定", "認定・承認")
    visitor.press("課長に決裁を依頼する")
    visitor.sees("決裁待ち")


def approve(visitor: Visitor, family: Family) -> None:
    """Read the letter and decide."""
    visitor.follow("決裁に進む")
    letter = visitor.page.get_by_role("article", name="通知書の下書き")
    expect(letter).to_contain_text(family.me.shown)
    visitor.press("この内容で決裁する")
    visitor.sees("決定済み")
