"""Pages of the cycle: what they say to whom, how much they ask the database, what a link reaches."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from murakami.domain.programme.models import AgendaItem, Initiative, Task, UpdateLink, Year, YearPlan
from murakami.domain.programme.operations import meetings
from murakami.domain.programme.operations.links import make_link
from murakami.domain.programme.rules.cycle import Stage
from murakami.foundation.events.models import Event
from tests.domain.programme.year.cast import (
    BAD,
    FRONT,
    MOOD,
    NOW,
    YEAR,
    decide_all,
    evaluating,
    freeze,
    frozen,
    make_initiatives,
    revision_of,
    sign,
)
from tests.interfaces.office.pages import see, text_of

pytestmark = pytest.mark.django_db
HERE = f"/office/programme/years/{YEAR}/"
TOKEN = "t" * 43


@pytest.fixture
def going(town):
    make_initiatives()
    evaluating(town)
    return town


@pytest.mark.parametrize("where", ["years/", "mine/", "meetings/", "bodies/", "bodies/group/", "period/", "period/2.3/",
                                   f"years/{YEAR}/", f"years/{YEAR}/{FRONT}/"])
def test_pages__cost_the_same_with_more_of_everything(going, enter, sql_at_most, where):
    for number in range(15):
        Task.objects.create(initiative=Initiative.objects.get(code=FRONT), fiscal_year=YEAR, key=f"more-{number}", title="x")
        other = Initiative.objects.create(code=f"9-{number + 1}", title="x", owner_unit="kodomo")
        YearPlan.objects.create(initiative=other, fiscal_year=YEAR)
    office = enter(going.office)
    see(office, f"/office/programme/{where}")  # what the process remembers is read once
    with sql_at_most(14 if where == "mine/" else 12):
        see(office, f"/office/programme/{where}")


def test_frozen_pages__cost_little(town, enter, sql_at_most):
    frozen(town)
    office = enter(town.office)
    for where in (f"{HERE}frozen/", f"{HERE}roll/", f"{HERE}frozen/{FRONT}/correct/", f"/policy/years/{YEAR}/"):
        see(office, where)
        with sql_at_most(12):
            see(office, where)


def test_wizard__says_what_is_missing_and_offers_by_right(going, enter):
    YearPlan.objects.filter(initiative__code=FRONT).update(result="")
    told = see(enter(going.office), HERE)
    for words in ("評価中", "成果が書かれていない", "自己評価がまだ", "確定に進む"):
        assert words in told
    assert "確定に進む" not in see(enter(going.owner), HERE)
    assert "まだ確定できません" in see(enter(going.office), f"{HERE}freeze/")


def test_wizard__leads_from_step_to_step(town, enter):
    make_initiatives()
    office = enter(town.office)
    assert office.post("/office/programme/years/open", {"year": YEAR})["Location"] == HERE
    assert "評価を始める" in see(office, HERE)
    assert office.post(f"{HERE}start", {"revision": revision_of()}).status_code == 302
    decide_all(town)
    assert "確定できます" in see(office, HERE)
    assert office.post(f"{HERE}freeze/", {"revision": revision_of()})["Location"] == f"{HERE}frozen/"
    assert "翌年度へ繰り越す" in see(office, HERE)
    office.post(f"{HERE}roll/", {"revision": revision_of(), "reason-task-0": "納期", "fate-task-1": "drop", "reason-task-1": "不要"})
    assert "することはもうありません" in see(office, HERE)
    assert dict(Task.objects.filter(fiscal_year=YEAR).values_list("key", "state"))["task-1"] == "dropped"
    assert Year.objects.get(fiscal_year=YEAR + 1).state == "open"


def test_signing__offers_a_button_only_to_whose_turn_it_is(going, enter):
    page = f"{HERE}{FRONT}/"
    assert "評価を書いて署名する" in see(enter(going.owner), page)
    for who in (going.group, going.clerk, going.office):
        assert "評価を書いて署名する" not in see(enter(who), page)
    sign(going.owner, Stage.SELF)
    assert "評価を書いて署名する" in see(enter(going.office), page)
    assert "差し戻す" in see(enter(going.group), page)


def test_signing__keeps_what_was_typed_when_something_is_missing(going, enter):
    answer = enter(going.owner).post(f"{HERE}{FRONT}/sign/", {
        "revision": 0, "grade.value": "D", "reason.value": "指標を数えられなかった", "course.value": "continue"})
    assert answer.status_code == 422
    assert "指標を数えられなかった" in answer.content.decode()
    assert text_of(answer).count("入力してください") >= 2


def test_signing__from_an_old_page_is_told(going, enter):
    sign(going.owner, Stage.SELF)
    sent = {"revision": 0, "grade.value": "A", "reason.value": "x", "course.value": "continue"}
    assert "ほかの人が書き換えました" in text_of(enter(going.group).post(f"{HERE}{FRONT}/sign/", sent))


def test_roll__asks_for_every_reason_and_keeps_the_others(town, enter):
    frozen(town)
    answer = enter(town.office).post(f"{HERE}roll/", {"revision": revision_of(), "reason-task-0": "納期が遅れた"})
    assert answer.status_code == 422
    assert 'value="納期が遅れた"' in answer.content.decode()
    assert answer.content.decode().count("aria-invalid") == 1


def test_public_year__shows_grades_reasons_and_corrections_to_everybody(town, enter):
    frozen(town, said=BAD)
    enter(town.office).post(f"{HERE}frozen/{FRONT}/correct/", {
        "revision": revision_of(), "field.value": "kpi:待ち時間", "after.value": "11", "reason.value": "=数え直し"})
    told = see(Client(), f"/policy/years/{YEAR}/")
    for words in ("令和7年度（2025年度）の評価", "機器が届かなかった", "=数え直し", "11.5", Year.objects.get(fiscal_year=YEAR).sha256):
        assert words in told
    assert "職員" not in told
    rows = Client().get(f"/policy/years/{YEAR}/year.csv").content.decode("utf-8-sig")
    assert "kpi:待ち時間：11.5 → 11（=数え直し）" in rows
    assert Client().get(f"/policy/years/{YEAR}/year.json").json()["digest"] == Year.objects.get(fiscal_year=YEAR).sha256
    assert Client().get("/policy/years/2019/").status_code == 404


def test_own_page__makes_a_link_that_is_shown_once(going, enter):
    owner = enter(going.owner)
    made = owner.post("/office/programme/mine/link/").content.decode()
    assert "class=\"qr\"" in made  # for the telephone that is to open it
    shown = re.search(r"/office/update/[\w-]{43}/", made)[0]
    assert shown not in owner.get("/office/programme/mine/").content.decode()
    assert Client().get(shown).status_code == 200
    owner.post("/office/programme/mine/link/close")
    assert Client().get(shown).status_code == 404


@pytest.fixture
def link(going):
    make_link(account_id=going.clerk.account_id, token=TOKEN, at=NOW)
    return f"/office/update/{TOKEN}/"


def test_link__shows_only_ones_own_and_is_kept_from_others(link):
    answer = Client().get(link)
    assert "自治体フロントヤード改革" in text_of(answer)
    assert "機運醸成と人材育成" not in text_of(answer)
    assert (answer["Cache-Control"], answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-store", "same-origin", "noindex")
    assert Event.objects.filter(kind="programme.link_opened").count() == 1
    for code, year in ((MOOD, YEAR), (FRONT, 2019), ("9-9", YEAR)):
        assert Client().get(f"{link}{code}/{year}/").status_code == 404
        assert Client().post(f"{link}{code}/{year}/", {"revision": 0}).status_code == 404


def test_link__that_is_over_says_so_kindly(link):
    UpdateLink.objects.update(expires_at=NOW - timedelta(seconds=1))
    assert "このリンクは使えません" in see(Client(), link, status=404)
    assert "このリンクは使えません" in see(Client(), f"{link}{FRONT}/{YEAR}/", status=404)


@pytest.mark.parametrize(("typed", "words"), [
    ({"kpi-0.value": "十二"}, "数字で書いてください"), ({"kpi-0.value": "9", "evidence-0.value": ""}, "根拠を書いてください"),
    ({"status.value": "late"}, "進み具合の理由"), ({"revision": 9}, "ほかの人が書き換えました")])
def test_update__says_what_to_mend_and_changes_nothing(link, typed, words):
    sent = {"revision": 0, "task-0.value": "done", "task-1.value": "todo", "task-2.value": "done", "status.value": "auto",
            "kpi-0.value": "11.5", "evidence-0.value": "記録", "result.value": "できた"}
    answer = Client().post(f"{link}{FRONT}/{YEAR}/", {**sent, **typed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Initiative.objects.get(code=FRONT).revision == 0


def test_update__costs_little(link, sql_at_most):
    with sql_at_most(12):
        Client().get(link)
    with sql_at_most(12):
        Client().get(f"{link}{FRONT}/{YEAR}/")


def test_frozen_year__cannot_be_reached_by_a_link(link, going):
    decide_all(going)
    freeze(going)
    assert Client().get(f"{link}{FRONT}/{YEAR}/").status_code == 404


@pytest.mark.parametrize("name", ["title", "note"])
def test_agenda__refuses_what_may_not_be_kept_and_shows_it_again(going, enter, name):
    meeting = meetings.plan_meeting(key="a" * 32, actor=going.office, at=NOW, plan=meetings.Plan(
        body="headquarters", title="第3回 DX推進本部会議", held_on=NOW.date(), place="第1委員会室"))
    line = {"title": "研修", "note": "説明", "code": "", "revision": meeting.revision, name: "番号は1234 5678 9018です"}
    answer = enter(going.office).post(f"/office/programme/meetings/{meeting.key}/agenda/", line)
    assert answer.status_code == 422
    assert "議題1：マイナンバー" in answer.content.decode()
    assert "番号は1234 5678 9018です" in answer.content.decode()
    assert not AgendaItem.objects.exists()
