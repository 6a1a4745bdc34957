"""代理と家族 in Chromium: every page on the way of two people, and of one who shows a document, clear and narrow."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.operations import Person, confirm_by_document
from murakami.domain.mandates.rules import Act, Kind, Terms
from murakami.kernel.dates import day_in_japan
from tests.browser.chromium import PATIENCE
from tests.browser.conftest import OpenPage
from tests.browser.page_steps import look
from tests.foundation.accounts.people import make_resident, sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)


def window(open_page: OpenPage, server: LiveServer, mailbox: str) -> Page:
    client = Client()
    sign_in(client, make_resident(mailbox_key=mailbox * 32, email=f"{mailbox}@example.jp"), at=timezone.now())
    page = open_page(width=1280, height=900)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": server.url,
                               "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_two_people__confirm_a_mandate_and_one_ends_it(open_page: OpenPage, live_server: LiveServer) -> None:
    load_packs()
    giver, proxy = window(open_page, live_server, "a"), window(open_page, live_server, "b")
    giver.goto("/my/mandates/")
    look(giver, "だれにも頼んでいません", "本人がサインインできないとき")
    giver.get_by_role("link", name="手続を頼む", exact=True).click()
    look(giver, "相手との関係")
    press(giver, giver.locator("main form button").last.inner_text())
    look(giver, "関係")
    giver.locator('[name="name.value"]').fill("葛城 みのり")
    for name, value in (("kind", "family"), ("acts", "file"), ("results", "yes"), ("until", "year")):
        giver.locator(f'[name="{name}.value"][value="{value}"]').check()
    press(giver, giver.locator("main form button").last.inner_text())
    expect(giver.locator("main")).to_contain_text(re.compile("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}"), timeout=PATIENCE)
    look(giver, "7日")
    code = re.search("[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", giver.inner_text("main"))
    assert code is not None
    proxy.goto("/my/mandates/")
    proxy.get_by_label("相手から聞いた番号").fill("2222-2222-2222")
    press(proxy, "内容を見る")
    look(proxy, "見つかりません")
    proxy.get_by_label("相手から聞いた番号").fill(code[0])
    press(proxy, "内容を見る")
    look(proxy, "葛城 みのり")
    proxy.locator('[name="name.value"]').fill("朝日 かえで")
    proxy.locator('[name="decision"][value="confirm"]').click()
    look(proxy, "確かめました", "葛城 みのりさんの手続を、あなたがします")
    giver.goto(f"/my/mandates/{Mandate.objects.get().key}/")
    look(giver, "朝日 かえで")
    press(giver, "この代理をやめる")
    look(giver, "やめた人")


def test_proxy__by_document_sees_how_it_was_confirmed(open_page: OpenPage, live_server: LiveServer) -> None:
    load_packs()
    page, at = window(open_page, live_server, "b"), timezone.now()
    account = make_resident(mailbox_key="c" * 32)
    terms = Terms(kind=Kind.GUARDIAN, acts=frozenset(Act), procedures=frozenset(), since=day_in_japan(at),
                  until=day_in_japan(at).replace(year=at.year + 1, day=1))
    mandate = confirm_by_document(proxy=Person(account.pk, "c" * 32, "朝日 かえで"), giver="朝日 トメ", at=at, terms=terms,
                                  giver_mailbox_key="d" * 32, receipt_number="MK-2611-00001-0", key="e" * 32,
                                  subject_key="f" * 32)
    assert mandate is not None
    client = Client()
    sign_in(client, account, at=at)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
                               "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
    page.goto(f"/my/mandates/{mandate.key}/")
    look(page, "市役所が確かめました", "成年後見人")
    page.goto("/procedures/mandate-by-document/")
    look(page, "代理人の登録")
