"""A year in Chromium without JavaScript: updated by link, evaluated by three stages, frozen, rolled, shown to everybody."""

from collections.abc import Callable
from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from murakami.domain.programme.operations import cycle_signing, cycle_years, meetings
from murakami.domain.programme.operations.links import make_own_link
from murakami.domain.programme.rules.cycle import Stage
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.domain.programme.year.cast import FRONT, GOOD, MOOD, YEAR, Town, make_initiatives, make_town
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = "t" * 43
Window = Callable[[Actor | None], Page]


@pytest.fixture
def town(db: None) -> Town:
    """The people of the programme, with two initiatives of a year that is evaluated."""
    from murakami.domain.programme.models import Body, Initiative, Kpi, KpiYear, PlanEntry, Risk, Task, Year, YearPlan

    load_packs()
    for model in (PlanEntry, Risk, Task, KpiYear, Kpi, YearPlan, Year, Initiative, Body):
        model.objects.all().delete()
    town = make_town()
    make_initiatives(result="")
    YearPlan.objects.filter(initiative__code=MOOD).update(result="")
    return town


@pytest.fixture
def window(open_page: OpenPage, live_server: LiveServer) -> Window:
    """`window(town.owner)` is a browser without JavaScript in which this person is signed in; None: nobody."""

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
        page.get_by_role("button", name=words).click()


def sign(page: Page, grade: str, reason: str) -> None:
    """Write an evaluation and sign it."""
    page.goto(f"/office/programme/years/{YEAR}/{FRONT}/")
    with page.expect_navigation():
        page.get_by_role("link", name="評価を書いて署名する").click()
    look(page, "署名すると、内容は変えられません")
    page.get_by_label(grade).check()
    page.get_by_label("理由※必須").fill(reason)
    page.get_by_label("見直し").check()
    if grade.startswith("C") and not page.get_by_label("原因").input_value():
        press(page, "署名する")
        look(page, "直してほしいところが2つあります")
        page.get_by_label("原因（C・Dのとき必須）").fill("機器が届かなかった")
        page.get_by_label("次にすること（C・Dのとき必須）").fill("調達を先に行う")
    press(page, "署名する")


def test_year__from_the_link_to_the_public_page(town: Town, window: Window) -> None:
    office = window(town.office)
    office.goto("/office/programme/years/")
    look(office, "まだ年度がありません")
    office.get_by_label("年度", exact=True).select_option(str(YEAR))
    press(office, "この年度を開く")
    press(office, "評価を始める")
    look(office, "評価中", "成果が書かれていない")

    make_own_link(actor=town.owner, token=TOKEN, at=timezone.now())
    phone = window(None)
    phone.goto(f"/office/update/{TOKEN}/")
    look(phone, "自治体フロントヤード改革")
    with phone.expect_navigation():
        phone.get_by_role("link", name="自治体フロントヤード改革").click()
    phone.get_by_label("この年度の成果").fill("窓口を3つにまとめた")
    phone.get_by_label("タスク：案内を直す").select_option("done")
    phone.get_by_label("進み具合※必須").select_option("late")
    press(phone, "更新する")
    look(phone, "直してほしいところが1つあります")
    phone.get_by_label("進み具合の理由").fill("機器の納品が遅れている")
    press(phone, "更新する")
    look(phone, "を更新しました")

    owner, group, headquarters = window(town.owner), window(town.group), window(town.headquarters)
    owner.goto("/office/programme/mine/")
    look(owner, "評価を待っている", "期限を過ぎたタスク")
    press(owner, "リンクを作る")
    look(owner, "リンクを作りました")
    sign(owner, "B　計画どおり", "窓口をまとめた")
    group.goto(f"/office/programme/years/{YEAR}/{FRONT}/")
    with group.expect_navigation():
        group.get_by_role("link", name="差し戻す").click()
    group.get_by_label("差し戻す理由").fill("遅れの原因を書いてください")
    press(group, "差し戻す")
    look(group, "差し戻されています", "遅れの原因を書いてください")
    sign(owner, "C　計画より遅れている", "機器の納品が遅れた")
    sign(group, "C　計画より遅れている", "部会も同じ評価")
    sign(headquarters, "C　計画より遅れている", "調達を見直すこと")
    look(headquarters, "調達を見直すこと", "すべて一致しています", "窓口検討部会　部会長")
    for seen, stage in enumerate(Stage):
        cycle_signing.sign_step(fiscal_year=YEAR, code=MOOD, stage=stage, statement=GOOD, actor=town.office_head, seen=seen,
                                at=timezone.now())

    office.goto(f"/office/programme/years/{YEAR}/")
    look(office, "成果が書かれていない")
    with office.expect_navigation():
        office.get_by_role("link", name="確定に進む").click()
    look(office, "まだ確定できません", "成果が書かれていない")
    from murakami.domain.programme.models import YearPlan

    YearPlan.objects.filter(initiative__code=MOOD).update(result="研修を4回開いた")
    office.reload()
    look(office, "確定しますか")
    press(office, "確定して公表する")
    look(office, "を確定し、公表しました", "文書の記録番号")
    office.get_by_role("link", name="「自治体フロントヤード改革」の訂正を記録する").click()
    office.get_by_label("正しい内容").fill("窓口を4つにまとめた")
    office.get_by_label("訂正する理由").fill("数え間違い")
    look(office, "確定した文書は変わりません")
    press(office, "訂正を記録して公表する")
    look(office, "数え間違い")

    office.goto(f"/office/programme/years/{YEAR}/roll/")
    press(office, "翌年度へ繰り越す")
    look(office, "理由を書いてください")
    office.get_by_label("理由※必須").fill("納品を待つ")
    press(office, "翌年度へ繰り越す")
    look(office, "計画2件", "タスク1件を繰り越しました")

    anybody = window(None)
    anybody.goto(f"/policy/years/{YEAR}/")
    look(anybody, "令和7年度（2025年度）の評価", "調達を見直すこと", "窓口を4つにまとめた", "数え間違い", "C　計画より遅れている")
    assert "職員" not in anybody.inner_text("main")
    for lang in ("ja-easy", "en"):
        anybody.goto(f"/-/display?lang={lang}&next=/policy/years/{YEAR}/")
        look(anybody)


def test_meeting__from_the_agenda_to_the_decision(town: Town, window: Window) -> None:
    cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=timezone.now())
    office = window(town.office)
    office.goto("/office/programme/meetings/")
    look(office, "まだ会議がありません")
    office.get_by_role("link", name="会議を準備する").click()
    look(office)
    office.get_by_label("会議体").select_option("headquarters")
    office.get_by_label("会議の名前").fill("第3回 DX推進本部会議")
    for label, value in (("年", "2026"), ("月", "12"), ("日", "10")):
        office.get_by_label(label, exact=True).fill(value)
    press(office, "会議をつくる")
    look(office, "議題 1")
    office.get_by_label("議題", exact=True).first.fill("窓口の評価について")
    office.get_by_label("取組", exact=True).first.select_option(FRONT)
    press(office, "議題を保存する")
    look(office, "窓口の評価について")
    meeting = meetings.Meeting.objects.get()
    meetings.keep_papers(key=meeting.key, sha256="a" * 64, actor=town.office, revision=meeting.revision, at=timezone.now())
    office.reload()
    office.get_by_role("link", name="決定を記録する").click()
    office.get_by_label("決まったこと").fill("支所へ広げる")
    office.get_by_label("理由").fill("待ち時間が減った")
    press(office, "決定を記録する")
    office.get_by_role("link", name="タスクを割り当てる").click()
    look(office, "窓口の評価について")
    office.get_by_label("すること").fill("支所の机を数える")
    office.get_by_label("担当").select_option(str(town.clerk.account_id))
    press(office, "タスクをつくる")
    look(office, "支所へ広げる", "支所の机を数える", "職員 clerk", "資料（PDF）を開く")
    office.goto("/office/programme/bodies/group/")
    look(office, "職員 group", "部会長")
    office.get_by_role("link", name="委員を加える").click()
    office.get_by_label("氏名").fill("葛󠄀城　光")
    office.get_by_label("役職").fill("アドバイザー")
    look(office)
    press(office, "加える")
    look(office, "葛󠄀城　光")
    for where in ("bodies/", "period/", "period/2.3/", f"period/2.3/{FRONT}/", "years/", "meetings/", f"years/{YEAR}/"):
        office.goto(f"/office/programme/{where}")
        look(office)
    assert date(2026, 12, 10) == meeting.held_on
