"""A next edition in Chromium without JavaScript: every form of a draft, its hearing in three languages, its adoption."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from murakami.domain.programme.models import Hearing
from murakami.domain.programme.operations import drafting, hearing
from murakami.domain.programme.rules.drafting import Heading
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.spool.worker import run_pending
from tests.browser.page_steps import Window, fill, follow, look, press, visit
from tests.browser.programme_town import town_with_policy
from tests.domain.programme.year.cast import Town

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "3.0"
HERE, OPEN = f"/office/programme/drafts/{CODE}/", f"/policy/hearings/{CODE}/"
FORMS = ("initiatives/add/", "initiatives/2-1-2/merge/", "initiatives/2-1-2/split/", "vision/", "chapters/0/", "pillars/0/", "pillars/1/0/", "principles/0/",
         "articles/0/", "organisation/add/", "glossary/0/", "glossary/0/remove/", "changes/", "preview/",
         "adopt/")
HEADING = Heading(code=CODE, title="村上市DX推進方針", version_title="第3.0版", dated="2027-03", first=2027, last=2031)


@pytest.fixture
def town(db: None) -> Town:
    """A town whose DX office has begun a draft."""
    town = town_with_policy()
    drafting.begin_draft(base="2.3", heading=HEADING, actor=town.office, at=timezone.now())
    return town


def open_hearing(office: Actor) -> None:
    """Announce the draft as it was begun, from today on."""
    today = timezone.localdate()
    hearing.open_hearing(code=CODE, opens_on=today, closes_on=today + timedelta(days=30), announcement="ご意見をお寄せください。",
                         actor=office, revision=1, at=timezone.now())


def close_hearing() -> None:
    """Its last day was yesterday."""
    today = timezone.localdate()
    Hearing.objects.update(opens_on=today - timedelta(days=30), closes_on=today - timedelta(days=1))


def test_draft__every_form_is_clear_and_narrow(town: Town, window: Window) -> None:
    office = window(town.office)
    for where in FORMS:
        visit(office, HERE + where)


def test_draft__an_initiative_goes_only_with_a_reason(town: Town, window: Window) -> None:
    office = window(town.office)
    visit(office, f"{HERE}initiatives/1-2/withdraw/")
    press(office, "廃止する")
    look(office, "直してほしいところが1つあります")
    fill(office, {"廃止する理由": "目的を果たした"})
    press(office, "廃止する")
    look(office, "廃止する取組")


def test_draft__a_row_of_the_schedule_is_planned(town: Town, window: Window) -> None:
    office = window(town.office)
    visit(office, HERE)
    office.locator("summary", has_text="図表3.2-1").click()
    follow(office, "① ")
    fill(office, {"予定": "2027-2028 準備\n2029-2031 実施"})
    look(office, "スケジュールの予定を書く")
    press(office, "保存する")
    visit(office, f"{HERE}changes/", "2027–2028 準備")


def test_hearing__is_read_and_answered_in_three_languages(town: Town, window: Window) -> None:
    open_hearing(town.office)
    anybody = window(None)
    visit(anybody, "/policy/hearings/", "意見を募集しています")
    for lang in ("ja-easy", "en"):
        for page in (OPEN, f"{OPEN}?as=changes", f"{OPEN}?as=text"):
            visit(anybody, f"/-/display?lang={lang}&next={page}")
    visit(anybody, f"/-/display?lang=ja&next={OPEN}")
    press(anybody, "意見を送る")
    look(anybody, "直してほしいところが1つあります")


def test_edition__from_the_answer_to_the_policy_in_force(town: Town, window: Window) -> None:
    open_hearing(town.office)
    office, anybody = window(town.office), window(None)
    say(anybody)
    run_pending()
    close_hearing()
    answer(office)
    publish_results(office)
    visit(anybody, OPEN, "支所でも書かない窓口に", "案に支所を加えました。", "案に反映した")
    assert "花子" not in anybody.inner_text("main")
    visit(office, f"{HERE}adopt/", "案を方針として決定する")
    press(office, "決定して公表する")
    look(office, "決定し、公表しました")
    visit(anybody, "/policy/", "第3.0版")
    visit(anybody, OPEN, "決まった方針を読む")


def say(anybody: Page) -> None:
    visit(anybody, OPEN)
    anybody.get_by_label("何についての意見ですか").select_option("2-1-2")
    fill(anybody, {"意見※必須": "支所でも書かない窓口にしてください。", "名前": "架空　花子"})
    press(anybody, "意見を送る")
    look(anybody, "意見を受け取りました")


def answer(office: Page) -> None:
    visit(office, f"{HERE}comments/", "支所でも書かない窓口に", "架空　花子", "回答がまだのもの 1件")
    follow(office, "回答する")
    office.get_by_label("案に反映した").check()
    fill(office, {"市の考え方": "案に支所を加えました。"})
    look(office, "意見に回答する")
    press(office, "回答を保存する")


def publish_results(office: Page) -> None:
    follow(office, "結果の公表に進む")
    fill(office, {"結果のまとめ": "1件のご意見をいただきました。"})
    look(office)
    press(office, "結果を公表する")
    look(office, "結果を公表済み")
