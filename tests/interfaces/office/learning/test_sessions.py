"""A session in the office: opened, joined, attended by code and by hand, called off."""

from datetime import timedelta
from unittest.mock import patch
from urllib.parse import quote

import pytest
from django.test import Client

from murakami.domain.learning.attendance_code import make_code
from murakami.domain.learning.models import Gain, Seat, Session
from tests.interfaces.office.pages import see, text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
SESSIONS, PAGE = "/office/learning/sessions/", f"/office/learning/sessions/{'5' * 32}/"


def press(client: Client, where: str, **data) -> str:
    answer = client.post(where, data)
    assert answer.status_code == 302, answer.status_code
    return see(client, answer["Location"])


def at_time(moment):
    return patch("django.utils.timezone.now", lambda: moment)


def code_of(session: Session, until) -> str:
    return f"/office/learning/attend/{make_code(session=session.key, good_until=until)}/"


def test_new_session__is_opened_by_the_head(head: Client, clerk: Client):
    form = read_form(head.get(f"{SESSIONS}new/").content, holding='name="nonce"')
    filled = form.filled(**{"course.value": "data-workshop", "day.year": "2026", "day.month": "12", "day.day": "3",
                            "start.value": "t1330", "end.value": "t1530", "place.value": "大会議室", "capacity.value": "20"})
    answer = head.post(f"{SESSIONS}new/", filled)
    assert "2026年12月3日（木） 13:30〜15:30" in see(clerk, answer["Location"])
    assert head.post(f"{SESSIONS}new/", filled)["Location"] == answer["Location"]
    assert "あと20席（定員20人）" in see(clerk, SESSIONS)
    assert "研修を開く" not in see(clerk, SESSIONS)


@pytest.mark.parametrize(("change", "words"), [
    ({"end.value": "t1300"}, "始まりより後の時刻"), ({"day.year": "2025"}, "これからの日時"), ({"capacity.value": "0"}, "定員"),
    ({"course.value": "none"}, "講座"), ({"start.value": "t2599"}, "始まり")])
def test_new_session__says_what_is_wrong_and_keeps_what_was_typed(head: Client, change, words):
    form = read_form(head.get(f"{SESSIONS}new/").content, holding='name="nonce"')
    usual = {"course.value": "data-workshop", "day.year": "2026", "day.month": "12", "day.day": "3", "start.value": "t1330",
             "end.value": "t1530", "place.value": "大会議室", "capacity.value": "20"}
    answer = head.post(f"{SESSIONS}new/", form.filled(**{**usual, **change}))
    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert 'value="大会議室"' in answer.content.decode()
    assert not Session.objects.exists()


def test_session__is_joined_and_left(clerk: Client, session):
    assert "申し込みました" in press(clerk, f"{PAGE}seat")
    assert "申込み済み" in see(clerk, SESSIONS)
    assert "取り消しました" in press(clerk, f"{PAGE}seat/give-up")
    assert Seat.objects.get().given_up_at is not None


def test_session__says_when_it_is_full_or_has_begun(clerk, head, enter, cast, session):
    for who in (cast.colleague, cast.elsewhere):
        enter(who).post(f"{PAGE}seat")
    assert "満席になりました" in press(clerk, f"{PAGE}seat")
    with at_time(session.starts_at):
        assert "もう始まっています" in press(clerk, f"{PAGE}seat")


def test_session__shows_the_list_to_its_host_and_the_dx_office_alone(clerk, head, dx_browser, enter, cast, session):
    enter(cast.colleague).post(f"{PAGE}seat")
    assert "職員 colleague" not in see(clerk, PAGE)
    for keeper in (head, dx_browser):
        page = see(keeper, PAGE)
        assert "職員 colleague" in page
        assert "出席のQRコードを出す" in page


def test_code__changes_by_itself_on_a_screen_and_not_on_paper(head, enter, cast, session, at):
    shown = head.get(f"{PAGE}code/")
    assert (shown["Refresh"], 'class="qr"' in shown.content.decode()) == ("60", True)
    assert "09:05まで使えます" in text_of(shown)
    paper = head.get(f"{PAGE}code/?for=paper")
    assert "Refresh" not in paper
    assert "（12:20まで）" in text_of(paper)
    with at_time(at - timedelta(days=1)):
        head = enter(cast.head)  # a session from the future is none
        early = head.get(f"{PAGE}code/")
        assert ('class="qr"' in early.content.decode(), "Refresh" in early) == (False, False)
        assert "当日の08:50から" in text_of(early)
        assert 'class="qr"' in head.get(f"{PAGE}code/?for=paper").content.decode()
    with at_time(session.ends_at):
        assert "この研修は終わりました" in see(enter(cast.head), f"{PAGE}code/?for=paper")


def test_attend__after_signing_in_on_a_telephone(clerk, session, at):
    where = code_of(session, at + timedelta(minutes=5))
    stranger = Client().get(where)
    assert stranger["Location"] == f"/office/sign-in/?next={quote(where, safe='')}"
    assert "職員 clerkさんの出席を記録します" in see(clerk, where)
    assert not Seat.objects.exists()
    assert "出席を記録しました" in press(clerk, where)
    assert (Seat.objects.get().witness, Gain.objects.count()) == ("code", 3)
    assert "出席" in see(clerk, SESSIONS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_attend__old_and_forged_codes_do_nothing(clerk, session, at, method):
    where = code_of(session, at)
    old = getattr(clerk, method)(where)
    assert (old.status_code, "時間が過ぎたコードです" in text_of(old)) == (410, True)
    good = code_of(session, at + timedelta(minutes=5))
    for forged in (good[:-2] + ("A" if good[-2] != "A" else "B") + "/", good.replace("5" * 32, "7" * 32)):
        assert getattr(clerk, method)(forged).status_code == 404
    assert not Seat.objects.exists()


def test_attend__of_a_session_that_is_not_on(enter, cast, session, at):
    where = code_of(session, at + timedelta(days=9))
    with at_time(session.ends_at):
        answer = enter(cast.clerk).post(where)
    assert (answer.status_code, "受け付ける時間ではありません" in text_of(answer)) == (409, True)
    assert not Seat.objects.exists()


def test_by_hand__the_host_ticks_names_and_adds_who_just_came(head, enter, cast, session):
    enter(cast.clerk).post(f"{PAGE}seat")
    where = f"{PAGE}attendance/"
    assert "2人の出席を直しました" in press(head, where, present=[str(cast.clerk.account_id)], walk_in="colleague")
    assert set(Seat.objects.values_list("account_id", "witness")) == {
        (cast.clerk.account_id, "hand"), (cast.colleague.account_id, "hand")}
    assert "1人の出席を直しました" in press(head, where, present=[str(cast.colleague.account_id), "x", "9" * 40])
    assert "変わりはありません" in press(head, where, present=[str(cast.colleague.account_id)])


def test_by_hand__an_unknown_name_changes_nothing_and_keeps_the_ticks(head, enter, cast, session):
    enter(cast.clerk).post(f"{PAGE}seat")
    answer = head.post(f"{PAGE}attendance/", {"present": [cast.clerk.account_id], "walk_in": "nobody"})
    assert (answer.status_code, "職員はいません" in text_of(answer)) == (422, True)
    assert read_form(answer.content, holding='name="walk_in"').values["present"] == [str(cast.clerk.account_id)]
    assert not Gain.objects.exists()


def test_call_off__says_why_to_everybody(clerk, head, session):
    empty = head.post(f"{PAGE}call-off/", {"reason.value": ""})
    assert empty.status_code == 422
    press(head, f"{PAGE}call-off/", **{"reason.value": "大雪のため"})
    page = see(clerk, PAGE)
    assert "中止になりました" in page
    assert "大雪のため" in page
    assert "この研修は中止になりました" in press(clerk, f"{PAGE}seat")


@pytest.mark.parametrize("tail", ["code/", "attendance/", "call-off/"])
@pytest.mark.parametrize("who", ["clerk", "elsewhere", "administrator"])
def test_keeping__is_for_the_host_and_the_dx_office(enter, cast, dx_browser, session, tail, who):
    assert dx_browser.get(PAGE + tail).status_code == 200
    for method in ("get", "post"):
        answer = getattr(enter(getattr(cast, who)), method)(PAGE + tail, {"reason.value": "x", "present": "1"})
        assert answer.status_code in {404, 405}
    assert Session.objects.get().called_off_at is None


@pytest.mark.parametrize("tail", ["", "code/", "attendance/"])
def test_pages_of_a_session__cost_the_same_however_many(head, enter, cast, session, sql_at_most, tail):
    Session.objects.update(capacity=50)
    for who in (cast.clerk, cast.colleague, cast.elsewhere, cast.administrator):
        enter(who).post(f"{PAGE}seat")
    head.get(PAGE)
    with sql_at_most(12):
        assert head.get(PAGE + tail).status_code == 200
