"""The work list as a page: what it says, what it survives, what it costs."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from murakami.domain.cases.queries import work_list
from murakami.flows.agency import work
from murakami.foundation.accounts.vocabulary import Role
from murakami.interfaces.office.words import filer_words
from tests.domain.cases.cast import ask, decided, document, receive_one, staff, start
from tests.flows.agency.office import act, deliver
from tests.held_scene import hold_one
from tests.interfaces.office.pages import address, see, send

pytestmark = pytest.mark.django_db
OFFICE = "/office/"
BY_SISTER = {"assurance": "account", "acting": {"giver": "朝日 緑", "proxy": "朝日 花", "kind": "family"}}


def test_list__shows_the_units_cases(clerk, cases):
    page = see(clerk, OFFICE)
    assert "村上市 業務" in page
    assert "葛\U000e0100城 ひなた ほか1名 （提出 葛\U000e0100城 健）" in page
    assert "児童手当 未着手 — 11/23" in page
    assert cases["child-allowance-claim"].receipt_number in page
    assert cases["national-health-insurance-child"].receipt_number not in page


@pytest.mark.parametrize(("days", "words"), [
    (-4, "11/19 1日超過"), (-3, "11/20 期限を過ぎました"), (0, "11/23 今日まで"), (1, "11/24 残り1日"), (21, "12/14 残り15日"), (None, "—")])
def test_list__says_how_long_is_left(clerk, at, days, words):
    receive_one(due_on=None if days is None else (at + timedelta(days=days)).date())
    assert words in see(clerk, OFFICE)


def test_list__says_what_a_case_waits_for(clerk, cast, at):
    asked, late, lettered = receive_one(), receive_one(), receive_one()
    ask(asked, cast.clerk, until=(at + timedelta(days=8)).date(), at=at)
    ask(late, cast.clerk, key="2" * 32, until=(at - timedelta(days=2)).date(), at=at - timedelta(days=20))
    decided(lettered, cast)
    page = see(clerk, OFFICE)
    assert "12/1 までに回答" in page
    assert "11/21 回答期限を過ぎました" in page
    assert "決定済み 通知書を作成中" in page


def test_list__begins_for_a_head_with_what_only_a_head_can_do(head, cast, enter):
    assert "決裁を待っている案件はありません" in see(head, OFFICE)
    both = staff("both", kodomo=Role.UNIT_HEAD, hoken=Role.CLERK)
    assert "いま課に案件はありません" in see(enter(both), OFFICE)


@pytest.mark.parametrize(("pile", "words"), [
    ("mine", "担当している案件はありません"), ("unit", "いま課に案件はありません"), ("soon", "期限が近い案件はありません"),
    ("unanswered", "返信していない連絡はありません"), ("waiting", "補正を待っている案件はありません"),
    ("approval", "決裁を待っている案件はありません"), ("letters", "通知や完了を待っている案件はありません"),
    ("ended", "終わった案件はまだありません")])
def test_list__empty_piles_say_what_comes_there(clerk, pile, words):
    assert words in see(clerk, f"{OFFICE}?pile={pile}")


def test_list__filtered_to_nothing_leads_back(clerk, cases):
    page = see(clerk, f"{OFFICE}?words=どこにもいない")
    assert "あてはまる案件はありません" in page
    assert "しぼりこみをやめて" in page
    assert 'value="どこにもいない"' in clerk.get(f"{OFFICE}?words=どこにもいない").content.decode()


def test_list__of_somebody_without_a_role_says_whom_to_ask(enter, cast, cases):
    page = see(enter(staff("nobody")), OFFICE)
    assert "まだ課に属していません" in page
    assert "葛" not in page


@pytest.mark.parametrize(("role", "there", "not_there"), [
    (Role.AUDITOR, ("監査：気になる閲覧", "緊急閲覧の確認"), ("職員と権限", "確認を待つファイル")),
    (Role.PERSONNEL, ("職員と権限", "人事異動・組織の変更"), ("監査：気になる閲覧", "運用：")),
    (Role.ADMINISTRATOR, ("確認を待つファイル", "職員と権限", "運用："), ("人事異動・組織の変更", "監査："))])
def test_list__leads_who_works_on_no_cases_to_their_own_work(enter, cases, role, there, not_there):
    page = see(enter(staff("other", kodomo=role)), OFFICE)
    assert "あなたの仕事" in page
    assert "はじめに" in page
    assert all(words in page for words in there)
    assert not any(words in page for words in not_there)
    assert "葛" not in page


def test_list__tells_a_head_what_waits_beside_the_cases(head, clerk, claim, at):
    assert "あなたを待っているもの" not in see(head, OFFICE)
    hold_one(claim.receipt_number, at=at)
    page = see(head, f"{OFFICE}?pile=mine")
    assert "あなたを待っているもの 確認を待つファイル 1件" in page
    page = see(clerk, OFFICE)
    assert "確認を待つファイル 1件" in page
    assert "ファイルの確認待ち" in page


def test_list__marks_what_somebody_filed_for_another(clerk, cast):
    receive_one()
    assert "代理" not in see(clerk, OFFICE)
    receive_one(filed=replace(document(), filed_by=BY_SISTER))
    assert "代理" in see(clerk, OFFICE)


def test_filer__is_named_with_whom_they_act_for():
    assert filer_words(BY_SISTER, applicant="朝日 緑") == ("朝日 花（家族・朝日 緑の代理）", True)
    assert filer_words({}, applicant="朝日 緑") == ("朝日 緑（本人）", False)
    assert filer_words({}, applicant="") == ("", False)


@pytest.mark.parametrize("asked", [
    "pile=x", "order=x", "state=x", "procedure=%00", "unit=hoken", "after=%00", "after=2026-13-45|1", "after=|" + "9" * 30,
    "before=x|y", "words=%00%E2%80%AE<script>alert(1)</script>", "words=" + "あ" * 5000, "after=1|1&after=2|2",
    "state=received&procedure=' OR 1=1 --"])
def test_list__takes_whatever_an_address_says(clerk, cases, asked):
    response = clerk.get(f"{OFFICE}?{asked}")
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_list__pages_there_and_back(clerk, cast, monkeypatch):
    monkeypatch.setattr(work_list, "PAGE_SIZE", 3)
    made = [receive_one(due_on=None) for _ in range(8)]
    first = clerk.get(f"{OFFICE}?order=oldest")
    assert [line.receipt_number for line in first.context["lines"]] == [case.receipt_number for case in made[:3]]
    assert first.context["previous_href"] == ""
    second = clerk.get(first.context["next_href"])
    third = clerk.get(second.context["next_href"])
    assert (len(third.context["lines"]), third.context["next_href"]) == (2, "")
    assert clerk.get(third.context["previous_href"]).context["lines"] == second.context["lines"]


def test_list__is_found_again_from_a_case_as_it_was_left(clerk, claim):
    assert 'href="/office/"' in clerk.get(address(claim)).content.decode()
    clerk.get(f"{OFFICE}?pile=unit&state=received&words=葛城&order=newest")
    back = re.search(r'class="back"><a href="([^"]+)"', clerk.get(address(claim)).content.decode())
    assert back is not None
    assert back[1].replace("&amp;", "&") == "/office/?pile=unit&order=newest&state=received"
    assert not any("葛" in cookie.value or "%E8" in cookie.value for cookie in clerk.cookies.values())


@pytest.mark.parametrize("kept", ["", "x", "pile=%00", "after=" + "9" * 5000, "next=//evil.example", "pile=<script>", "%zz&&&=="])
def test_list__a_spoilt_way_back_leads_to_a_list(clerk, claim, kept):
    clerk.cookies["work-list"] = kept
    page = clerk.get(address(claim)).content.decode()
    back = re.search(r'class="back"><a href="([^"]+)"', page)
    assert back is not None
    assert back[1].startswith("/office/")
    assert "evil" not in back[1]
    assert clerk.get(back[1].replace("&amp;", "&")).status_code == 200


def test_list__a_case_that_moved_is_gone_here_and_there_for_the_others(clerk, enter, cast, claim, at):
    assert send(clerk, claim, "transfer/", **{"unit.value": "hoken", "reason.value": "担当が違います"}).status_code == 302
    page = see(clerk, OFFICE)
    assert f"{claim.receipt_number} を保健医療課に移しました" in page
    assert claim.receipt_number not in see(clerk, OFFICE)  # the message has been read
    assert claim.receipt_number in see(enter(cast.elsewhere), OFFICE)
    assert "案件が見つかりません" in see(clerk, address(claim), status=404)


def test_list__speaks_japanese_whatever_the_browser_wants(clerk, cases):
    clerk.cookies["language"] = "en"
    page = clerk.get(OFFICE, HTTP_ACCEPT_LANGUAGE="en")
    assert '<html lang="ja"' in page.content.decode()
    assert "しぼりこむ" in page.content.decode()


@pytest.mark.parametrize(("rows", "units"), [(3, 1), (60, 1), (3, 6), (60, 6)])
def test_list__costs_at_most_twelve_statements(enter, cast, sql_at_most, rows, units):
    codes = ["kodomo", "hoken", "shimin", "fukushi", "kaigo", "zeimu"][:units]
    actor = staff("busy", **dict.fromkeys(codes, Role.CLERK))
    for number in range(rows):
        case = receive_one(unit=codes[number % units])
        if number % 3 == 0:
            start(case, actor)
    client = enter(actor)
    client.get(OFFICE)
    counts = []
    for asked in ("", "?words=葛城&order=newest", "?pile=mine", "?pile=ended"):
        with sql_at_most(12) as sent:
            assert client.get(OFFICE + asked).status_code == 200
        counts.append(len(sent.captured_queries))
    assert set(counts) <= {9, 10, 11}, counts  # the definitions may be looked at once more


def test_list__after_the_decision_shows_the_letter(clerk, cast, claim, at):
    act(work.start_work, claim, cast.clerk, at=at)
    deliver(at)
    assert "審査中" in see(clerk, f"{OFFICE}?pile=mine")
