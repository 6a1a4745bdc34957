"""Pages of a draft: what they say to whom, what they cost, that nothing typed is lost."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from murakami.domain.programme.models import Edition, Initiative, PeriodEvaluation
from tests.domain.programme.drafting.steps import AFTER, CODE, announce, answer, publish, say
from tests.domain.programme.year.cast import NOW
from tests.interfaces.office.pages import see
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
HERE = f"/office/programme/drafts/{CODE}/"
EVERYWHERE = ["", "changes/", "preview/"]
PARTS = ["principles", "articles", "organisation", "glossary"]
FORMS = ["vision/", "chapters/0/", "schedules/0/1/", "pillars/0/", "pillars/1/0/", *(f"{part}/add/" for part in PARTS),
         *(f"{part}/0/" for part in PARTS), "glossary/1/remove/", "initiatives/add/", "initiatives/2-1-1/", "initiatives/2-1-1/withdraw/",
         "initiatives/2-1-1/merge/", "initiatives/2-1-1/split/", "hearing/", "adopt/"]


def send(browser, where, **typed):
    """Fill a form in and send it."""
    form = read_form(browser.get(HERE + where).content, holding='name="revision"')
    return browser.post(HERE + where, form.filled(**typed))


@pytest.mark.parametrize("where", [*EVERYWHERE, *FORMS])
def test_pages__cost_little(town, draft, enter, sql_at_most, where):
    office = enter(town.office)
    see(office, HERE + where)
    with sql_at_most(12):
        see(office, HERE + where)


@pytest.mark.parametrize("where", FORMS)
def test_forms__are_the_offices_alone(town, draft, enter, where):
    owner = enter(town.owner)
    for answer_ in (owner.get(HERE + where), owner.post(HERE + where, {"revision": 1})):
        assert answer_["Location"] == HERE
    assert "書けるのは" in see(owner, HERE)
    assert "書き直す" not in see(owner, HERE)
    assert Edition.objects.get(code=CODE).revision == 1


def test_begin__from_the_edition_in_force(town, enter):
    office = enter(town.office)
    assert "次の版の案を作る" in see(office, "/office/programme/drafts/")
    form = read_form(office.get("/office/programme/drafts/begin/").content, holding="version_title")
    refused = office.post("/office/programme/drafts/begin/", form.filled(**{"code.value": "1.1"}))
    assert refused.status_code == 422
    assert "版の番号" in refused.content.decode()
    assert office.post("/office/programme/drafts/begin/", form.filled(**{"code.value": CODE}))["Location"] == HERE
    assert "そのまま" in see(office, HERE)
    assert enter(town.owner).get("/office/programme/drafts/begin/")["Location"] == "/office/programme/drafts/"


def test_draft__shows_what_the_period_leaves_and_what_became_of_each(town, draft, enter):
    PeriodEvaluation.objects.create(edition=draft.based_on, initiative=Initiative.objects.get(code="2-1-1"), grade="B",
                                    achieved="できた", left="支所へ広げること", by_id=town.office.account_id, at=NOW)
    office = enter(town.office)
    assert "支所へ広げること" in see(office, HERE)
    assert "支所へ広げること" in see(office, f"{HERE}initiatives/2-1-1/")
    send(office, "initiatives/2-1-1/", **{"title.value": "窓口のない役場"})
    send(office, "initiatives/2-1-3/withdraw/", **{"note.value": "国に移った"})
    send(office, "initiatives/2-1-2/split/", **{"title.value": "会議", "text.value": "短くします。"})
    send(office, "initiatives/add/", **{"title.value": "AI", "text.value": "使います。", "number.value": "⑧"})
    send(office, "schedules/0/1/", **{"bars.value": "2027-2028 研修"})
    send(office, "vision/", **{"name.value": "スマート見本", "text.value": "みんなの町にします。"})
    send(office, "chapters/0/", **{"body.value": "人が減っています。"})
    told = see(office, HERE)
    for words in ("改名", "廃止する取組", "分割", "新規", "支所へ広げること"):
        assert words in told
    assert "みんなの" in see(office, f"{HERE}changes/")
    assert "窓口のない役場" in see(office, f"{HERE}preview/")
    form = read_form(office.get(HERE).content, holding='name="revision"')
    assert office.post(form.action, form.filled())["Location"] == HERE
    assert "廃止する取組" not in see(office, HERE)
    send(office, "initiatives/2-1-1/merge/", **{"others.value": ["2-1-3"]})
    assert "統合" in see(office, HERE)


def test_parts__are_written_added_and_taken_out(town, draft, enter):
    office = enter(town.office)
    for where, typed in (
        ("principles/0/", {"name.value": "デジタルが先", "text.value": "家で終わります。"}), ("articles/add/", {"text.value": "事実を知る"}),
        ("organisation/0/", {"chaired_by.value": "副町長"}), ("glossary/1/remove/", {}), ("pillars/0/", {"title.value": "人と土台"}),
        ("glossary/add/", {"term.value": "AI", "text.value": "人工知能。"}), ("pillars/1/0/", {"title.value": "近い行政"})):
        assert send(office, where, **typed)["Location"] == HERE
    told, preview, listed = (see(office, HERE + where) for where in ("changes/", "preview/", ""))
    for words in ("デジタルが先", "事実を知る", "副町長", "AI", "人と土台", "近い行政"):
        assert words in preview
    for part in ("3つの原則", "サービス設計12箇条", "推進体制", "用語集", "重点項目"):
        assert part in told
    assert "第2条 事実を知る" in listed
    assert "外す ：フロントヤード" not in listed
    assert send(office, "glossary/add/", **{"term.value": "AI", "text.value": "別の文。"}).status_code == 422
    for where in ("glossary/9/", "articles/9/remove/", "pillars/9/", "pillars/0/0/"):
        assert office.get(HERE + where).status_code == 404


def test_form__from_a_stale_page_keeps_what_was_typed(town, draft, enter):
    office = enter(town.office)
    old = read_form(office.get(f"{HERE}vision/").content, holding='name="revision"')
    send(office, "vision/", **{"name.value": "スマート見本", "text.value": "別の人が書いた文。"})
    answered = office.post(f"{HERE}vision/", old.filled(**{"text.value": "わたしが書いた文。"}))
    page = answered.content.decode()
    assert answered.status_code == 422
    assert "わたしが書いた文。" in page
    assert "別の人が書いた文。" in page
    again = read_form(page, holding='name="revision"')
    assert office.post(f"{HERE}vision/", again.filled())["Location"] == HERE


def test_form__says_what_is_wrong_in_its_place(town, draft, enter):
    office = enter(town.office)
    for where, typed, words in (
        ("schedules/0/1/", {"bars.value": "2027 研修\nいつか"}, "2行目が読めません"),
        ("initiatives/add/", {"code.value": "2-1-1", "title.value": "x", "text.value": "y"}, "もう使われています"),
        ("initiatives/add/", {"code.value": "zwei", "title.value": "x", "text.value": "y"}, "2-1-1 のように"),
        ("initiatives/2-1-1/", {"plain_ja.value": "ひとこと"}, "3つとも"),
        ("hearing/", {"announcement.value": "x", "opens_on.year": "2026", "opens_on.month": "11", "opens_on.day": "1",
                      "closes_on.year": "2026", "closes_on.month": "12", "closes_on.day": "1"}, "今日から後")):
        answered = send(office, where, **typed)
        assert answered.status_code == 422
        assert words in answered.content.decode()
    assert Edition.objects.get(code=CODE).revision == 1


def test_hearing__is_answered_published_and_adopted(town, draft, enter, sql_at_most):
    office = enter(town.office)
    announce(town.office)
    comment = say("遠いです")
    for key in "bcdef":
        say("もっと", key=key * 32)
    assert send_refused(office, "vision/") == HERE
    assert "意見を募集している間" in see(office, HERE)
    later = AFTER
    with patch("django.utils.timezone.now", lambda: later):
        office = enter(town.office)
        see(office, f"{HERE}comments/")
        with sql_at_most(12):
            assert "架空 花子" in see(office, f"{HERE}comments/")
        assert enter(town.owner).get(f"{HERE}comments/")["Location"] == HERE
        for key in "bcdef":
            answer(town.office, key=key * 32)
        send(office, f"comments/{comment.key}/", **{"effect.value": "already", "answer.value": "書いてあります。"})
        assert send(office, "results/", **{"result.value": "6件"})["Location"] == f"{HERE}comments/"
        assert office.get(f"{HERE}results/")["Location"] == HERE
        assert send(office, "adopt/")["Location"] == "/office/programme/drafts/"
        assert office.get(HERE).status_code == 404
    assert Edition.objects.get(code=CODE).state == "adopted"


def test_adopt__waits_for_the_results(town, draft, enter):
    announce(town.office)
    with patch("django.utils.timezone.now", lambda: AFTER + timedelta(days=1)):
        office = enter(town.office)
        assert send_refused(office, "adopt/") == HERE
        publish(town.office)
        assert office.get(f"{HERE}adopt/").status_code == 200


def send_refused(browser, where):
    """Send a form that is not open; where it leads."""
    return browser.post(HERE + where, {"revision": Edition.objects.get(code=CODE).revision})["Location"]
