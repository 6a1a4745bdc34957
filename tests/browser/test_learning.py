"""Learning in Chromium on a telephone: read, answer, join, attend; coverage on the head's desk; with and without scripts."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from murakami.domain.learning.attendance_code import make_code
from murakami.domain.learning.models import Session
from murakami.domain.learning.operations.sessions import NewSession, open_session
from murakami.domain.learning.queries.catalogue import current_catalogue
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.domain.cases.cast import Cast, make_cast
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """The people of two units."""
    load_packs()
    return make_cast()


@pytest.fixture
def session(cast: Cast) -> Session:
    """A session of the head that begins in twenty minutes."""
    starts_at = timezone.now() + timedelta(minutes=20)
    return open_session(
        NewSession(course="bpr-workshop", place="大会議室", starts_at=starts_at, ends_at=starts_at + timedelta(hours=3),
                   capacity=12),
        actor=cast.head, office=frozenset(), key="5" * 32, subject_key="6" * 32, at=timezone.now() - timedelta(days=9))


def window(who: Actor, open_page: OpenPage, server: LiveServer, *, js: bool, width: int) -> Page:
    """Somebody's window, signed in."""
    client = Client()
    sign_in(client, Account.objects.get(pk=who.account_id), at=timezone.now())
    page = open_page(width=width, height=740, js=js)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": server.url,
                               "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
    return page


def look(page: Page, words: str) -> None:
    """The page says what it should, to everybody, also at 320 px."""
    expect(page.locator("main")).to_contain_text(words)
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):  # axe is a script
        assert_accessible(page)
    assert_no_overflow(page)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def follow(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=words).first.click()


def answer_rightly(page: Page, course: str) -> None:
    check = current_catalogue().courses[course].check
    assert check is not None
    for place, question in enumerate(check.questions):
        for code in question.right:
            page.locator(f"[name='q{place}.value'][value='{code}']").check()


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_learning__from_what_is_lacking_to_the_record(
    cast: Cast, session: Session, open_page: OpenPage, live_server: LiveServer, js: bool
) -> None:
    phone = window(cast.clerk, open_page, live_server, js=js, width=320)
    phone.goto("/office/learning/")
    look(phone, "8つのうち 0つが身についています")
    follow(phone, "「個人情報と個人番号」へ")
    look(phone, "覚えておくこと")
    follow(phone, "確認テストへ")
    look(phone, "5問のうち4問が正しければ合格です")
    press(phone, "答えを送る")
    look(phone, "直してほしいところが5つあります")
    answer_rightly(phone, "privacy-basics")
    press(phone, "答えを送る")
    look(phone, "合格です")
    phone.goto("/office/learning/sessions/")
    look(phone, "あと12席")
    follow(phone, "業務の流れを描く")
    press(phone, "申し込む")
    look(phone, "申込みを取り消す")
    phone.goto(f"/office/learning/attend/{make_code(session=session.key, good_until=session.ends_at)}/")
    look(phone, "出席を記録します")
    press(phone, "出席する")
    look(phone, "出席を記録しました")
    phone.goto("/office/learning/record/")
    look(phone, "業務の見直し 段階2")


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_learning__the_head_shows_the_code_ticks_names_and_sees_coverage(
    cast: Cast, session: Session, open_page: OpenPage, live_server: LiveServer, js: bool
) -> None:
    desk = window(cast.head, open_page, live_server, js=js, width=1280)
    desk.goto(f"/office/learning/sessions/{session.key}/")
    look(desk, "名簿で出席を付ける")
    follow(desk, "出席のQRコードを出す")
    look(desk, "1分ごとに新しいコードに変わります")
    expect(desk.get_by_role("img", name="出席のQRコード")).to_be_visible()
    desk.goto(f"/office/learning/sessions/{session.key}/attendance/")
    desk.get_by_label("申し込まずに来た人").fill("nobody")
    press(desk, "出席を保存する")
    look(desk, "そのサインイン名の職員はいません")
    desk.get_by_label("申し込まずに来た人").fill("colleague")
    press(desk, "出席を保存する")
    look(desk, "1人の出席を直しました")
    desk.goto("/office/learning/coverage/")
    look(desk, "身についた人／要る人")
    follow(desk, "こども課")
    look(desk, "こども課の学び")
    keeper = window(cast.administrator, open_page, live_server, js=js, width=320)
    keeper.goto("/office/learning/coverage/kodomo/roles/")
    look(keeper, "学びの役割を決める")
    keeper.get_by_label("職員 clerk").select_option("leader")
    press(keeper, "役割を保存する")
    look(keeper, "1人の役割を変えました")
    desk.goto("/office/learning/sessions/new/")
    look(desk, "研修を開く")
    press(desk, "開く")
    look(desk, "直してほしいところ")
    desk.goto(f"/office/learning/sessions/{session.key}/call-off/")
    look(desk, "中止の理由")
