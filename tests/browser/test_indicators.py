"""Indicators in Chromium: the office's and everybody's, clear to axe, at 320 px, without JavaScript, printed."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.vocabulary import Role
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.foundation.accounts.people import make_staff, sign_in
from tests.interfaces.office.indicators.counted import count_a_town
from tests.packs_loaded import LOADED_AT, load_packs

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "/office/indicators/": "取り込んだ数字", "/office/indicators/days-to-decision/": "課ごと",
    "/office/indicators/satisfaction-scores/": "答えごとの数", "/office/indicators/online-rate/definition/": "分母",
    "/office/indicators/counter-wait/": "2028-03", "/indicators/": "市のすがた", "/indicators/filings/": "推移",
    "/indicators/population/": "これからの見込み", "/indicators/national-ai/": "用意する見込み",
}


@pytest.fixture
def clerk(db: None) -> Account:
    load_packs()
    count_a_town(LOADED_AT.replace(month=11, day=28))
    return make_staff(kodomo=Role.CLERK)


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def window(request: pytest.FixtureRequest, open_page: OpenPage, live_server: LiveServer, clerk: Account) -> Page:
    client = Client()
    sign_in(client, clerk)
    page = open_page(width=1280, height=800, js=request.param)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
                               "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
    return page


def test_indicators__are_clear_to_everybody(window: Page) -> None:
    for path, words in PAGES.items():
        window.set_viewport_size({"width": 1280, "height": 800})
        window.goto(path)
        assert words in window.inner_text("main"), path
        if window.evaluate("matchMedia('(scripting: enabled)').matches"):
            assert_accessible(window)
        assert_no_overflow(window)
    window.goto("/office/indicators/filings/")
    window.emulate_media(media="print")
    assert window.locator(".trend").first.is_visible()
    assert not window.get_by_role("link", name="CSVで保存する").is_visible()
