"""A next edition in Chromium without JavaScript: drafted from the adopted one, heard, commented on, answered, adopted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.worker import run_pending
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.domain.programme.year.cast import Town, make_town
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)
Window = Callable[[Actor | None], Page]
CODE = "3.0"
HERE, OPEN = f"/office/programme/drafts/{CODE}/", f"/policy/hearings/{CODE}/"


@pytest.fixture
def town(db: None) -> Town:
    """The people of the programme, in a town with its packs."""
    from murakami.domain.programme.models import Body

    load_packs()
    Body.objects.all().delete()
    return make_town()


@pytest.fixture
def window(open_page: OpenPage, live_server: LiveServer) -> Window:
    """`window(town.office)` is a browser without JavaScript in which this person is signed in; None: nobody."""

    def window_of(actor: Actor | None) -> Page:
        page = open_page(width=1280, js=False)
        if actor is not None:
            client = Client()
            sign_in(client, Account.objects.get(pk=actor.account_id), at=timezone.now())
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
                                       "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
        return page

    return window_of


def look(page: Page, *words: str) -> None:
    """The page says what it should, to everybody, also at 320 px."""
    for word in words:
        assert word in page.inner_text("main"), page.inner_text("main")
    assert_accessible(page)
    assert_no_overflow(page)
    page.set_viewport_size({"width": 1280, "height": 900})


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def follow(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=words).first.click()


def fill_day(page: Page, legend: str, days: int) -> None:
    day = timezone.localdate() + timedelta(days=days)
    group = page.get_by_role("group", name=legend)
    for label, value in (("年", day.year), ("月", day.month), ("日", day.day)):
        group.get_by_label(label, exact=True).fill(str(value))


def test_edition__from_the_draft_to_the_policy_in_force(town: Town, window: Window) -> None:
    from murakami.domain.programme.models import Hearing

    office = window(town.office)
    office.goto("/office/programme/drafts/")
    look(office, "作成中の案はありません")
    follow(office, "次の版の案を作る")
    look(office)
    press(office, "案を作る")
    look(office, "案を作りました", "そのまま 24")
    follow(office, "書き直す")
    office.get_by_label("取組の名前").fill("みんなで進めるDX")
    look(office, "取組を書き直す")
    press(office, "保存する")
    look(office, "改名")
    office.goto(f"{HERE}initiatives/1-2/withdraw/")
    press(office, "廃止する")
    look(office, "直してほしいところが1つあります")
    office.get_by_label("廃止する理由").fill("目的を果たした")
    press(office, "廃止する")
    look(office, "廃止する取組")
    for where in ("initiatives/add/", "initiatives/2-1-2/merge/", "initiatives/2-1-2/split/", "vision/", "chapters/0/", "changes/",
                  "preview/", "adopt/"):
        office.goto(HERE + where)
        look(office)
    office.goto(HERE)
    office.locator("summary", has_text="図表3.2-1").click()
    follow(office, "① ")
    office.get_by_label("予定").fill("2027-2028 準備\n2029-2031 実施")
    look(office, "スケジュールの予定を書く")
    press(office, "保存する")
    follow(office, "意見募集を始める")
    fill_day(office, "始まりの日", 0)
    fill_day(office, "終わりの日", 30)
    office.get_by_label("お知らせの文").fill("第3.0版の案について、ご意見をお寄せください。")
    look(office)
    press(office, "公表して、意見募集を始める")
    look(office, "意見募集中", "募集が終わるまで、案は変えられません")

    anybody = window(None)
    anybody.goto("/policy/hearings/")
    look(anybody, "意見を募集しています")
    anybody.goto(f"{OPEN}?as=changes")
    look(anybody, "目的を果たした", "変わらない取組")
    anybody.goto(f"{OPEN}?as=text")
    look(anybody, "みんなで進めるDX")
    anybody.goto(OPEN)
    press(anybody, "意見を送る")
    look(anybody, "直してほしいところが1つあります")
    anybody.get_by_label("何についての意見ですか").select_option("2-1-2")
    anybody.get_by_label("意見※必須").fill("支所でも書かない窓口にしてください。")
    anybody.get_by_label("名前").fill("架空　花子")
    press(anybody, "意見を送る")
    look(anybody, "意見を受け取りました")
    for lang in ("ja-easy", "en"):
        for page in (OPEN, f"{OPEN}?as=changes"):
            anybody.goto(f"/-/display?lang={lang}&next={page}")
            look(anybody)
    run_pending()

    today = timezone.localdate()
    Hearing.objects.update(opens_on=today - timedelta(days=30), closes_on=today - timedelta(days=1))
    office.goto(f"{HERE}comments/")
    look(office, "支所でも書かない窓口に", "架空　花子", "回答がまだのもの 1件")
    follow(office, "回答する")
    office.get_by_label("案に反映した").check()
    office.get_by_label("市の考え方").fill("案に支所を加えました。")
    look(office, "意見に回答する")
    press(office, "回答を保存する")
    follow(office, "結果の公表に進む")
    office.get_by_label("結果のまとめ").fill("1件のご意見をいただきました。")
    look(office)
    press(office, "結果を公表する")
    look(office, "結果を公表済み")
    anybody.goto(f"/-/display?lang=ja&next={OPEN}")
    look(anybody, "支所でも書かない窓口に", "案に支所を加えました。", "案に反映した")
    assert "花子" not in anybody.inner_text("main")

    office.goto(f"{HERE}adopt/")
    look(office, "案を方針として決定する")
    press(office, "決定して公表する")
    look(office, "決定し、公表しました")
    anybody.goto("/policy/")
    look(anybody, "第3.0版", "みんなで進めるDX")
    anybody.goto(OPEN)
    look(anybody, "決まった方針を読む")
