"""A real Chromium on a live server. A test that leaves a script error or a policy violation behind fails.

`page` is a desktop, `phone` 360 px, `narrow` 320 px (the same as 400 % zoom on 1280 px), `page_without_js` a desktop
whose JavaScript is off; `open_page` makes others. All speak Japanese and start at the live server's address.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from murakami.foundation.accounts.rules import Actor
from tests.browser.chromium import Windows
from tests.browser.page_steps import Window, let_in
from tests.words import compile_words

OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this directory, so that `-m "not browser"` leaves them out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    compile_words()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(width=360, height=740, js=True, **options)` gives a page in a context of its own."""
    windows = Windows(browser, base_url=live_server.url)
    yield windows.open
    with suppress(Exception):
        windows.close()
    assert windows.wrong == []


@pytest.fixture
def window(open_page: OpenPage, live_server: LiveServer) -> Window:
    """`window(actor, js=False, width=1280)` opens a window in which this person is signed in; None: nobody."""

    def window_of(actor: Actor | None, *, js: bool = False, width: int = 1280) -> Page:
        page = open_page(width=width, js=js)
        if actor is not None:
            let_in(page, actor, address=live_server.url)
        return page

    return window_of


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A desktop."""
    return open_page()


@pytest.fixture
def page_without_js(open_page: OpenPage) -> Page:
    """A desktop whose JavaScript is off."""
    return open_page(js=False)


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    """A telephone, 360 px wide, with touch."""
    return open_page(width=360, height=740, has_touch=True)


@pytest.fixture
def phone_without_js(open_page: OpenPage) -> Page:
    """The same telephone, JavaScript off."""
    return open_page(width=360, height=740, has_touch=True, js=False)


@pytest.fixture
def narrow(open_page: OpenPage) -> Page:
    """320 px: the narrowest telephone, and a desktop of 1280 px at 400 % zoom (WCAG 2.2, 1.4.10 Reflow)."""
    return open_page(width=320, height=640)
