"""わたしの学び: from what is lacking over the pages and the check to the record."""

import re

import pytest
from django.test import Client

from murakami.domain.learning.models import CheckTaken, Gain, RoleAssignment
from murakami.domain.learning.queries.catalogue import current_catalogue
from tests.domain.cases.cast import Cast
from tests.interfaces.office.conftest import ClientOf
from tests.interfaces.office.pages import see, text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
OWN, COURSE = "/office/learning/", "/office/learning/courses/privacy-basics/"
CHECK = f"{COURSE}check/"


def answers_for(course: str, *, wrong: int = 0) -> dict[str, list[str]]:
    check = current_catalogue().courses[course].check
    assert check is not None
    return {f"q{place}.value": sorted(set(one.choices) - one.right)[:1] if place < wrong else sorted(one.right)
            for place, one in enumerate(check.questions)}


def order_of(content: str) -> list[str]:
    """The choices of a sheet from top to bottom."""
    marks = re.findall(r'<input class="choice__mark"[^>]*>', content)
    return [" ".join(re.findall(r' (?:name|value)="([^"]+)"', mark)) for mark in marks]


def take(client: Client, course: str = "privacy-basics", *, wrong: int = 0) -> str:
    where = f"/office/learning/courses/{course}/check/"
    form = read_form(client.get(where).content, holding='name="sheet"')
    answer = client.post(where, form.filled(**answers_for(course, wrong=wrong)))
    assert answer.status_code == 302, text_of(answer)
    return answer["Location"]


def test_own__says_what_is_lacking_and_where_to_begin(clerk: Client):
    page = see(clerk, OWN)
    for words in ("一般行政職員", "8つのうち 0つが身についています", "あと 8つ", "次の一歩", "「情報セキュリティの基本」へ"):
        assert words in page
    assert "課ごとの状況" not in page


def test_own__loses_what_was_learned(clerk: Client):
    take(clerk)
    page = see(clerk, OWN)
    assert "8つのうち 1つ" in page
    assert "2027年11月22日まで有効" in page


def test_course__can_be_read_and_leads_to_the_check(clerk: Client):
    answer = clerk.get(COURSE)
    page = text_of(answer)
    for words in ("個人情報と個人番号", "覚えておくこと", "有効期間", "12か月", "確認テストに合格すると修了です。"):
        assert words in page
    assert f'href="{CHECK}"' in answer.content.decode()


def test_check__passed_is_explained_and_recorded(clerk: Client):
    result = take(clerk, wrong=1)
    page = see(clerk, result)
    for words in ("合格です", "5問のうち 4問が正しい答えでした", "ちがいます", "身につきました", "権限は仕事のためのものです"):
        assert words in page
    record = see(clerk, "/office/learning/record/")
    assert "個人情報の取扱い 段階1" in record
    assert "2026年（令和8年）11月23日" in record
    assert "修了しました" in see(clerk, COURSE)


def test_check__failed_gives_nothing(clerk: Client):
    page = see(clerk, take(clerk, wrong=2))
    assert "もう少しです" in page
    assert not Gain.objects.exists()
    assert "修了した講座はまだありません" in see(clerk, "/office/learning/record/")


def test_check__unanswered_keeps_what_was_chosen_and_the_order(clerk: Client):
    first = clerk.get(CHECK)
    form = read_form(first.content, holding='name="sheet"')
    answer = clerk.post(CHECK, form.filled(**{"q0.value": ["c"]}))
    assert answer.status_code == 422
    assert "直してほしいところが4つあります" in text_of(answer)
    again = read_form(answer.content, holding='name="sheet"')
    assert (again.values["q0.value"], again.values["nonce"]) == (["c"], form.values["nonce"])
    assert order_of(answer.content.decode()) == order_of(first.content.decode())
    assert not CheckTaken.objects.exists()


def test_check__shuffles_choices_between_sheets_and_never_says_which_is_right(clerk: Client):
    seen = set()
    for _ in range(6):
        content = clerk.get(CHECK).content.decode()
        assert len(set(order_of(content))) == 5 * 4
        seen.add(tuple(order_of(content)))
        assert "権限は仕事のためのものです" not in content
    assert len(seen) > 1


def test_check__sent_twice_is_marked_once(clerk: Client):
    form = read_form(clerk.get(CHECK).content, holding='name="sheet"').filled(**answers_for("privacy-basics"))
    assert clerk.post(CHECK, form)["Location"] == clerk.post(CHECK, form)["Location"]
    assert CheckTaken.objects.count() == 1


def test_check__whose_course_has_changed_is_asked_anew(clerk: Client):
    form = read_form(clerk.get(CHECK).content, holding='name="sheet"').filled(**answers_for("privacy-basics"), sheet="0" * 64)
    answer = clerk.post(CHECK, form)
    assert answer.status_code == 422
    assert "内容が新しくなりました" in text_of(answer)
    assert not CheckTaken.objects.exists()


def test_result__is_nobody_elses(clerk: Client, enter: ClientOf, cast: Cast):
    result = take(clerk)
    for who in (cast.head, cast.administrator, cast.elsewhere):
        assert enter(who).get(result).status_code == 404


@pytest.mark.parametrize("where", ["", "record/", "courses/bpr-workshop/", "courses/privacy-basics/check/", "sessions/"])
def test_pages__cost_little(clerk: Client, session, sql_at_most, where):
    clerk.get(OWN)
    with sql_at_most(12):
        assert clerk.get(OWN + where).status_code == 200


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "a" * 5000, "９", "[]", "q0.value"])
def test_forms__take_no_harm_from_odd_values(clerk: Client, head: Client, enter: ClientOf, cast: Cast, session, odd: str):
    odd = odd.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    sent = {f"q{place}.value": odd for place in range(5)} | {"nonce": odd, "sheet": odd}
    assert clerk.post(CHECK, sent).status_code in {400, 422}
    page = f"/office/learning/sessions/{session.key}/"
    assert head.post(f"{page}attendance/", {"present": odd, "walk_in": odd}).status_code in {400, 422}
    assert head.post("/office/learning/sessions/new/", {"course.value": odd, "day.year": odd}).status_code in {400, 422}
    keeper = enter(cast.administrator)
    keeper.post("/office/learning/coverage/kodomo/roles/", {f"role-{cast.clerk.account_id}": odd})
    assert head.get("/office/learning/sessions/new/", {"course": odd}).status_code in {200, 400}
    assert not CheckTaken.objects.exists()
    assert not RoleAssignment.objects.exists()
    assert not Gain.objects.exists()
