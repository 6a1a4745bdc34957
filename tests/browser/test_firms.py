"""A firm's people in Chromium: in through the provider of business accounts, to the firm's page and its mandates, and to a filing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from murakami.foundation.accounts.models import FirmMember
from tests.adapters.business_id.outside import SECRET, real_business_provider
from tests.browser.chromium import PATIENCE
from tests.browser.conftest import OpenPage
from tests.browser.page_steps import look, press, visit
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)
FIRM = "居宅介護支援事業所いわふね"


@pytest.fixture
def provider(live_server: LiveServer, settings: Settings) -> Iterator[str]:
    with real_business_provider(redirect_uri=f"{live_server.url}/sign-in/business/back/") as issuer:
        settings.BASE_URL = live_server.url
        settings.BUSINESS_PROVIDER = "murakami.adapters.business_id.provider"
        settings.BUSINESS_ID_ISSUER, settings.BUSINESS_ID_CLIENT_ID = issuer, "smart-murakami-demo"
        settings.BUSINESS_ID_CLIENT_SECRET = SECRET
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**directives, "form-action": [*directives["form-action"], issuer.partition("/business")[0]]}}
        yield issuer


def come_in(page: Page, who: str) -> None:
    """Sign in as somebody of a firm, as a person does."""
    page.goto("/sign-in/")
    look(page, "事業者の方")
    press(page, "GビズIDでサインイン")
    page.get_by_label(who).check()
    press(page, "この人としてサインインする")
    look(page, "さんとしてサインインしました")


def test_member__comes_in_sees_the_firm_and_begins_what_is_a_firms(open_page: OpenPage, provider: str) -> None:
    load_packs()
    page = open_page(width=360, height=740)
    come_in(page, "鈴木　一郎")
    visit(page, "/my/firm/", FIRM, "7999901000001", "鈴木　一郎")
    visit(page, "/my/mandates/", "代わりに手続をする人")
    visit(page, "/my/mandates/ask/proxy/", "相手との関係")
    visit(page, "/life-events/birth/", "この手続は、ご本人やご家族がします")
    visit(page, "/procedures/bidder-qualification-goods/", "GビズIDでのサインイン")
    press(page, "この手続をはじめる")
    look(page, "GビズIDから")
    expect(page.locator('[name="firm.name.value"]')).to_have_value(FIRM, timeout=PATIENCE)
    assert FirmMember.objects.get().firm.name == FIRM


def test_entry__is_told_what_to_get_instead(open_page: OpenPage, provider: str) -> None:
    load_packs()
    page = open_page(width=360, height=740)
    page.goto("/sign-in/")
    press(page, "GビズIDでサインイン")
    page.get_by_label("本間　次郎").check()
    press(page, "この人としてサインインする")
    look(page, "gBizIDプライム")
    assert not FirmMember.objects.exists()
