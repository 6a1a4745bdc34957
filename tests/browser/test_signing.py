"""Signing with a card in Chromium: from the review over the provider of the demo to the receipt, and at the clerk's desk."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from murakami.domain.cases.models import Case
from murakami.domain.intake.models import Filing
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.worker import run_pending
from tests.browser.chromium import PATIENCE
from tests.browser.conftest import OpenPage
from tests.browser.page_steps import look
from tests.foundation.accounts.people import make_resident, make_staff, sign_in
from tests.interfaces.portal.talk.signing import SIGNER, Mover, signing_provider
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def provider(live_server: LiveServer, settings: Settings) -> Iterator[str]:
    """The provider of the demo; the content policy lets a form lead there, as the settings of an installation do."""
    with signing_provider(settings, base=live_server.url) as issuer:
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
            **directives, "form-action": [*directives["form-action"], issuer.removesuffix("/api/realms/main")]}}
        yield issuer


def window(open_page: OpenPage, client: Client, server: LiveServer) -> Page:
    page = open_page(width=1280, height=900)
    page.context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "url": server.url,
                               "value": client.cookies[configured.SESSION_COOKIE_NAME].value}])
    return page


def sign(page: Page, *, certificate: str) -> None:
    """Press on, choose a card at the provider, and sign there."""
    page.get_by_role("button", name="カードで署名して出す").click()
    expect(page.get_by_role("heading", name="だれのカードで署名しますか")).to_be_visible(timeout=PATIENCE)
    page.get_by_label(SIGNER.name).check()
    page.get_by_label(certificate).check()
    look(page, "署名用電子証明書")
    page.get_by_role("button", name="このカードで署名する").click()


def test_mover__signs_and_the_clerk_reads_what_is_known(open_page: OpenPage, live_server: LiveServer, provider: str) -> None:
    load_packs()
    resident = Client()
    sign_in(resident, make_resident(mailbox_key="a" * 32, email="taro@example.jp"), at=timezone.now())
    mover = Mover(resident).come_to_the_review()
    page = window(open_page, resident, live_server)
    page.goto(mover.url("review/"))
    look(page, "この手続には、電子署名が要ります")
    page.get_by_role("button", name="署名に進む").click()
    look(page, "署名する内容", "用意するもの")
    page.locator("details summary").first.click()
    look(page, "murakami-signed-filing/1")
    sign(page, certificate="期限の切れた証明書")
    look(page, "期限が切れています", "窓口に出せます")
    page.get_by_role("link", name="出す前の確認へもどる").click()
    page.get_by_role("button", name="署名に進む").click()
    sign(page, certificate="有効な証明書")
    expect(page).to_have_url(re.compile("/receipt/$"), timeout=PATIENCE)
    assert Filing.objects.count() == 1
    run_pending()
    clerk = Client()
    sign_in(clerk, make_staff("shimin-1", shimin=Role.CLERK), at=timezone.now())
    desk = window(open_page, clerk, live_server)
    desk.goto(f"/office/cases/{Case.objects.get().receipt_number}/")
    look(desk, "有効（失効未確認）", SIGNER.name)
