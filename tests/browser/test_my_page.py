# ruff: noqa: F811 - fixtures are named as they are imported
"""My page in Chromium: a correction answered from the first look to the diff, every page on the way clear and narrow."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from murakami.domain.intake.models import Filing
from murakami.domain.intake.rules.ownership import Owner
from murakami.domain.mailbox import messages
from murakami.domain.mailbox.operations import receiving
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.flows.mailing.filed import ask_for_correction, promise_bankbook, send_letter
from tests.interfaces.portal.family import claim, draw_key, family, filings, me, owner, packs  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db(transaction=True)

BANK = {"bank_name": "第四北越銀行", "branch_name": "村上支店", "number": "1234567", "holder_kana": "カツラギ　ケン"}


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def browser_of_family(request: pytest.FixtureRequest, open_page: OpenPage, live_server: LiveServer, me: Client) -> Page:
    """The family's telephone, signed in."""
    page = open_page(width=360, height=740, js=request.param)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
                               "value": me.cookies[settings.SESSION_COOKIE_NAME].value}])
    return page


def look(page: Page, words: str) -> None:
    """The page says what it should, to everybody, also at 320 px."""
    assert words in page.inner_text("main")
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):  # axe is a script
        assert_accessible(page)
    assert_no_overflow(page)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def photo() -> dict[str, object]:
    data = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(data, "JPEG")
    return {"name": "通帳.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def test_correction__is_answered_on_a_telephone(browser_of_family: Page, claim: Filing, at: datetime) -> None:
    page, filing = browser_of_family, f"/my/filings/{claim.receipt_number}/"
    request = ask_for_correction(claim, at=at, message="お願いします。", **{
        "account.account": "公金受取口座が登録されていません。", "newborn-1.name": "出生届とちがいます。"})
    page.goto("/my/")
    look(page, "2項目の確認が届いています")
    with page.expect_navigation():
        page.get_by_role("link", name="直して送る").click()
    look(page, "公金受取口座が登録されていません")
    press(page, "直しはじめる")
    look(page, "前の答え")
    page.get_by_label("口座を書く").check()
    press(page, "保存して次へ")
    look(page, "直してほしいところ")
    for part, text in BANK.items():
        page.fill(f"[name='account.account.{part}']", text)
    page.select_option("[name='account.account.kind']", index=1)
    press(page, "保存して次へ")
    look(page, "出生届とちがいます")
    page.fill("[name='newborn-1.name.given']", "ひなの")
    page.fill("[name='newborn-1.name.given_kana']", "ヒナノ")
    press(page, "保存して次へ")
    look(page, "ほかの答えが変わったので、必要になりました")
    press(page, "保存して次へ")
    look(page, "ファイルがありません")
    page.set_input_files("input[type=file]", photo())  # type: ignore[arg-type]
    press(page, "ほかのファイルも付ける")
    look(page, "通帳.jpg")
    press(page, "保存して次へ")
    look(page, "変わるところ")
    assert page.locator("del").count() == 2
    assert [words.strip() for words in page.locator("ins").all_inner_texts()] == [
        "葛\U000e0100城 ひなの（カツラギ ヒナノ）", "第四北越銀行 村上支店 普通 1234567 カツラギ ケン", "通帳.jpg"]
    press(page, "この内容で送る")
    look(page, "直した内容を送りました")
    page.goto(f"{filing}document/")
    look(page, "直したところ")
    page.goto(f"/my/corrections/{request.key}/")
    look(page, "もう返事を送っています")


def test_pages__are_clear_and_narrow(browser_of_family: Page, filings: dict[str, Filing], claim: Filing,
                                     at: datetime) -> None:
    page = browser_of_family
    page.goto("/my/")
    look(page, "いま、お願いしたいことはありません")
    mother, child = filings["expectant-mother-benefit"], filings["child-medical-subsidy"]
    send_letter(child, at=at + timedelta(days=2))
    receiving.record_message(messages.MessageReceived(
        receipt_number=mother.receipt_number, key="m" * 32, from_unit="kodomo", body="窓口でも見せてください。", at=at))
    for path, words in (
            ("/my/", "新しい通知"), (f"/my/filings/{child.receipt_number}/", "決まりました"),
            (f"/my/filings/{mother.receipt_number}/", "窓口でも見せてください"), ("/my/letters/", "児童手当 認定通知書"),
            (f"/my/filings/{claim.receipt_number}/document/", "公金受取口座"), ("/my/delivery/", "郵便で受け取ります"),
            (f"/my/filings/{claim.receipt_number}/withdraw/", "取り下げますか"), ("/my/memory/", "何も覚えていません"),
            ("/my/memory/forget/", "消しますか")):
        page.goto(path)
        look(page, words)


def test_message__is_written_and_a_filing_taken_back(browser_of_family: Page, claim: Filing) -> None:
    page = browser_of_family
    page.goto(f"/my/filings/{claim.receipt_number}/")
    page.get_by_label("担当の課へのメッセージ").fill("いつ届きますか。")
    press(page, "メッセージを送る")
    look(page, "いつ届きますか。")
    with page.expect_navigation():
        page.get_by_role("link", name="この手続を取り下げる").click()
    press(page, "取り下げる")
    look(page, "取下げを届け出ています")


def test_owed__is_named_on_the_first_page_and_leads_to_where_it_is_handed_in(
    browser_of_family: Page, claim: Filing, owner: Owner, draw_key: Callable[[], str], at: datetime
) -> None:
    page = browser_of_family
    promise_bankbook(claim, owner=owner, draw_key=draw_key, at=at)
    page.goto("/my/")
    look(page, "出していない書類")
    with page.expect_navigation():
        page.get_by_role("link", name="書類を出す").first.click()
    look(page, "まだ出していない書類")
    assert "待つだけで大丈夫" not in page.inner_text("main")
    page.goto(f"/talks/{claim.intake.key}/receipt/")
    look(page, "このあと")


def test_wrong_address__is_told_in_the_readers_language_with_a_way_on(browser_of_family: Page, packs: None) -> None:
    page = browser_of_family
    page.goto("/my/filings/MK-0000-00000-0/")
    with page.expect_navigation():
        page.get_by_role("link", name="English").click()
    page.goto("/my/filings/MK-0000-00000-0/")
    look(page, "Page not found")
    assert page.get_by_role("link", name="0254-53-2111").is_visible()
