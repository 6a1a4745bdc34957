"""The public pages in Chromium: readable by everybody, at 320 px, without JavaScript, on paper."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.checks import assert_accessible, assert_focus_visible, assert_no_overflow
from tests.browser.chromium import Windows
from tests.interfaces.open.addresses import policy_pages
from tests.packs_loaded import load_packs
from tests.words import compile_words

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def windows(browser: Browser, live_server: LiveServer) -> Iterator[Windows]:
    """Windows onto the city's policy; a script error or a violation of the content policy fails the test."""
    compile_words()
    load_packs()
    windows = Windows(browser, base_url=live_server.url)
    yield windows
    with suppress(Exception):
        windows.close()
    assert windows.wrong == []


@pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])
def test_policy__is_readable_on_every_screen(windows: Windows, js: bool) -> None:
    page = windows.open(js=js)
    for address in policy_pages():
        assert visit(page, address) == 200
        assert_accessible(page)
        assert_no_overflow(page)
        page.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize("language", ["ja-easy", "en"])
def test_policy__is_readable_in_every_language(windows: Windows, live_server: LiveServer, language: str) -> None:
    page = windows.open(width=320, height=640)
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    for address in policy_pages():
        visit(page, address)
        assert_accessible(page)
        assert_no_overflow(page)


def test_policy__is_walked_from_the_portal_with_a_keyboard_alone(windows: Windows) -> None:
    page = windows.open(width=320, height=640, js=False)
    page.goto("/")
    for words in ("方針・計画", "方針の全文"):
        link = page.get_by_role("link", name=words, exact=True).last
        link.focus()
        assert_focus_visible(page)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "/policy/editions/" in page.url


def test_policy__prints_on_a4_without_losing_a_column(windows: Windows) -> None:
    page = windows.open()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 672, "height": 950})  # A4 less its margins at 96 dots per inch
    for address in policy_pages():
        visit(page, address)
        assert_no_overflow(page, width=672)
        assert not page.locator(".sections, .display, .bottom").first.is_visible()


def visit(page: Page, address: str) -> int:
    """Go to a page, however the window was before."""
    answer = page.goto(address)
    return answer.status if answer else 0
