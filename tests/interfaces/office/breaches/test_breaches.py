"""The breach kit from the head's chair: describe, see whom it touches, prepare, decide; nothing goes out before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from murakami.domain.cases.models import Case, CaseMessage
from murakami.domain.register.models import Resident
from murakami.foundation.looks.models import Breach, Look
from murakami.foundation.looks.operations import record_look
from tests.breach_scene import BREACH, open_one
from tests.interfaces.office.pages import register_family, see, text_of

pytestmark = pytest.mark.django_db
LIST, NEW, ONE = "/office/breaches/", "/office/breaches/new/", f"/office/breaches/{BREACH}/"


@pytest.fixture
def breach(claim: Case, cast: Any, at: datetime) -> Breach:
    found: Breach = open_one([claim.receipt_number, "MK-2611-99999-9"], unit=claim.unit, account_id=cast.head.account_id, at=at)
    return found


def described(at: datetime, **changes: str) -> dict[str, str]:
    return {"kind.value": "leak", "found_on.year": str(at.year), "found_on.month": str(at.month), "found_on.day": str(at.day),
            "summary.value": "架空の誤送信がありました。", "unit.value": "kodomo", "nonce": "n" * 22, **changes}


def made(head: Client, at: datetime, **changes: str) -> Breach:
    answer = head.post(NEW, described(at, **changes))
    assert answer.status_code == 302, text_of(answer)
    return Breach.objects.get()


def test_new__finds_the_cases_of_a_procedure(head: Client, claim: Case, at: datetime) -> None:
    assert "だれの操作ですか" in see(head, NEW)
    found = made(head, at, **{"procedure.value": claim.procedure})
    assert (found.receipts, found.wanted) == ([claim.receipt_number], {"procedure": claim.procedure})
    assert "漏えい（外に出た・見られた）" in see(head, LIST)


def test_new__finds_what_a_member_of_staff_has_looked_at(head: Client, claim: Case, cast: Any, at: datetime) -> None:
    record_look(actor=cast.clerk, at=at - timedelta(hours=1), unit=claim.unit, route="office:case", receipt_number=claim.receipt_number)
    found = made(head, at, **{"staff.value": str(cast.clerk.account_id), "since.year": str(at.year), "since.month": str(at.month),
                              "since.day": str(at.day)})
    assert found.receipts == [claim.receipt_number]
    refused = head.post(NEW, described(at, nonce="m" * 22, **{"staff.value": str(cast.colleague.account_id)}))
    assert "あてはまる案件がありません" in text_of(refused)


def test_new__finds_named_cases_and_files_of_the_own_unit_only(head: Client, claim: Case, cases: dict[str, Case], at: datetime) -> None:
    claim.files.create(attachment_id="bankbook", revision=0, sha256="a" * 64, name="a.png", content_type="image/png", size=1)
    elsewhere = next(case for case in cases.values() if case.unit != "kodomo")
    found = made(head, at, **{"named.value": f"{'a' * 64}\n{elsewhere.receipt_number.lower()}\n"})
    assert found.receipts == [claim.receipt_number]


def test_new__must_be_narrowed(head: Client, claim: Case, at: datetime) -> None:
    refused = head.post(NEW, described(at))
    assert refused.status_code == 422
    assert "案件をしぼってください" in text_of(refused)
    assert not Breach.objects.exists()


def test_breach__says_who_how_many_and_which_items_and_looks_are_recorded(head: Client, breach: Breach, claim: Case) -> None:
    page = see(head, ONE)
    for words in ("氏名", "案件", "1件", claim.applicant_name, "保存期間が過ぎて消えたか"):
        assert words in page
    assert Look.objects.filter(receipt_number=claim.receipt_number, route="office:breach").count() == 1


def test_report__has_every_item_of_the_rule(head: Client, breach: Breach) -> None:
    head.post(ONE, {"cause.value": "宛先を確かめなかった", "harm.value": "", "measures.value": "二人で確かめる"})
    page = see(head, f"{ONE}report/")
    for words in ("1 概要", "2 保有個人情報の項目", "3 本人の数", "4 原因", "宛先を確かめなかった", "5 二次被害", "調査中", "6 本人への対応",
                  "7 公表", "8 再発防止", "二人で確かめる", "9 その他"):
        assert words in page


def test_notices__are_one_for_each_mailbox_and_nothing_is_sent(head: Client, breach: Breach, claim: Case) -> None:
    page = see(head, f"{ONE}notices/")
    assert f"{claim.applicant_name} 様" in page
    assert "何も送られていません" in page
    assert not CaseMessage.objects.exists()


def test_notices__say_to_each_only_what_their_own_cases_hold(head: Client, cases: dict[str, Case], cast: Any, at: datetime) -> None:
    own = [case for case in cases.values() if case.unit == "kodomo"]
    other = next(case for case in own if case.procedure != "child-allowance-claim")
    Case.objects.filter(pk=other.pk).update(mailbox_key="f" * 32)
    open_one([case.receipt_number for case in own], unit="kodomo", account_id=cast.head.account_id, at=at)
    assert see(head, f"{ONE}notices/").count("振込先の口座") == 1


def test_notices__show_no_address_of_who_is_protected(head: Client, breach: Breach) -> None:
    register_family()
    assert "232-1" in see(head, f"{ONE}notices/")
    Resident.objects.update(is_protected=True)
    page = see(head, f"{ONE}notices/")
    assert "232-1" not in page
    assert "秘匿（支援措置の対象）" in page


def test_decide__sends_once_and_only_then(head: Client, breach: Breach, claim: Case) -> None:
    assert "取り消せません" in see(head, f"{ONE}decide/")
    for _ in range(2):
        answer = head.post(f"{ONE}decide/", {"decision.value": "notify", "reason.value": ""}, follow=True)
        assert answer.status_code == 200
    message = CaseMessage.objects.get()
    assert (message.case_id, message.from_resident) == (claim.pk, False)
    assert "おわびします" in message.body
    assert "もう決まっています" in text_of(answer)


def test_decide__not_to_tell_needs_a_reason(head: Client, breach: Breach) -> None:
    refused = head.post(f"{ONE}decide/", {"decision.value": "no_notice", "reason.value": ""})
    assert refused.status_code == 422
    head.post(f"{ONE}decide/", {"decision.value": "no_notice", "reason.value": "すべて回収した"})
    assert not CaseMessage.objects.exists()
    assert "すべて回収した" in see(head, ONE)


@pytest.mark.parametrize("who", ["clerk", "elsewhere", "administrator"])
def test_pages__are_not_there_for_others(cast: Any, enter: Any, breach: Breach, who: str) -> None:
    browser = enter(getattr(cast, who))
    paths = (LIST, NEW, ONE, f"{ONE}report/", f"{ONE}notices/", f"{ONE}decide/")
    assert {browser.get(path).status_code for path in paths} == {404}


def test_breach__costs_the_same_for_many_cases(head: Client, cases: dict[str, Case], cast: Any, at: datetime, sql_at_most: Any) -> None:
    own = [case.receipt_number for case in cases.values() if case.unit == "kodomo"]
    assert len(own) > 1
    open_one(own, unit="kodomo", account_id=cast.head.account_id, at=at)
    see(head, ONE)
    with sql_at_most(14):
        head.get(ONE)
