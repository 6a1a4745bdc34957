"""The auditor's report: what stands in it, how it is narrowed and taken away, and that reading it leaves a trace."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from murakami.domain.cases.models import Case
from murakami.foundation.accounts.models import StaffProfile
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.looks.models import ReportReading
from murakami.foundation.looks.operations import record_look
from murakami.foundation.looks.rules import EMERGENCY_PAGE
from murakami.foundation.looks.unusual import Sign
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
