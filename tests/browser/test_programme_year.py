"""A year in Chromium without JavaScript, where it does not go smoothly: sent back, not ready, corrected; and a meeting."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from murakami.domain.programme.models import Meeting, YearPlan
from murakami.domain.programme.operations import cycle_signing, cycle_years, meetings
from murakami.domain.programme.operations.links import make_own_link
from murakami.domain.programme.rules.cycle import Stage
from murakami.foundation.accounts.rules import Actor
from tests.browser.page_steps import Window, fill, follow, look, press, visit
from tests.browser.programme_town import town_with_two_plans
from tests.domain.programme.year.cast import BAD, FRONT, GOOD, MOOD, YEAR, Town

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN, LINE = "t" * 43, f"/office/programme/years/{YEAR}/{FRONT}/"


@pytest.fixture
def town(db: None) -> Town:
    return town_with_two_plans()


@pytest.fixture
def evaluated(town: Town) -> Town:
    """The year is being evaluated."""
    year = cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=timezone.now())
    cycle_years.start_evaluation(fiscal_year=YEAR, actor=town.office, revision=year.revision, at=timezone.now())
    return town


def decide(town: Town) -> None:
    """Every stage of both initiatives is signed."""
    for seen, stage in enumerate(Stage):
        for code, said, who in ((FRONT, BAD, town.signer(stage)), (MOOD, GOOD, town.office_head)):
            cycle_signing.sign_step(fiscal_year=YEAR, code=code, stage=stage, statement=said, actor=who, seen=seen,
                                    at=timezone.now())


def freeze(town: Town, window: Window) -> Page:
    """The year is decided, and frozen in the office's window."""
    YearPlan.objects.filter(initiative__code=FRONT).update(result="窓口を3つにまとめた")
    decide(town)
    office = window(town.office)
    visit(office, f"/office/programme/years/{YEAR}/freeze/", "確定しますか")
    press(office, "確定して公表する")
    return office


def test_update__says_what_is_missing(evaluated: Town, window: Window) -> None:
    make_own_link(actor=evaluated.owner, token=TOKEN, at=timezone.now())
    phone = window(None, width=360)
    visit(phone, f"/office/update/{TOKEN}/{FRONT}/{YEAR}/")
    phone.get_by_label("進み具合※必須").select_option("late")
    press(phone, "更新する")
    look(phone, "直してほしいところが1つあります")
    fill(phone, {"進み具合の理由": "機器の納品が遅れている"})
    press(phone, "更新する")
    look(phone, "を更新しました")


def test_mine__names_what_waits_and_makes_a_link(evaluated: Town, window: Window) -> None:
    owner = window(evaluated.owner)
    visit(owner, "/office/programme/mine/", "評価を待っている", "期限を過ぎたタスク")
    press(owner, "リンクを作る")
    look(owner, "リンクを作りました")


def test_evaluation__is_sent_back_and_signed_again(evaluated: Town, window: Window) -> None:
    owner, group = window(evaluated.owner), window(evaluated.group)
    visit(owner, LINE)
    sign(owner, "B　計画どおり", "窓口をまとめた")
    visit(group, LINE)
    follow(group, "差し戻す")
    fill(group, {"差し戻す理由": "遅れの原因を書いてください"})
    press(group, "差し戻す")
    look(group, "差し戻されています", "遅れの原因を書いてください")
    visit(owner, LINE)
    sign(owner, "C　計画より遅れている", "機器の納品が遅れた")
    look(owner, "直してほしいところが2つあります")
    owner.get_by_label("原因（C・Dのとき必須）").fill("機器が届かなかった")
    owner.get_by_label("次にすること（C・Dのとき必須）").fill("調達を先に行う")
    press(owner, "署名する")
    look(owner, "機器が届かなかった")


def sign(page: Page, grade: str, reason: str) -> None:
    follow(page, "評価を書いて署名する")
    page.get_by_label(grade).check()
    page.get_by_label("見直し").check()
    fill(page, {"理由※必須": reason})
    press(page, "署名する")


def test_freeze__waits_for_every_result(evaluated: Town, window: Window) -> None:
    decide(evaluated)
    office = window(evaluated.office)
    visit(office, f"/office/programme/years/{YEAR}/", "成果が書かれていない")
    follow(office, "確定に進む")
    look(office, "まだ確定できません", "成果が書かれていない")


def test_correction__stands_beside_what_was_frozen(evaluated: Town, window: Window) -> None:
    office = freeze(evaluated, window)
    follow(office, "「自治体フロントヤード改革」の訂正を記録する")
    fill(office, {"正しい内容": "窓口を4つにまとめた", "訂正する理由": "数え間違い"})
    look(office, "確定した文書は変わりません")
    press(office, "訂正を記録して公表する")
    look(office, "数え間違い")
    anybody = window(None)
    visit(anybody, f"/policy/years/{YEAR}/", "窓口を4つにまとめた", "数え間違い")
    for lang in ("ja-easy", "en"):
        visit(anybody, f"/-/display?lang={lang}&next=/policy/years/{YEAR}/")


def test_roll__asks_for_the_reason(evaluated: Town, window: Window) -> None:
    office = freeze(evaluated, window)
    visit(office, f"/office/programme/years/{YEAR}/roll/")
    press(office, "翌年度へ繰り越す")
    look(office, "理由を書いてください")


def test_meeting__from_the_agenda_to_the_decision(town: Town, window: Window) -> None:
    cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=timezone.now())
    office = window(town.office)
    plan_meeting(office)
    set_agenda(office)
    issue_papers(town.office)
    record_decision(office)
    give_task(office, str(town.clerk.account_id))
    look(office, "支所へ広げる", "支所の机を数える", "職員 clerk", "資料（PDF）を開く")


def plan_meeting(office: Page) -> None:
    visit(office, "/office/programme/meetings/", "まだ会議がありません")
    follow(office, "会議を準備する")
    look(office)
    office.get_by_label("会議体").select_option("headquarters")
    fill(office, {"会議の名前": "第3回 DX推進本部会議"})
    for label, value in (("年", "2026"), ("月", "12"), ("日", "10")):
        office.get_by_label(label, exact=True).fill(value)
    press(office, "会議をつくる")
    look(office, "議題 1")
    assert Meeting.objects.get().held_on == date(2026, 12, 10)


def set_agenda(office: Page) -> None:
    office.get_by_label("議題", exact=True).first.fill("窓口の評価について")
    office.get_by_label("取組", exact=True).first.select_option(FRONT)
    press(office, "議題を保存する")
    look(office, "窓口の評価について")


def issue_papers(office: Actor) -> None:
    """What the button does, without the minute in which a PDF is set."""
    meeting = Meeting.objects.get()
    meetings.keep_papers(key=meeting.key, sha256="a" * 64, actor=office, revision=meeting.revision, at=timezone.now())


def record_decision(office: Page) -> None:
    office.reload()
    follow(office, "決定を記録する")
    fill(office, {"決まったこと": "支所へ広げる", "理由": "待ち時間が減った"})
    press(office, "決定を記録する")
    look(office, "支所へ広げる")


def give_task(office: Page, account: str) -> None:
    follow(office, "タスクを割り当てる")
    look(office, "窓口の評価について")
    fill(office, {"すること": "支所の机を数える"})
    office.get_by_label("担当").select_option(account)
    press(office, "タスクをつくる")


def test_body__takes_in_a_member_with_a_rare_name(town: Town, window: Window) -> None:
    office = window(town.office)
    visit(office, "/office/programme/bodies/group/", "職員 group", "部会長")
    follow(office, "委員を加える")
    fill(office, {"氏名": "葛󠄀城　光", "役職": "アドバイザー"})
    look(office)
    press(office, "加える")
    look(office, "葛󠄀城　光")


def test_pages_of_the_cycle__are_clear_and_narrow(town: Town, window: Window) -> None:
    cycle_years.open_year(fiscal_year=YEAR, actor=town.office, at=timezone.now())
    office = window(town.office)
    for where in ("bodies/", "period/", "period/2.3/", f"period/2.3/{FRONT}/", "years/", "meetings/", f"years/{YEAR}/"):
        visit(office, f"/office/programme/{where}")
