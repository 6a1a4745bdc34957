"""Hostile input is answered clearly, changes nothing, and is shown harmlessly."""

import pytest

from murakami.domain.intake.models import Filing, Intake
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def text(response) -> str:
    return response.content.decode(errors="surrogateescape")


@pytest.fixture
def at_page(browser: Browser) -> Browser:
    return browser.begin().answer_guide().choose().say_people()


@pytest.mark.parametrize("typed", [SCRIPT, "\x00", "\u202egnp.exe", "=1+1", "'; DROP TABLE intake_intake; --", "あ" * 5_000])
def test_page__what_is_typed_is_shown_harmlessly_and_changes_nothing(at_page, typed):
    before = at_page.intake().answers
    response = at_page.fill("adult:me", **{"me.phone": typed})
    assert response.status_code == 422
    assert SCRIPT not in text(response)
    assert at_page.intake().answers == before


def test_page__a_script_in_a_name_is_kept_as_written_and_shown_as_text(at_page):
    name = {"family": SCRIPT, "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"}
    response = at_page.fill("adult:me", **{"me.name": name})
    for page in (response, at_page.get("pages/adult:me/"), at_page.get("review/")):
        assert SCRIPT not in text(page)


def test_page__rare_characters_stay_what_they_are(at_page):
    name = {"family": "葛\U000e0100城", "given": "𠮷髙", "family_kana": "かつらぎ", "given_kana": "ﾖｼ"}
    assert at_page.fill("adult:me", **{"me.name": name}).status_code == 302
    stored = at_page.intake().answers["me"]["name"]["v"]
    assert (stored["family"], stored["given"]) == ("葛\U000e0100城", "𠮷髙")
    assert (stored["family_kana"], stored["given_kana"]) == ("カツラギ", "ヨシ")


def test_page__ten_megabytes_are_refused_before_anything_is_read(at_page):
    response = at_page.post("pages/adult:me/", {"me.phone.value": "9" * 10_000_000})
    assert response.status_code in {400, 413}
    assert "phone" not in at_page.intake().answers["me"]


@pytest.mark.parametrize("data", [
    {"me.phone.value": ["1", "2", "3"]}, {"me.phone": "0254-53-2111"}, {"partner.phone.value": "0254-53-2111"},
    {"me.phone.value.value": "x"}, {"seen": "x" * 5_000}, {"seen": "me.phone:zzzzzzzz"}])
def test_page__forms_of_another_shape_answer_with_the_page(at_page, data):
    before = at_page.intake().answers
    assert at_page.post("pages/adult:me/", data).status_code == 422
    assert at_page.intake().answers == before


def test_page__an_answer_for_somebody_else_is_not_taken(at_page):
    form = at_page.page_form("adult:me") | {"partner.phone.value": "0254-53-2111", "me.gave_birth.value": "no"}
    assert at_page.post("pages/adult:me/", form).status_code == 302
    answers = at_page.intake().answers
    assert "phone" not in answers.get("partner", {})
    assert answers["me"]["gave_birth"]["v"] is True


@pytest.mark.parametrize("path", [
    "guide/me.nothing/", "guide/ghost.name/", "guide/%00.x/", "pages/nonsense/", "pages/adult:ghost/", "files/nonsense/",
    "receipt/MK-2611-00001-3.svg"])
def test_addresses_of_nothing__lead_on_or_are_not_found(at_page, path):
    assert at_page.get(path).status_code in {302, 400, 404}


@pytest.mark.parametrize("key", ["0" * 32, "x", "A" * 200, "..%2f..", "１２"])
def test_a_stranger__reaches_nothing_by_guessing(at_page, key):
    for rest in ("", "review/", "pages/adult:me/", "receipt/", "receipt.pdf", "files/" + "0" * 64 + "/"):
        for client in (Browser().client, at_page.client):
            assert client.get(f"/talks/{key}/{rest}").status_code == 404


@pytest.mark.parametrize("words", [SCRIPT, "\x00", "%", "'", "あ" * 10_000, "　", "🍼"])
def test_search__answers_anything(visitor, words):
    response = visitor.client.get("/search/", {"q": words})
    assert response.status_code in ({200, 400} if words == "\x00" else {200})
    assert SCRIPT not in text(response)


@pytest.mark.parametrize("address", ["/procedures/nothing/", "/life-events/nothing/", "/procedures/../etc/"])
def test_what_is_not_published__is_not_found(visitor, address):
    assert visitor.client.get(address).status_code == 404


@pytest.mark.parametrize("address", [
    "/procedures/birth-registration/begin/", "/procedures/nothing/begin/", "/life-events/nothing/begin/"])
def test_begin__what_cannot_be_begun_here_is_not_found(visitor, address):
    assert visitor.client.post(address).status_code == 404
    assert not Intake.objects.exists()


def test_file__a_review_that_was_never_shown_files_nothing(browser):
    browser.to_review()
    for reviewed in ("", "1", "9999:aaaa", "x" * 10_000):
        assert browser.post("review/", {"reviewed": reviewed}).headers["Location"] == browser.url("review/")
    assert not Filing.objects.exists()
