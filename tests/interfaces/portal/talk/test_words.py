"""Residents' pages in three languages: nothing untranslated, やさしい日本語 marked as Japanese."""

import re
from pathlib import Path

import pytest

import murakami
from murakami.interfaces.components.catalogues import untranslated
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db
SOURCE = Path(murakami.__file__).parent
KANA = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def in_language(browser: Browser, language: str) -> Browser:
    browser.client.cookies["language"] = language
    return browser


def main_text(response) -> str:
    main = re.search(r"<main.*?</main>", response.content.decode(), re.S)
    assert main is not None
    return re.sub(r"<[^>]+>", " ", main[0])


@pytest.mark.parametrize("room", ["interfaces/portal/talk", "interfaces/portal/showcase"])
def test_every_text__is_translated(room):
    assert untranslated(SOURCE / room, locale=SOURCE / "locale") == ()


@pytest.mark.parametrize("path", ["/", "/search/?q=baby", "/procedures/", "/life-events/birth/"])
def test_english__has_no_japanese_left(visitor, path):
    assert not KANA.findall(main_text(in_language(visitor, "en").client.get(path)))


def test_english__a_procedure_keeps_only_its_law_and_the_city_s_address_in_japanese(visitor):
    page = main_text(in_language(visitor, "en").client.get("/procedures/child-allowance-claim/"))
    assert not KANA.findall(page.partition("Legal basis")[0])


def test_english__the_whole_way(browser):
    in_language(browser, "en").begin()
    first = browser.get("guide/me.lives_in_city/")
    assert '<html lang="en"' in first.content.decode()
    assert not KANA.findall(main_text(first))
    browser.answer_guide()
    assert not KANA.findall(main_text(browser.get("result/")))
    browser.choose().say_people()
    assert not KANA.findall(main_text(browser.get("pages/adult:me/")))
    wrong = browser.fill("adult:me", **{"me.phone": "x", "me.name": {}, "me.residence": {}, "me.born_on": {}})
    assert wrong.status_code == 422
    assert not KANA.findall(main_text(wrong))


def test_easy_japanese__is_japanese_to_a_screen_reader_and_in_its_own_words(visitor):
    page = in_language(visitor, "ja-easy").client.get("/").content.decode()
    assert '<html lang="ja"' in page
    assert "何（なに）を したいですか" in page
