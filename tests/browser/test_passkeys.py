"""Passkeys in Chromium, with its own virtual authenticator: the real ceremony, for staff and for residents."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account, Passkey, SignInRecord
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.page_steps import let_in
from tests.foundation.accounts.people import make_resident, make_staff
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
OpenPage = Callable[..., Page]


def plug_in(page: Page, *, verifies: bool = True) -> None:
    """Give a browser an authenticator of its own that its owner always answers."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": verifies, "automaticPresenceSimulation": True}})


def who(account: Account) -> Actor:
    return Actor(kind=AccountKind(account.kind), account_id=account.pk)


@pytest.fixture
def clerk(transactional_db: None) -> Account:
    load_packs()
    account = make_staff("kodomo-1", kodomo=Role.CLERK)
    second_factor.enrol(account=account, secret=SECRET, step=0, at=datetime(2026, 1, 1, tzinfo=UTC))
    return account


def test_staff__add_a_passkey_and_come_in_with_it(open_page: OpenPage, clerk: Account, live_server: LiveServer) -> None:
    page = open_page(width=1280, js=True)
    plug_in(page)
    let_in(page, who(clerk), address=live_server.url)
    page.goto("/office/sign-in/own/passkeys/")
    page.get_by_role("button", name="この端末のパスキーを加える").click()
    expect(page.get_by_text("パスキーを加えました")).to_be_visible()
    assert_accessible(page)
    page.context.clear_cookies()
    page.goto("/office/sign-in/?next=/office/sign-in/own/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page.get_by_role("heading", name="自分の設定")).to_be_visible()
    expect(page.get_by_text("パスキー：サインインしました")).to_be_visible()
    assert Passkey.objects.get().used_at is not None


def test_heavy_act__is_proved_with_the_passkey_and_keeps_what_was_typed(
    open_page: OpenPage, clerk: Account, live_server: LiveServer, settings: Settings
) -> None:
    keeper = make_staff("somu-1", somu=Role.PERSONNEL)
    page = open_page(width=1280, js=True)
    plug_in(page)
    let_in(page, who(keeper), address=live_server.url)
    page.goto("/office/sign-in/own/passkeys/")
    page.get_by_role("button", name="この端末のパスキーを加える").click()
    expect(page.get_by_text("パスキーを加えました")).to_be_visible()
    settings.PROOF_MINUTES = 0
    page.goto(f"/office/staff/{clerk.pk}/reset/")
    page.get_by_role("button", name="作りなおす").click()
    expect(page.get_by_role("heading", name="もう一度、本人の確認")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="パスキーで確かめて続ける").click()
    expect(page.get_by_text("はじめのパスワード").first).to_be_visible()


def test_resident__is_offered_one_after_signing_in_and_comes_back(open_page: OpenPage, transactional_db: None) -> None:
    load_packs()
    page = open_page(width=320, js=True)
    plug_in(page)
    page.goto("/sign-in/")
    page.get_by_label("メールアドレス").fill("mother@example.jp")
    page.get_by_role("button", name="確認コードを送る").click()
    expect(page.get_by_label("確認コード")).to_be_visible()
    found = re.search(r"\d{6}", mail.outbox[-1].body)
    assert found is not None
    page.get_by_label("確認コード").fill(found[0])
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", name="次から、番号を待たずに入れます")).to_be_visible()
    assert_accessible(page)
    assert_no_overflow(page)
    page.get_by_role("button", name="この端末で入れるようにする").click()
    expect(page.get_by_text("パスキーを加えました")).to_be_visible()
    expect(page.get_by_role("heading", name="次から、番号を待たずに入れます")).to_be_hidden()
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page).to_have_url(re.compile("/my/"))


def test_resident__comes_back_with_a_passkey_on_a_phone(open_page: OpenPage, transactional_db: None, live_server: LiveServer) -> None:
    load_packs()
    resident = make_resident(email="hanako@example.jp", email_confirmed_at=timezone.now())
    page = open_page(width=320, js=True)
    plug_in(page)
    let_in(page, who(resident), address=live_server.url)
    page.goto("/sign-in/ways/")
    page.get_by_role("button", name="この端末のパスキーを加える").click()
    expect(page.get_by_text("パスキーを加えました")).to_be_visible()
    assert_no_overflow(page)
    page.context.clear_cookies()
    page.goto("/sign-in/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page).to_have_url(re.compile("/my/"))
    assert SignInRecord.objects.filter(account=resident).values_list("method", flat=True).get() == "passkey"


def test_authenticator__that_verifies_nobody_says_so_and_the_other_ways_stay(open_page: OpenPage, clerk: Account) -> None:
    page = open_page(width=1280, js=True)
    plug_in(page, verifies=False)
    page.goto("/office/sign-in/")
    page.get_by_role("button", name="パスキーでサインイン").click()
    expect(page.get_by_text("パスキーを使えませんでした")).to_be_visible()
    expect(page.get_by_label("パスワード")).to_be_visible()


def test_page__without_a_script_offers_the_other_ways_only(open_page: OpenPage, clerk: Account) -> None:
    page = open_page(width=1280, js=False)
    page.goto("/office/sign-in/")
    expect(page.get_by_role("button", name="次へ")).to_be_visible()
    expect(page.get_by_role("button", name="パスキーでサインイン")).to_be_hidden()
