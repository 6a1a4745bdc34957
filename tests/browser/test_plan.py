"""The plan in Chromium without JavaScript: every page clear and narrow, a task added and finished, a stale page kept."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from murakami.domain.programme.models import Initiative, Kpi, KpiYear, Task
from murakami.domain.programme.operations.edit_initiative import edit_initiative
from murakami.domain.programme.operations.plan_desk import write_entries
from murakami.domain.programme.operations.publish_plan import publish_plans
from murakami.domain.programme.operations.risks import RiskText, add_risk
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import Role
from tests.browser.checks import assert_accessible, assert_no_overflow
from tests.browser.conftest import OpenPage
from tests.domain.programme.plan.cast import staff
from tests.foundation.accounts.people import sign_in
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)

TABS = ("", "tasks/", "kpis/", "risks/", "budget/", "decisions/", "checks/", "notes/", "history/")
FORMS = ("describe/", "place/", "years/2026/", "tasks/add/", "kpis/online-procedures/figures/", "kpis/add/", "risks/add/",
         "decisions/add/", "checks/edit/", "notes/add/")
Enter = Callable[..., Page]


@pytest.fixture
def office(db: None) -> Actor:
    """A clerk of the DX office, with a plan that has something to show."""
    load_packs()
    actor = staff("dx", digital=Role.CLERK)
    kpi = Kpi.objects.get(key="online-procedures")
    for year, result in ((2022, 15), (2023, 20), (2024, 24), (2025, 26)):
        KpiYear.objects.filter(kpi=kpi, fiscal_year=year).update(result=Decimal(result), evidence="手続の一覧")
    one = Initiative.objects.get(code="2-1-1")
    add_risk(code="2-1-1", actor=actor, at=timezone.now(), revision=one.revision, key="r1", text=RiskText(
        text="繁忙期に検証が進まない", likelihood=2, impact=3, measure="4月を避けて計画する"))
    write_entries([one], kind="plan.year_written", at=timezone.now(), by=actor.account_id, text="R8")
    return actor


@pytest.fixture
def enter(open_page: OpenPage, live_server: LiveServer, office: Actor) -> Enter:
    """`enter(width=320, js=False)` opens a window in which the clerk is signed in."""

    def window(**options: object) -> Page:
        client, page = Client(), open_page(**options)
        sign_in(client, Account.objects.get(pk=office.account_id), at=timezone.now())
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
                                   "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
        return page

    return window


def test_plan__every_page_is_clear_and_narrow(enter: Enter, office: Actor) -> None:
    publish_plans(codes=["2-1-1"], actor=office, at=timezone.now())
    page = enter()
    addresses = ["/office/programme/", "/office/programme/bring-in/", *(f"/office/programme/2-1-1/{part}" for part in TABS + FORMS)]
    for address in (*addresses, "/policy/initiatives/2-1-1/"):
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        assert_accessible(page)
        assert_no_overflow(page)


def test_plan__a_task_is_added_and_finished_without_js(enter: Enter) -> None:
    page = enter(width=320, height=700, js=False)
    page.goto("/office/programme/2-1-1/tasks/")
    page.get_by_role("link", name="タスクを加える").click()
    page.get_by_label("すること").fill("棚卸しの表を作る")
    press(page, "加える")
    assert "タスクを加えました。" in page.inner_text("main")
    press(page, re.compile("終えた.*棚卸しの表を作る"))
    assert Task.objects.get(title="棚卸しの表を作る").state == "done"
    assert_no_overflow(page)


def test_plan__a_stale_page_keeps_what_was_typed(enter: Enter, office: Actor) -> None:
    page = enter(js=False)
    page.goto("/office/programme/2-1-1/describe/")
    page.get_by_label("現状・課題").fill("書きかけの課題")
    one = Initiative.objects.get(code="2-1-1")
    edit_initiative(code="2-1-1", actor=office, at=timezone.now(), revision=one.revision, purpose="先に書いた目的", issue="先に",
                    procedures=one.procedures)
    press(page, "保存する")
    said = page.inner_text("main")
    assert "ほかの人がこの取組を書き換えました" in said
    assert "先に書いた目的" in said
    assert page.get_by_label("現状・課題").input_value() == "書きかけの課題"
    press(page, "保存する")
    assert Initiative.objects.get(code="2-1-1").issue == "書きかけの課題"


def press(page: Page, words: str | re.Pattern[str]) -> None:
    """Press a button that leads on."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()
