"""The page of components in Chromium: without a violation, at every width, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import assert_accessible, assert_focus_visible, assert_no_overflow

GALLERY = "/-/components"
FRAMES = (GALLERY, f"{GALLERY}?frame=office", f"{GALLERY}?page=confirm", "/no-such-page")


@pytest.mark.parametrize("address", FRAMES)
def test_show_components__passes_axe(page: Page, address: str) -> None:
    page.goto(address)
    assert_accessible(page)


@pytest.mark.parametrize("address", FRAMES)
def test_show_components__fits_320_px(narrow: Page, address: str) -> None:
    narrow.goto(address)
    assert_no_overflow(narrow)
    assert_accessible(narrow)


@pytest.mark.parametrize("size", ["large", "larger"])
def test_show_components__fits_320_px_with_larger_letters(narrow: Page, size: str) -> None:
    narrow.goto(f"/-/display?text={size}&next={GALLERY}")
    assert narrow.locator("html").get_attribute("data-text") == size
    assert_no_overflow(narrow)


@pytest.mark.parametrize(("language", "html_lang", "must"), [("ja", "ja", "※必須"), ("en", "en", "Required")])
def test_show_components__speaks_the_chosen_language(page: Page, language: str, html_lang: str, must: str) -> None:
    page.goto(f"/-/display?lang={language}&next={GALLERY}")
    assert page.locator("html").get_attribute("lang") == html_lang
    expect(page.locator(".must").first).to_have_text(must)


def test_show_components__links_errors_to_their_inputs(page: Page) -> None:
    page.goto(GALLERY)
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    day = page.locator("[id='child-1.born_on.day']")
    expect(day).to_be_in_viewport()
    expect(day).to_be_focused()
    assert_focus_visible(page)
    told_by = day.get_attribute("aria-describedby")
    assert told_by is not None
    expect(page.locator(f"[id='{told_by}']")).to_have_text(re.compile("^＊生まれた日：11月は30日まで"))


def test_show_components__begins_with_a_skip_link(page: Page) -> None:
    page.goto(f"{GALLERY}?page=confirm")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="本文へ進む")
    expect(skip).to_be_focused()
    assert_focus_visible(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="取り下げる")).to_be_focused()


def test_text_size__changes_without_a_round_trip_and_stays(page: Page) -> None:
    page.goto(GALLERY)
    page.evaluate("window.notReloaded = true")
    page.get_by_role("link", name="文字を大きく").click()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    assert page.evaluate("window.notReloaded") is True
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-text", "large")
    page.get_by_role("link", name="文字をもっと大きく").click()
    page.get_by_role("link", name="文字をもとの大きさに").click()
    expect(page.locator("html")).not_to_have_attribute("data-text", re.compile(".*"))


def test_text_size__works_without_javascript(page_without_js: Page) -> None:
    page_without_js.goto(GALLERY)
    with page_without_js.expect_navigation():
        page_without_js.get_by_role("link", name="文字を大きく").click()
    assert page_without_js.url.endswith(GALLERY)
    assert page_without_js.locator("html").get_attribute("data-text") == "large"
