"""The pages on which staff account for each other, in a real browser: nothing that axe finds, nothing wider than 320 px."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from murakami.domain.cases.models import EmergencyAccess
from murakami.foundation.accounts.models import StaffProfile
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.looks.operations import record_look
from murakami.foundation.looks.rules import EMERGENCY_PAGE
from tests.browser.page_steps import Window, follow, press, visit
from tests.domain.cases.cast import make_cast, receive_one, staff
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def looked_at(db: None) -> str:
    """A case that somebody of another unit has opened in an emergency; returns its receipt number."""
    load_packs()
    cast, now = make_cast(), timezone.now()
    StaffProfile.objects.filter(account_id=cast.head.account_id).update(email="head@example.jp")
    case = receive_one()
    EmergencyAccess.objects.create(case=case, account_id=cast.elsewhere.account_id, reason="火事の家にいるか確かめる", opened_at=now,
                                   until=now + timedelta(hours=1))
    record_look(actor=cast.elsewhere, at=now, unit="hoken", route=EMERGENCY_PAGE, receipt_number=case.receipt_number)
    return case.receipt_number


def test_auditor__goes_from_the_first_page_to_a_question(window: Window, looked_at: str) -> None:
    page: Page = window(staff("auditor", somu=Role.AUDITOR))
    visit(page, "/office/", "あなたの仕事", "緊急閲覧の確認")
    follow(page, "監査：気になる閲覧")
    visit(page, page.url, "ほかの課（緊急閲覧）")
    follow(page, looked_at)
    visit(page, page.url, "担当ではなく、何の処理もしていません")
    press(page, "課長にメールで聞く")
    visit(page, "/office/staff/access/?unit=kodomo", "こども課の案件を見られる人", "職員 elsewhere")


def test_personnel__find_the_reshuffle_and_the_people(window: Window, looked_at: str) -> None:
    page: Page = window(staff("personnel", somu=Role.PERSONNEL))
    visit(page, "/office/", "あなたの仕事")
    follow(page, "職員と権限")
    visit(page, page.url, "課長", "係員")
    visit(page, "/office/reshuffles/", "書きかえた表を入れる")
