"""Sign-in in Chromium: the card provider of the demo, mail, password and code; without violation at 320 px."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.operations.staff import add_staff
from tests.adapters.digital_auth.outside import CLIENT_KEY, real_provider
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.foundation.accounts.people import PASSWORD, make_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.interfaces.sign_in.urls")]


@pytest.fixture
def provider(live_server: LiveServer, settings: Settings) -> Iterator[str]:
    back = f"{live_server.url}/sign-in/card/back/"
    with real_provider(redirect_uri=back) as issuer:
        settings.CARD_PROVIDER = "murakami.adapters.digital_auth.provider"
        settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID = issuer, "smart-murakami-demo"
        settings.OIDC_PRIVATE_KEY = CLIENT_KEY.as_pem(private=True).decode()
        settings.BASE_URL = live_server.url
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**directives, "form-action": [*directives["form-action"], issuer.removesuffix("/api/realms/main")]}}
        yield issuer


def look(page: Page, *, js: bool = True) -> None:
    """Every page on the way holds at 320 px; axe itself needs the page's JavaScript."""
    if js:
        assert_accessible(page)
    size = page.viewport_size
    assert_no_overflow(page)
    if size:
        page.set_viewport_size(size)


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("js", [True, False])
def test_resident__signs_in_by_mail_then_links_the_card(open_page: OpenPage, provider: str, js: bool) -> None:
    page = open_page(width=360, height=740, js=js)
    page.goto("/mine/")
    look(page, js=js)
    page.get_by_label("メールアドレス").fill("hanako@")
    press(page, "確認コードを送る")
    expect(page.locator(".errors")).to_contain_text("メールアドレス")
    look(page, js=js)
    page.get_by_label("メールアドレス").fill("hanako@example.jp")
    press(page, "確認コードを送る")
    page.get_by_label("確認コード").fill("not a code")
    press(page, "サインインする")
    expect(page.locator(".field__error")).to_contain_text("あと4回")
    look(page, js=js)
    found = re.search(r"\d{6}", mail.outbox[-1].subject)
    assert found is not None
    page.get_by_label("確認コード").fill(found[0])
    press(page, "サインインする")
    expect(page).to_have_url(re.compile(r"/mine/$"))
    page.goto("/sign-in/ways/")
    look(page, js=js)
    press(page, "カードを結び付ける")
    page.get_by_label("𠮷田 太郎").check()
    look(page, js=js)
    press(page, "この人としてサインインする")
    page.goto("/sign-in/ways/")
    expect(page.get_by_text("失効未確認", exact=True)).to_be_visible()
    look(page, js=js)
    assert Account.objects.count() == 1
    press(page, "サインアウトする")
    look(page, js=js)


def test_resident__gives_the_card_up_and_is_not_lost(open_page: OpenPage, provider: str) -> None:
    page = open_page(width=360, height=740)
    page.goto("/mine/")
    press(page, "カードでサインイン")
    press(page, "やめる")
    expect(page.get_by_role("heading", level=1)).to_have_text("カードでのサインインをやめました")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="サインインの画面へ").click()
    assert page.locator("input[name=next]").first.input_value() == "/mine/"


@pytest.mark.parametrize("js", [True, False])
def test_staff__sets_up_signs_out_and_in_again(open_page: OpenPage, js: bool) -> None:
    start = add_staff(login_name="new", name="新人　花子", at=timezone.now())
    page = open_page(js=js)
    page.goto("/office/")
    look(page, js=js)
    page.get_by_label("職員番号").fill("new")
    page.get_by_label("パスワード").fill(start.password)
    press(page, "次へ")
    look(page, js=js)
    secret = page.locator("code.number").inner_text().replace(" ", "")
    page.get_by_label("新しいパスワード", exact=False).first.fill("a good long password")
    page.get_by_label("新しいパスワード（もう一度）").fill("a good long password")
    page.get_by_label("確認コード").fill(second_factor.code_at(secret=secret, at=timezone.now()))
    press(page, "設定してサインインする")
    look(page, js=js)
    code = page.locator("code.number").first.inner_text()
    press(page, "控えました。仕事を始めます")
    expect(page.locator("body")).to_contain_text("staff account 新人")
    page.goto("/office/sign-in/out/")
    press(page, "サインアウトする")
    look(page, js=js)
    page.goto("/office/")
    page.get_by_label("職員番号").fill("new")
    page.get_by_label("パスワード").fill("a good long password")
    press(page, "次へ")
    look(page, js=js)
    page.get_by_label("確認コード").fill(code)
    press(page, "サインインする")
    expect(page.get_by_role("heading", level=1)).to_have_text("自分の設定")
    look(page, js=js)


def test_staff__is_told_about_a_lock_out(page: Page) -> None:
    make_staff("kodomo-1", password=PASSWORD)
    page.goto("/office/")
    for _ in range(5):
        page.get_by_label("職員番号").fill("kodomo-1")
        page.get_by_label("パスワード").fill("wrong")
        press(page, "次へ")
    expect(page.locator(".notice")).to_contain_text("までサインインできません")
    look(page)
