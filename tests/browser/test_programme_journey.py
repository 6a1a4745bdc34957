"""The policy's whole way in Chromium, with and without JavaScript: from an owner's link to what is said of the next edition."""

import re
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from murakami.domain.programme.operations import cycle_signing
from murakami.domain.programme.operations.links import make_own_link
from murakami.domain.programme.rules.cycle import Stage
from murakami.foundation.spool.worker import run_pending
from tests.browser.page_steps import Window, fill, fill_day, follow, look, press, visit
from tests.browser.printing import assert_prints
from tests.browser.programme_town import town_with_two_plans
from tests.domain.programme.year.cast import FRONT, GOOD, MOOD, YEAR, Town

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN, NEXT = "t" * 43, "3.0"
YEAR_PAGE, INITIATIVE_PAGE = f"/policy/years/{YEAR}/", f"/policy/initiatives/{FRONT}/"
DRAFT, HEARING = f"/office/programme/drafts/{NEXT}/", f"/policy/hearings/{NEXT}/"
LATE, DECIDED, LEFT, SAID = "機器の納品が遅れた", "調達を見直すこと", "支所へ広げること", "支所でも書かない窓口にしてください。"


@dataclass(frozen=True)
class Windows:
    """One window for each who takes part."""

    office: Page
    phone: Page  # of the owner, who is not signed in on it
    owner: Page
    group: Page
    headquarters: Page
    anybody: Page


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def windows(request: pytest.FixtureRequest, window: Window, town: Town) -> Windows:
    js = request.param
    return Windows(office=window(town.office, js=js), phone=window(None, js=js, width=360), owner=window(town.owner, js=js),
                   group=window(town.group, js=js), headquarters=window(town.headquarters, js=js), anybody=window(None, js=js))


@pytest.fixture
def town(db: None) -> Town:
    return town_with_two_plans()


def test_programme__from_the_personal_link_to_a_comment_on_the_next_edition(town: Town, windows: Windows) -> None:
    begin_the_year(windows.office)
    make_own_link(actor=town.owner, token=TOKEN, at=timezone.now())
    update_by_link(windows.phone)
    sign(windows.owner, LATE)
    sign(windows.group, "部会も同じ評価")
    sign(windows.headquarters, DECIDED)
    look(windows.headquarters, DECIDED, "すべて一致しています")
    decide_the_other(town)
    freeze(windows.office)
    roll(windows.office)
    read_in_public(windows.anybody)
    evaluate_the_period(windows.office)
    draft_the_next(windows.office)
    announce(windows.office)
    comment(windows.anybody)
    run_pending()
    visit(windows.office, f"{DRAFT}comments/", SAID, "回答がまだのもの 1件")


def begin_the_year(office: Page) -> None:
    visit(office, "/office/programme/years/", "まだ年度がありません")
    office.get_by_label("年度", exact=True).select_option(str(YEAR))
    press(office, "この年度を開く")
    press(office, "評価を始める")
    look(office, "評価中", "成果が書かれていない")


def update_by_link(phone: Page) -> None:
    visit(phone, f"/office/update/{TOKEN}/", "自治体フロントヤード改革")
    follow(phone, "自治体フロントヤード改革")
    fill(phone, {"この年度の成果": "窓口を3つにまとめた", "進み具合の理由": "機器の納品が遅れている"})
    phone.get_by_label("タスク：案内を直す").select_option("done")
    phone.get_by_label("進み具合※必須").select_option("late")
    press(phone, "更新する")
    look(phone, "を更新しました")


def sign(page: Page, reason: str) -> None:
    """Write that it is late, why, and what is done next; sign it."""
    visit(page, f"/office/programme/years/{YEAR}/{FRONT}/", "窓口を3つにまとめた")
    follow(page, "評価を書いて署名する")
    page.get_by_label("C　計画より遅れている").check()
    page.get_by_label("見直し").check()
    fill(page, {"理由※必須": reason})
    page.get_by_label("原因（C・Dのとき必須）").fill("機器が届かなかった")
    page.get_by_label("次にすること（C・Dのとき必須）").fill("調達を先に行う")
    look(page, "署名すると、内容は変えられません")
    press(page, "署名する")


def decide_the_other(town: Town) -> None:
    """The DX office's own initiative, of which this journey tells nothing, is decided as planned."""
    for seen, stage in enumerate(Stage):
        cycle_signing.sign_step(fiscal_year=YEAR, code=MOOD, stage=stage, statement=GOOD, actor=town.office_head, seen=seen,
                                at=timezone.now())


def freeze(office: Page) -> None:
    visit(office, f"/office/programme/years/{YEAR}/")
    follow(office, "確定に進む")
    look(office, "確定しますか")
    press(office, "確定して公表する")
    look(office, "を確定し、公表しました", "文書の記録番号")
    assert_prints(office, DECIDED)


def roll(office: Page) -> None:
    visit(office, f"/office/programme/years/{YEAR}/roll/", "機器を入れる")
    fill(office, {"理由※必須": "納品を待つ"})
    press(office, "翌年度へ繰り越す")
    look(office, "計画2件", "タスク1件を繰り越しました")


def read_in_public(anybody: Page) -> None:
    visit(anybody, YEAR_PAGE, "令和7年度（2025年度）の評価", DECIDED, "C　計画より遅れている")
    assert "職員" not in anybody.inner_text("main")
    assert_prints(anybody, "令和7年度（2025年度）の評価", DECIDED, "機器が届かなかった")
    visit(anybody, INITIATIVE_PAGE, "毎年の評価", DECIDED)
    assert_prints(anybody, "自治体フロントヤード改革", "毎年の評価", DECIDED)


def evaluate_the_period(office: Page) -> None:
    visit(office, f"/office/programme/period/2.3/{FRONT}/", DECIDED)
    office.get_by_label("C　計画より遅れている").check()
    fill(office, {"達成したこと": "窓口をまとめた", "次の版に引き継ぐこと": LEFT})
    press(office, "期間評価を保存する")
    look(office, "期間評価を保存しました", LEFT)


def draft_the_next(office: Page) -> None:
    visit(office, "/office/programme/drafts/", "作成中の案はありません")
    follow(office, "次の版の案を作る")
    press(office, "案を作る")
    look(office, "案を作りました", "そのまま 24", LEFT)
    follow(office, re.compile("書き直す.*自治体フロントヤード改革"))
    look(office, LEFT)
    fill(office, {"取組の名前": "どこからでも使える窓口"})
    press(office, "保存する")
    look(office, "改名", "どこからでも使える窓口")


def announce(office: Page) -> None:
    follow(office, "意見募集を始める")
    fill_day(office, "始まりの日", days=0)
    fill_day(office, "終わりの日", days=30)
    fill(office, {"お知らせの文": "第3.0版の案について、ご意見をお寄せください。"})
    press(office, "公表して、意見募集を始める")
    look(office, "意見募集中", "募集が終わるまで、案は変えられません")


def comment(anybody: Page) -> None:
    visit(anybody, f"{HEARING}?as=changes", "どこからでも使える窓口")
    assert_prints(anybody, "どこからでも使える窓口")
    visit(anybody, HEARING, "意見を書く")
    anybody.get_by_label("何についての意見ですか").select_option(FRONT)
    fill(anybody, {"意見※必須": SAID, "名前": "架空　花子"})
    press(anybody, "意見を送る")
    look(anybody, "意見を受け取りました")
