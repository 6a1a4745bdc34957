"""Emergencies: a case of another unit for an hour, to be read only, with the head told and a review afterwards."""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.core import mail

from murakami.domain.cases.models import Case, EmergencyAccess
from murakami.domain.register.models import Resident
from murakami.foundation.accounts.models import Account, StaffProfile
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.models import Event
from murakami.foundation.looks.models import Look
from murakami.foundation.spool.worker import run_pending
from tests.domain.cases.cast import staff
from tests.interfaces.office.pages import address, register_family, text_of
from tests.page_forms import read_form

pytestmark = pytest.mark.django_db
WHERE = "/office/emergencies/"
REASON = "家族から安否の確認を求める電話がありました。"


def ask(client, claim: Case, reason: str = REASON):
    return client.post(f"{WHERE}open/", {"receipt.value": claim.receipt_number.lower(), "reason.value": reason}, follow=True)


@pytest.fixture
def outsider(cast, enter):
    return enter(cast.elsewhere)


@pytest.fixture
def auditor(cast, enter):
    return enter(staff("auditor", somu=Role.AUDITOR))


def reading(claim: Case) -> str:
    return f"{WHERE}case/{claim.receipt_number}/"


def test_open__shows_the_case_for_an_hour_and_records_the_look(cast, claim, outsider, at: datetime) -> None:
    looks = Look.objects.count()
    page = ask(outsider, claim)
    assert REASON in text_of(page)
    assert claim.applicant_name.split()[0] in page.content.decode()
    assert [(one.account_id, one.unit, one.route) for one in Look.objects.order_by("id")[looks:]] == [
        (cast.elsewhere.account_id, "hoken", "office:emergency-case")]
    with patch("django.utils.timezone.now", lambda: at + timedelta(minutes=61)):
        Account.objects.filter(pk=cast.elsewhere.account_id).update(is_active=True)
        assert outsider.get(reading(claim)).status_code in {302, 404}
    assert EmergencyAccess.objects.get().until == at + timedelta(hours=1)


def test_open__lets_read_and_nothing_else(claim, outsider) -> None:
    ask(outsider, claim)
    assert outsider.get(reading(claim)).status_code == 200
    assert {outsider.get(address(claim, tail)).status_code for tail in ("", "files/", "history/", "propose/", "transfer/")} == {404}
    assert outsider.post(address(claim, "start"), {"lock": 1}).status_code == 404
    assert "<form" not in outsider.get(reading(claim)).content.decode().partition("<main")[2]


def test_open__tells_the_head_and_marks_the_case_once(cast, claim, outsider, head) -> None:
    StaffProfile.objects.filter(account_id=cast.head.account_id).update(email="head@example.jp")
    for _ in range(2):
        ask(outsider, claim)
    run_pending()
    assert [one.to for one in mail.outbox] == [["head@example.jp"]]
    assert claim.applicant_name not in mail.outbox[0].body
    assert Event.objects.filter(kind="case.emergency_opened").count() == 1
    assert f"ほかの課から緊急に開きました：{REASON}" in text_of(head.get(address(claim, "history/")))


@pytest.mark.parametrize(("who", "number", "reason", "words"), [
    ("elsewhere", "", "急ぎ", "くわしく"), ("elsewhere", "MK-2611-99999-9", REASON, "ありません"), ("clerk", "", REASON, "自分の課"),
    ("elsewhere", "", "", "理由"),
])
def test_open__says_why_not(cast, claim, enter, who: str, number: str, reason: str, words: str) -> None:
    answer = enter(getattr(cast, who)).post(f"{WHERE}open/", {"receipt.value": number or claim.receipt_number, "reason.value": reason})
    assert (answer.status_code, EmergencyAccess.objects.count()) == (422, 0)
    assert words in text_of(answer)


def test_open__is_for_who_works_on_cases(cast, claim, enter, auditor) -> None:
    for client in (enter(cast.administrator), auditor):
        assert client.get(f"{WHERE}open/").status_code == 404


def test_open__is_reached_from_a_case_that_is_not_ones_own_with_its_number_filled_in(claim, outsider) -> None:
    lost = outsider.get(f"/office/cases/{claim.receipt_number}/")
    assert lost.status_code == 404
    assert f"{WHERE}open/?receipt={claim.receipt_number}" in lost.content.decode()
    form = outsider.get(f"{WHERE}open/?receipt={claim.receipt_number}").content.decode()
    assert f'value="{claim.receipt_number}"' in form


def test_review__by_the_head_or_the_auditor_once(cast, claim, outsider, head, auditor) -> None:
    ask(outsider, claim)
    one = EmergencyAccess.objects.get()
    waits = "緊急閲覧の確認 1件"
    assert [waits in text_of(who.get("/office/")) for who in (head, auditor, outsider)] == [True, True, False]
    assert "まだ確かめていません" in text_of(auditor.get(WHERE))
    assert REASON in text_of(auditor.get(f"{WHERE}{one.pk}/"))
    form = read_form(head.get(f"{WHERE}{one.pk}/").content, holding="outcome.value")
    missing = head.post(f"{WHERE}{one.pk}/", form.filled(**{"outcome.value": "unjustified"}))
    assert missing.status_code == 422
    done = head.post(f"{WHERE}{one.pk}/", form.filled(**{"outcome.value": "unjustified", "note.value": "電話で足りました。"}), follow=True)
    assert "適切でなかった" in text_of(done)
    assert waits not in text_of(head.get("/office/"))
    again = auditor.post(f"{WHERE}{one.pk}/", {"outcome.value": "justified"})
    assert "ほかの人がもう確かめました" in text_of(again)
    assert Event.objects.get(kind="case.emergency_reviewed").details == {"finding": "unjustified"}


def test_review__is_not_for_who_opened_it_nor_for_other_heads(claim, enter, outsider) -> None:
    opener = staff("both", hoken=Role.CLERK, somu=Role.AUDITOR)
    ask(enter(opener), claim)
    one = EmergencyAccess.objects.get()
    assert "outcome.value" not in enter(opener).get(f"{WHERE}{one.pk}/").content.decode()
    assert enter(opener).post(f"{WHERE}{one.pk}/", {"outcome.value": "justified"}).status_code == 404
    other_head = enter(staff("other", hoken=Role.UNIT_HEAD))
    assert [other_head.get(f"{WHERE}{one.pk}/").status_code, outsider.get(WHERE).status_code] == [404, 404]
    assert claim.receipt_number not in text_of(other_head.get(WHERE))


@pytest.fixture
def protected(claim: Case) -> Case:
    """The case of a family in which somebody is protected."""
    register_family()
    Resident.objects.filter(register_number="0000000001").update(is_protected=True)
    return claim


def test_protected__opens_nothing_before_the_head_consents(cast, protected, outsider, head, auditor) -> None:
    StaffProfile.objects.filter(account_id=cast.elsewhere.account_id).update(email="who@example.jp")
    assert "同意を待っています" in text_of(ask(outsider, protected))
    waiting = outsider.get(reading(protected)).content.decode()
    assert protected.applicant_name.split()[0] not in waiting.partition("<main")[2]
    one = EmergencyAccess.objects.get()
    assert [who.post(f"{WHERE}{one.pk}/consent").status_code for who in (outsider, auditor)] == [404, 404]
    assert "同意すると" in text_of(head.get(f"{WHERE}{one.pk}/"))
    for _ in range(2):
        head.post(f"{WHERE}{one.pk}/consent")
    page = text_of(outsider.get(reading(protected)))
    assert "緊急閲覧中です" in page
    assert "住所はこの画面に出しません" in page
    run_pending()
    assert [message.to for message in mail.outbox] == [["who@example.jp"]]
    assert Event.objects.filter(kind="case.emergency_consented").count() == 1


def test_protected__is_refused_by_the_review(protected, outsider, head) -> None:
    ask(outsider, protected)
    where = f"{WHERE}{EmergencyAccess.objects.get().pk}/"
    assert "まだ開いていません" in text_of(head.post(where, {"outcome.value": "justified"}))
    head.post(where, {"outcome.value": "unjustified", "note.value": "電話で足ります。"})
    assert outsider.get(reading(protected)).status_code == 404
    assert "もう確かめました" in text_of(head.post(f"{where}consent", follow=True))
    assert EmergencyAccess.objects.get().until is None


def test_review__that_finds_no_emergency_ends_the_reading(claim, outsider, head) -> None:
    ask(outsider, claim)
    assert outsider.get(reading(claim)).status_code == 200
    head.post(f"{WHERE}{EmergencyAccess.objects.get().pk}/", {"outcome.value": "unjustified", "note.value": "電話で足りました。"})
    assert outsider.get(reading(claim)).status_code == 404


def test_alarm__goes_to_the_auditor_too(claim, outsider, auditor) -> None:
    StaffProfile.objects.filter(account__memberships__role=Role.AUDITOR).update(email="auditor@example.jp")
    ask(outsider, claim)
    run_pending()
    assert [message.to for message in mail.outbox] == [["auditor@example.jp"]]
