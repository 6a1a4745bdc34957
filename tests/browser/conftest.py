"""A real Chromium on a live server. A test that leaves a script error or a policy violation behind fails.

`page` is a desktop, `phone` 360 px, `narrow` 320 px (the same as 400 % zoom on 1280 px), `page_without_js` a desktop
whose JavaScript is off; `open_page` makes others. All speak Japanese and start at the live server's address.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.words import compile_words

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000  # milliseconds; the machine may be busy

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    # Playwright's loop runs in this thread, which Django takes for asynchronous code; nothing here is
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """`open_page(width=360, height=740, js=True, **options)` gives a page in a context of its own."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # a page that answers 4xx on purpose also shows up as an error here: only ours count
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            wrong.append(message.text)

    def new(*, width: int = 1280, height: int = 900, js: bool = True, **options: object) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=js,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        return page

    yield new
    for context in contexts:
        with suppress(Exception):
            context.close()
    assert wrong == []


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
