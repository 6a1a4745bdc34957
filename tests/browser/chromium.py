"""The one Chromium of a test session, and windows in it that tell what went wrong in them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

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


class Windows:
    """Windows for people who share nothing; `wrong` collects script errors and violations of the content policy."""

    def __init__(self, browser: Browser, *, base_url: str) -> None:
        self._browser, self._base_url = browser, base_url
        self._contexts: list[BrowserContext] = []
        self.wrong: list[str] = []

    def open(self, *, width: int = 1280, height: int = 900, js: bool = True, **options: object) -> Page:
        """Open a page in a context of its own."""
        context = self._browser.new_context(**{  # type: ignore[arg-type]
            "base_url": self._base_url,
            "viewport": {"width": width, "height": height},
            "java_script_enabled": js,
            "locale": "ja-JP",
            "timezone_id": "Asia/Tokyo",
            **options,
        })
        context.set_default_timeout(PATIENCE)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        return page

    def close(self) -> None:
        """Close every window."""
        while self._contexts:
            self._contexts.pop().close()

    def _listen(self, message: ConsoleMessage) -> None:
        # a page that answers 4xx on purpose also shows up as an error here: only ours count
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.wrong.append(message.text)
