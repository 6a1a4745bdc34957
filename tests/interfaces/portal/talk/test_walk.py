"""The walk through the pages: every form answers with a redirect, every page leads on."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from murakami.domain.intake.models import Filing, Intake
from murakami.foundation.accounts.models import Account, ResidentProfile
from murakami.foundation.accounts.vocabulary import Assurance
from tests.foundation.accounts.people import make_resident, sign_in
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


def test_begin__reading_makes_nothing_only_beginning_does(visitor):
    visitor.client.get("/life-events/birth/")
    visitor.client.get("/procedures/child-allowance-claim/")
    assert not Intake.objects.exists()
    assert visitor.client.get("/life-events/birth/begin/").status_code == 405
    visitor.begin()
    assert Intake.objects.count() == 1


def test_receipt__says_what_is_still_to_be_done_and_until_when(browser):
    browser.to_review()
    browser.file()
    page = text(browser.get("receipt/"))
    after = page[page.index("このあと"):]
    assert after.index("あと") < after.index("出生届") < after.index("期限：") < after.index("市役所が内容を確かめます")
    assert "結果の目安：" in page


def test_the_whole_way__six_steps_to_the_receipt(browser):
    browser.to_review()
    assert browser.get().headers["Location"] == browser.url("review/")
    response = browser.file()
    assert response.headers["Location"] == browser.url("receipt/")
    page = text(browser.get("receipt/"))
    for filing in Filing.objects.all():
        assert filing.receipt_number in page
        assert browser.get(f"receipt/{filing.receipt_number}.svg")["Content-Type"] == "image/svg+xml"
    assert Filing.objects.count() == 4


def test_guide__one_question_a_page_with_why_and_what_was_answered(visitor):
    visitor.begin()
    first = visitor.get("guide/").headers["Location"]
    assert first == visitor.url("guide/me.lives_in_city/")
    page = text(visitor.client.get(first))
    assert page.count("<fieldset") == 1
    assert "この質問をする理由" in page
    response = visitor.client.post(first, {"me.lives_in_city.value": "yes"})
    assert response.headers["Location"] == visitor.url("guide/")
    second = visitor.get("guide/").headers["Location"]
    assert second != first
    assert "ここまでの答え" in text(visitor.client.get(second))


def test_guide__an_answer_can_be_changed_from_the_result(visitor):
    visitor.begin().answer_guide()
    response = visitor.post("guide/me.lives_in_city/", {"me.lives_in_city.value": "no", "back": "result"})
    assert response.headers["Location"] == visitor.url("result/")
    assert "あてはまる手続はありませんでした" not in text(visitor.get("result/"))  # the birth is registered anywhere
    assert "ここでまとめて出せる手続" not in text(visitor.get("result/"))


def test_result__says_what_applies_why_whose_and_until_when(visitor):
    visitor.begin().answer_guide()
    page = text(visitor.get("result/"))
    assert "先に、窓口でする手続" in page
    assert "令和8年11月16日" in page  # birth registration, its own day counted
    assert "パートナーの手続です" in page
    assert "あなたの住民票は、村上市にあります" in page
    assert "あてはまらない手続と、その理由" in page


def test_guide__and_its_result_say_whom_to_call(visitor):
    visitor.begin()
    assert 'href="tel:0254-' in text(visitor.client.get(visitor.get("guide/").headers["Location"]))
    assert 'href="tel:0254-' in text(visitor.answer_guide().get("result/"))


def test_result__nothing_chosen_is_said(visitor):
    visitor.begin().answer_guide()
    response = visitor.post("result/", {})
    assert response.status_code == 422
    assert "手続を一つ以上選んでください" in text(response)
    assert "<title>直してほしいところがあります：" in text(response)
    assert " checked" not in text(response)


def test_way__before_the_writing_one_can_go_back_to_what_was_chosen(visitor):
    visitor.begin().answer_guide().choose()
    for page in ("begin/", "people/"):
        assert f'<p class="back"><a href="{visitor.url("result/")}"' in text(visitor.get(page))


def test_way__a_visitor_is_offered_three_ways_a_resident_goes_on(visitor, browser):
    visitor.begin().answer_guide().choose()
    page = text(visitor.get("begin/"))
    assert "サインインしないで書きはじめる" in page
    assert "/sign-in/?next=" in page
    browser.begin().answer_guide().choose()
    assert browser.get("begin/").headers["Location"] == browser.url("people/")


def test_page__errors_keep_everything_typed_and_lead_to_the_field(browser):
    browser.begin().answer_guide().choose().say_people()
    response = browser.fill("adult:me", **{"me.phone": "わすれた", "me.born_on": {"year": "令和8", "month": "11", "day": "31"}})
    assert response.status_code == 422
    page = text(response)
    assert "わすれた" in page
    assert "葛\U000e0100城" in page
    assert 'value="31"' in page
    assert "11月は30日までです" in page
    assert 'href="#me.born_on.day"' in page
    assert "me" not in browser.intake().answers or "phone" not in browser.intake().answers["me"]


def test_page__two_tabs_show_both_values(browser):
    browser.begin().answer_guide().choose().say_people()
    stale = browser.page_form("adult:me", **{"me.phone": "0254-53-2222"})
    browser.fill("adult:me", **{"me.phone": "0254-53-1111"})
    response = browser.post("pages/adult:me/", stale)
    assert response.status_code == 422
    page = text(response)
    assert "ほかの画面で「0254-53-1111」と保存されています" in page
    assert 'value="0254-53-2222"' in page
    assert browser.intake().answers["me"]["phone"]["v"] == "0254-53-1111"
    again = browser.page_form("adult:me", **{"me.phone": "0254-53-2222"})
    assert browser.post("pages/adult:me/", again).status_code == 302
    assert browser.intake().answers["me"]["phone"]["v"] == "0254-53-2222"


def test_page__the_postal_code_fills_the_town_without_a_script_and_saves_nothing(browser):
    browser.begin().answer_guide().choose().say_people()
    response = browser.post("pages/adult:me/", {"postal": "me.residence", "me.residence.postal_code": "959-3907",
                                                "me.phone.value": "まだ書いている"})
    assert response.status_code == 200
    page = text(response)
    assert 'value="府屋"' in page
    assert "まだ書いている" in page
    assert "residence" not in browser.intake().answers["me"]


def test_towns__answers_the_script(visitor):
    assert visitor.client.get("/towns/?postal_code=959-3907").json() == {
        "towns": [{"prefecture": "新潟県", "city": "村上市", "town": "府屋"}]}
    assert visitor.client.get("/towns/?postal_code=nonsense").json() == {"towns": []}


def test_page__leaving_keeps_what_was_written_and_says_until_when(visitor):
    visitor.begin().answer_guide().choose().say_people()
    form = visitor.page_form("adult:me", **{"me.phone": "まだ"}) | {"leave": "yes"}
    response = visitor.post("pages/adult:me/", form)
    assert response.headers["Location"] == visitor.url("saved/")
    page = text(visitor.get("saved/"))
    assert "この端末のブラウザーだけで続けられます" in page
    assert visitor.intake().answers["me"]["name"]["v"]["given"] == "みのり"
    assert "phone" not in visitor.intake().answers["me"]


def test_page__one_that_answers_have_made_go_away_leads_on(browser):
    browser.begin().answer_guide().choose().say_people()
    response = browser.post("pages/child:newborn-9/", {})
    assert response.headers["Location"] == browser.url()
    assert "要らなくなりました" in str(next(iter(get_messages(response.wsgi_request))))
    assert browser.get("pages/child:newborn-9/").status_code == 302


def test_page__back_from_the_review_returns_there(browser):
    browser.to_review()
    form = browser.page_form("adult:me", **{"me.phone": "0254-53-9999"}) | {"back": "review"}
    assert browser.post("pages/adult:me/", form).headers["Location"] == browser.url("review/")
    assert "0254-53-9999" in text(browser.get("review/"))


def test_people__a_number_that_is_none_is_said_and_kept(browser):
    browser.begin().answer_guide().choose()
    response = browser.post("people/", {"count-newborn": "たくさん", "count-sibling": "2"})
    assert response.status_code == 422
    assert "人数を選んでください" in text(response)
    assert browser.intake().people["sibling"] is None


def test_people__one_child_can_be_taken_out(browser):
    browser.begin().answer_guide().choose().say_people(newborn=2)
    assert browser.post("people/newborn-1/leave-out/").status_code == 200
    assert browser.intake().people["newborn"] == ["newborn-2"]


def test_review__says_what_is_missing_and_where(browser):
    browser.begin().answer_guide().choose().say_people()
    page = text(browser.get("review/"))
    assert "あなたの「電話番号」をまだ答えていません" in page
    assert f"{browser.url('pages/adult:me/')}?back=review#me.phone" in page
    assert browser.post("review/", {"reviewed": "x"}).headers["Location"] == browser.url("review/")
    assert not Filing.objects.exists()


def test_review__sign_in_is_asked_only_now_and_the_work_comes_along(visitor):
    visitor.to_review()
    page = text(visitor.get("review/"))
    assert "出す前に、サインインしてください" in page
    sign_in(visitor.client, make_resident(mailbox_key="c" * 32, email="new@example.jp"))
    assert "この内容で4件を出す" in text(visitor.get("review/"))
    assert visitor.intake().account_id is not None
    assert visitor.file().headers["Location"] == visitor.url("receipt/")


def test_review__what_changed_in_another_tab_is_not_filed_unseen(browser):
    browser.to_review()
    reviewed = browser.reviewed()
    browser.fill("adult:me", **{"me.phone": "0254-53-9999"})
    response = browser.post("review/", {"reviewed": reviewed})
    assert response.headers["Location"] == browser.url("review/")
    assert not Filing.objects.exists()
    assert "まだ出していません" in text(browser.get("review/"))


def test_file__twice_and_back_are_the_same_filings(browser):
    browser.to_review()
    reviewed = browser.reviewed()
    first = browser.post("review/", {"reviewed": reviewed})
    again = browser.post("review/", {"reviewed": reviewed})
    assert first.headers["Location"] == again.headers["Location"] == browser.url("receipt/")
    assert Filing.objects.count() == 4
    for rest in ("", "review/", "pages/adult:me/", "people/", "attachments/", "guide/", "result/", "saved/", "discard/"):
        target = browser.get(rest)
        assert target.status_code == 302, rest
    assert browser.post("pages/adult:me/", browser.page_form("adult:me")).status_code == 302


def test_file__agreeing_is_remembered_and_not_asked_again(browser):
    browser.to_review()
    assert 'name="delivery"' in text(browser.get("review/"))
    browser.file(delivery="yes", memory="yes")
    profile = ResidentProfile.objects.get()
    assert (profile.electronic_delivery, profile.memory_allowed) == (True, True)
    assert set(Filing.objects.values_list("electronic_delivery", flat=True)) == {True}
    again = Browser(browser.client).begin()
    again.answers["household.allowance_status"] = "receiving"
    again.answer_guide().choose("child-medical-subsidy").say_people()
    again.fill_all()
    assert 'name="delivery"' not in text(again.get("review/"))
    assert "前に出した手続から" in text(again.get("review/"))


def test_saved__a_resident_goes_on_from_another_device(browser):
    browser.begin().answer_guide().choose().say_people()
    browser.fill("adult:me")
    other = Client()
    sign_in(other, Account.objects.get())
    assert browser.get().headers["Location"] == other.get(browser.url()).headers["Location"]
    assert "書きかけ" in text(other.get("/"))


def test_discard__asks_first_and_then_everything_is_gone(browser):
    browser.begin().answer_guide()
    assert "元には戻せません" in text(browser.get("discard/"))
    assert browser.intake().state == Intake.State.OPEN
    assert browser.post("discard/").headers["Location"] == "/discarded/"
    assert browser.intake().answers == {}
    assert browser.get().status_code == 404


def test_home__shows_what_concerns_whom_it_concerns(browser, visitor):
    assert "あなたに関係すること" not in text(visitor.client.get("/"))
    assert "いま、することはありません" in text(browser.client.get("/"))
    browser.to_review()
    assert "続きを書く" in text(browser.client.get("/"))
    browser.file()
    assert "4件の手続を市役所が進めています" in text(browser.client.get("/"))


def test_expired_session__typed_values_are_shown_again_after_signing_in(browser):
    browser.begin().answer_guide().choose().say_people()
    form = browser.page_form("adult:me", **{"me.phone": "0254-53-7777"})
    session = browser.client.session
    session["signed_in"] = session["signed_in"] | {"seen": int((timezone.now() - timedelta(hours=3)).timestamp())}
    session.save()
    response = browser.post("pages/adult:me/", form)
    assert response.headers["Location"].startswith("/sign-in/?next=")
    sign_in(browser.client, Account.objects.get(), assurance=Assurance.ACCOUNT)
    assert 'value="0254-53-7777"' in text(browser.get("pages/adult:me/"))
    assert 'value="0254-53-7777"' not in text(browser.get("pages/adult:me/"))  # once
    assert "phone" not in browser.intake().answers["me"]


def test_stale_token__typed_values_are_shown_again_and_nothing_is_saved(browser):
    browser.begin().answer_guide().choose().say_people()
    form = browser.page_form("adult:me", **{"me.phone": "0254-53-7777"})
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.client.cookies
    response = strict.post(browser.url("pages/adult:me/"), form | {"csrfmiddlewaretoken": "old"})
    assert response.headers["Location"] == browser.url("pages/adult:me/")
    page = text(browser.get("pages/adult:me/"))
    assert 'value="0254-53-7777"' in page
    assert "まだ保存していません" in page
    assert "phone" not in browser.intake().answers["me"]


def test_stale_token__a_form_that_cannot_be_shown_again_is_refused(browser):
    browser.to_review()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.client.cookies
    assert strict.post(browser.url("review/"), {"reviewed": browser.reviewed()}).status_code == 403
    assert not Filing.objects.exists()


@pytest.mark.parametrize(("path", "form"), [
    ("pages/adult:me/", {"123456789018": "x", "me.phone": "0254-53-7777"}), ("pages/123456789018/", {"me.phone": "x"})])
def test_stale_token__no_number_is_kept_wherever_it_stands(browser, path, form):
    browser.begin().answer_guide().choose().say_people()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.client.cookies
    strict.post(browser.url(path), form)
    assert "123456789018" not in str(dict(browser.client.session.items()))
