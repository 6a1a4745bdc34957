"""Somebody in front of a browser: opens, presses, follows, types; every page that comes is looked at."""

import re
import time
from collections.abc import Callable, Mapping
from datetime import date

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser.checks import assert_accessible, assert_no_overflow

_NEWS_SECONDS = 60.0


class Visitor:
    """One person with one window. `seen` lists the titles of the pages that were looked at."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.seen: list[str] = []

    # going from page to page

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)
        self.look()

    def press(self, name: str | re.Pattern[str], *, inside: Locator | None = None) -> None:
        """Press the one button of this name (exact, or a pattern) and look at the page that comes."""
        self._leave((inside or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).click)

    def follow(self, name: str | re.Pattern[str], *, inside: Locator | None = None) -> None:
        """Follow a link (an exact name, or a pattern) and look at the page that comes."""
        link = (inside or self.page).get_by_role("link", name=name, exact=isinstance(name, str))
        self._leave(link.first.click)

    def _leave(self, act: Callable[[], object]) -> None:
        with self.page.expect_navigation():
            act()
        self.look()

    def look(self) -> None:
        """Hold the page to what holds for all: axe finds nothing, nothing sticks out at this width."""
        size = self.page.viewport_size
        assert size is not None
        self.seen.append(self.page.title())
        assert_accessible(self.page)
        assert_no_overflow(self.page, width=size["width"])

    def wait_for_news(self, news: Callable[[], Locator]) -> None:
        """Load the page again until it shows something: what comes from the other zone takes a moment."""
        deadline = time.monotonic() + _NEWS_SECONDS
        while not news().count():
            assert time.monotonic() < deadline, f"{self.page.url} does not show {news()}"
            self.page.reload()
        self.look()

    # reading

    def sees(self, *texts: str) -> None:
        """Every text stands on the page."""
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def is_on(self, heading: str) -> None:
        """The page has this main heading, or one that begins with it."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(re.compile(f"^{re.escape(heading)}"))

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    # answering

    def group(self, label: str) -> Locator:
        """The question that begins with these words, when it has several inputs."""
        return self.page.get_by_role("group", name=re.compile(f"^{re.escape(label)}"))

    def type_in(self, label: str, text: str) -> None:
        """Fill the one input of a question that begins with these words."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(text)

    def type_parts(self, label: str, parts: Mapping[str, str]) -> None:
        """Fill the inputs of a question by their names."""
        for part, text in parts.items():
            self.group(label).get_by_label(part, exact=True).fill(text)

    def type_day(self, label: str, day: date) -> None:
        """Fill the three inputs of a date."""
        self.type_parts(label, {"年": str(day.year), "月": str(day.month), "日": str(day.day)})

    def choose(self, label: str, option: str) -> None:
        """Choose an answer of a question."""
        self.group(label).get_by_label(option, exact=True).check()

    def attach(self, label: str, file: FilePayload) -> None:
        """Choose a file for a question."""
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).set_input_files(file)
