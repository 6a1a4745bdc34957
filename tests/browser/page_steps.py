"""What a person does on a page, one step each; what comes next is waited for, however slow the machine is."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.chromium import PATIENCE
from tests.foundation.accounts.people import sign_in

Window = Callable[..., Page]
"""`window(actor, js=False, width=1280)` opens a window in which this person is signed in; None: nobody."""


def let_in(page: Page, actor: Actor, *, address: str) -> None:
    """Sign somebody in who has shown their factors elsewhere."""
    client = Client()
    sign_in(client, Account.objects.get(pk=actor.account_id), at=timezone.now())
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": address,
                               "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])


def look(page: Page, *words: str) -> None:
    """The page says what it should, to everybody, also at 320 px."""
    for one in words:
        expect(page.locator("main")).to_contain_text(one, timeout=PATIENCE)
    assert_accessible(page)
    size = page.viewport_size
    assert_no_overflow(page)
    if size:
        page.set_viewport_size(size)


def visit(page: Page, address: str, *words: str) -> None:
    """Go to an address and look."""
    page.goto(address)
    look(page, *words)


def press(page: Page, words: str | re.Pattern[str]) -> None:
    """Press the first button that is called so; it leads on."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).first.click()


def follow(page: Page, words: str | re.Pattern[str]) -> None:
    """Follow the first link in the page's own part that is called so."""
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=words).first.click()


def fill(page: Page, words: Mapping[str, str]) -> None:
    """Write into fields by their labels."""
    for label, text in words.items():
        page.get_by_label(label).fill(text)


def fill_day(page: Page, legend: str, *, days: int) -> None:
    """Write the day that is so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    group = page.get_by_role("group", name=legend)
    for label, value in (("年", day.year), ("月", day.month), ("日", day.day)):
        group.get_by_label(label, exact=True).fill(str(value))
