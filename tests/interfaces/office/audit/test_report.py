"""The auditor's report: what stands in it, how it is narrowed and taken away, and that reading it leaves a trace."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from murakami.domain.cases.models import Case
from murakami.flows.agency.emergency import open_emergency
from murakami.foundation.accounts.models import StaffProfile
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from murakami.foundation.looks.models import ReportReading
from murakami.foundation.looks.operations import record_look
from murakami.foundation.looks.rules import EMERGENCY_PAGE
from murakami.foundation.looks.unusual import Sign
from murakami.foundation.spool.worker import run_pending
from murakami.interfaces.office.audit.words import SIGNS, explain
from tests.domain.cases.cast import staff
from tests.interfaces.office.pages import text_of

pytestmark = pytest.mark.django_db
PAGE, FILE = "/office/audit/", "/office/audit/unusual-looks.csv"


@pytest.fixture
def auditor(cast: Any, enter: Any) -> Client:
    browser: Client = enter(staff("auditor", somu=Role.AUDITOR))
    return browser


def look(actor: Any, case: Case, at: datetime, route: str = "office:case") -> None:
    record_look(actor=actor, at=at, unit=case.unit, route=route, receipt_number=case.receipt_number)


def test_words__are_there_for_every_sign(settings: Any) -> None:
    assert set(SIGNS) == set(Sign)
    assert all(explain(sign, settings.LOOKS_THRESHOLDS) for sign in Sign)


def test_report__says_kindly_that_nothing_is_unusual(auditor: Client, cast: Any, claim: Case, at: datetime) -> None:
    look(cast.clerk, claim, at - timedelta(days=3))  # a Friday; the 23rd of November is a holiday
    assert "気になる閲覧はありません" in text_of(auditor.get(PAGE))


def test_report__shows_who_looked_at_what_and_why_that_is_unusual(
    auditor: Client, cast: Any, claim: Case, at: datetime
) -> None:
    look(cast.elsewhere, claim, at, EMERGENCY_PAGE)
    page = text_of(auditor.get(PAGE))
    for words in ("職員 elsewhere", claim.receipt_number, "ほかの課（緊急閲覧）"):
        assert words in page
    assert claim.applicant_name not in page


def test_report__is_narrowed_and_ignores_what_makes_no_sense(auditor: Client, cast: Any, claim: Case, at: datetime) -> None:
    look(cast.elsewhere, claim, at, EMERGENCY_PAGE)
    for query in ({"sign": "night"}, {"unit": "hoken"}, {"staff": str(cast.clerk.account_id)}):
        assert "気になる閲覧はありません" in text_of(auditor.get(PAGE, query)), query
    for query in ({"sign": "x"}, {"days": "９"}, {"staff": "9" * 5000}, {"sign": "emergency", "days": "31"}):
        assert claim.receipt_number in text_of(auditor.get(PAGE, query)), query


def test_report__leaves_out_what_is_older(auditor: Client, cast: Any, claim: Case, at: datetime) -> None:
    look(cast.elsewhere, claim, at - timedelta(days=8), EMERGENCY_PAGE)
    assert claim.receipt_number not in text_of(auditor.get(PAGE))
    assert claim.receipt_number in text_of(auditor.get(PAGE, {"days": "31"}))


def test_report__every_reading_is_written_before_it_is_shown(auditor: Client, cast: Any, claim: Case, at: datetime) -> None:
    look(cast.elsewhere, claim, at, EMERGENCY_PAGE)
    auditor.get(PAGE, {"sign": "emergency", "unit": claim.unit})
    auditor.get(FILE)
    kept = list(ReportReading.objects.order_by("id").values_list("narrowed", "lines", "taken_away"))
    assert kept == [({"sign": "emergency", "unit": claim.unit}, 1, False), ({}, 1, True)]
    page = text_of(auditor.get(PAGE))
    assert "ファイルで持ち出した" in page
    assert "職員 auditor" in page


def test_file__holds_no_cell_that_a_spreadsheet_computes(auditor: Client, claim: Case, at: datetime) -> None:
    planted = staff("planted", hoken=Role.CLERK)
    StaffProfile.objects.filter(account_id=planted.account_id).update(name='=HYPERLINK("x")')
    look(planted, claim, at, EMERGENCY_PAGE)
    text = auditor.get(FILE).content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert ",=" not in text
    assert ',"=' not in text


def test_report__costs_the_same_however_many_looked(auditor: Client, cast: Any, cases: dict[str, Case], at: datetime,
                                                    sql_at_most: Any) -> None:
    look(cast.elsewhere, next(iter(cases.values())), at, EMERGENCY_PAGE)
    auditor.get(PAGE)
    for minutes in range(30):
        for case in cases.values():
            look(cast.elsewhere, case, at - timedelta(minutes=minutes), EMERGENCY_PAGE)
    with sql_at_most(10):
        auditor.get(PAGE)


@pytest.mark.parametrize("who", ["clerk", "head", "elsewhere", "administrator"])
def test_report__is_not_there_for_others(cast: Any, enter: Any, who: str) -> None:
    browser = enter(getattr(cast, who))
    assert [browser.get(path).status_code for path in (PAGE, FILE)] == [404, 404]
    assert not ReportReading.objects.exists()


def where(actor: Any, case: Case, at: datetime) -> str:
    return f"{PAGE}{actor.account_id}/{case.receipt_number}/{at.date()}/"


def test_one__shows_every_look_of_the_day_and_by_which_right(auditor: Client, cast: Any, claim: Case, at: datetime) -> None:
    open_emergency(receipt_number=claim.receipt_number, actor=cast.elsewhere, reason="安否の確認を求める電話がありました。", at=at)
    look(cast.elsewhere, claim, at, EMERGENCY_PAGE)
    look(cast.elsewhere, claim, at + timedelta(minutes=2), "office:case-files")
    look(cast.elsewhere, claim, at - timedelta(days=1))
    assert where(cast.elsewhere, claim, at) in auditor.get(PAGE).content.decode()
    with patch("django.utils.timezone.now", lambda: at + timedelta(minutes=5)):
        page = text_of(auditor.get(where(cast.elsewhere, claim, at)))
    for words in ("職員 elsewhere", "保健医療課 係員", "2026年11月23日 2回", "09:00:00 緊急閲覧（ほかの課）", "09:02:00 付けた書類の確認",
                  "担当ではなく、何の処理もしていません", "ほかの課（緊急閲覧）", "職員 head"):
        assert words in page, words
    assert claim.applicant_name not in page
    reading = ReportReading.objects.latest("pk")
    assert (reading.narrowed, reading.lines) == ({"staff": str(cast.elsewhere.account_id)}, 2)


@pytest.mark.parametrize("day", ["2026-11-22", "2026-13-45", "0000-00-00", "9999-12-31"])
def test_one__of_a_day_without_looks_is_none(auditor: Client, cast: Any, claim: Case, at: datetime, day: str) -> None:
    look(cast.clerk, claim, at)
    assert auditor.get(f"{PAGE}{cast.clerk.account_id}/{claim.receipt_number}/{day}/").status_code == 404
    assert not ReportReading.objects.exists()


def test_ask__goes_to_the_head_who_did_not_look_names_nobody_of_the_case_and_leaves_a_trace(
    auditor: Client, cast: Any, claim: Case, at: datetime, mailoutbox: list[Any]
) -> None:
    StaffProfile.objects.filter(name="職員 head").update(email="head@example.jp")
    StaffProfile.objects.filter(name="職員 auditor").update(email="auditor@example.jp")
    look(cast.elsewhere, claim, at, EMERGENCY_PAGE)
    for _ in "ab":
        answer = auditor.post(where(cast.elsewhere, claim, at) + "ask", follow=True)
        assert "課長にメールで聞きました" in text_of(answer)
    run_pending(clock=lambda: at)
    mail, = [one for one in mailoutbox if "閲覧の確認" in one.subject]
    assert (mail.to, mail.reply_to) == (["head@example.jp"], ["auditor@example.jp"])
    for words in ("職員 elsewhere", claim.receipt_number, "2026年11月23日", "ほかの課（緊急閲覧）"):
        assert words in mail.body
    assert claim.applicant_name not in mail.body
    asked = Event.objects.filter(kind="look.asked_about").latest("pk")
    assert (asked.unit, asked.details["emergency"]) == ("kodomo", True)


def test_ask__says_when_nobody_can_be_asked(auditor: Client, cast: Any, claim: Case, at: datetime) -> None:
    look(cast.elsewhere, claim, at, EMERGENCY_PAGE)
    assert "電話などで聞いてください" in text_of(auditor.get(where(cast.elsewhere, claim, at)))
    answer = auditor.post(where(cast.elsewhere, claim, at) + "ask", follow=True)
    assert "メールアドレスがありません" in text_of(answer)
    assert not Event.objects.filter(kind="look.asked_about").exists()
    look(cast.head, claim, at)
    assert "本人のほかの課長はいません" in text_of(auditor.get(where(cast.head, claim, at)))
