"""The page of one case: what it shows, what it costs, and that every look is on record."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from murakami.domain import cases as room
from murakami.domain.cases.operations import receive
from murakami.domain.cases.operations.work import assign_case
from murakami.domain.cases.rules import Step
from murakami.domain.register.models import Resident
from murakami.flows.agency import work
from murakami.flows.mailing import acts
from murakami.foundation.looks.models import Look
from murakami.interfaces.office import history
from murakami.interfaces.office.document_view import AttachmentLine
from murakami.interfaces.office.views import case as case_views
from murakami.kernel.document import AttachmentState, ReviewAttachment
from tests.domain.cases.cast import receive_one
from tests.flows.agency.office import act, ask, check_all, decide, deliver, propose, reload
from tests.flows.agency.test_handlers import answer
from tests.interfaces.office.pages import address, register_family, see, send

pytestmark = pytest.mark.django_db
FATHER = "0000000001"
TABS = ("", "files/", "talk/", "form/", "history/")


def test_case__shows_the_document_with_who_said_what(clerk, claim):
    page = see(clerk, address(claim))
    assert f"受付番号 {claim.receipt_number}" in page
    assert "到達 2026年11月23日 08:00（オンライン）" in page
    assert "請求する人 葛\U000e0100城 健" in page
    assert "本人の申告" in page
    assert "残り 15日 標準 15開庁日" in page
    assert "提出の期限は11月18日（水）でした。期限を過ぎて提出されています。" in page
    assert "児童手当 認定請求" in page


def test_case__says_how_a_document_that_has_not_come_gets_here(clerk, claim, monkeypatch):
    assert "未提出の書類は" not in see(clerk, address(claim))
    later = ReviewAttachment("attachment:bankbook", "通帳の写し", "required", AttachmentState.LATER, ())
    monkeypatch.setattr(case_views, "attachments_of", lambda reading: (AttachmentLine("", later, "", ()),))
    assert "未提出の書類は、印を付けて" in see(clerk, address(claim))


def test_case__marks_what_the_register_says_otherwise(clerk, cast, claim, at):
    register_family()
    page = see(clerk, address(claim))
    assert "未確認" in page
    assert "と確認した" in page
    Resident.objects.filter(register_number=FATHER).update(block="999")
    for instance, number in (("partner", FATHER), ("me", "0000000002")):
        act(work.confirm_match, claim, cast.clerk, at=at, instance=instance, register_number=number)
    page = see(clerk, address(claim))
    assert "照合済み" in page
    assert "住民記録と違います" in page
    assert "本人の申告・住民記録と一致" in page


def test_case__masks_the_addresses_of_protected_people(clerk, cast, claim, at):
    register_family()
    assert "府屋" in see(clerk, address(claim))
    Resident.objects.filter(register_number=FATHER).update(is_protected=True)
    for tail in (*TABS, "correct/?item=partner.residence", "transfer/"):
        response = clerk.get(address(claim, tail))
        assert "府屋" not in response.content.decode(), tail
        assert "支援措置の対象の人がいます" in response.content.decode(), tail
    assert "秘匿（支援措置の対象）" in see(clerk, address(claim))


@pytest.mark.parametrize("tail", [*TABS, "correct/", "transfer/"])
def test_case__writes_one_look_for_each_page(clerk, claim, tail):
    response = clerk.get(address(claim, tail))
    assert response.status_code == 200
    look = Look.objects.get()
    assert (look.receipt_number, look.unit, look.subject_key) == (claim.receipt_number, "kodomo", claim.subject_key)
    assert look.route.startswith("office:")


def test_case__files_are_looked_at_too_and_only_its_own(clerk, cast, claim):
    case = receive_one()
    assert clerk.get(address(case, f"files/{'a' * 64}/")).status_code == 404  # its content has not been stored
    assert Look.objects.count() == 1
    assert clerk.get(address(claim, f"files/{'a' * 64}/")).status_code == 404


@pytest.mark.parametrize("tail", TABS)
def test_case__costs_the_same_whatever_it_holds(clerk, cast, claim, resident, at, sql_at_most, tail):
    register_family()
    clerk.get(address(claim, tail))

    def cost() -> int:
        with sql_at_most(16) as sent:
            assert clerk.get(address(claim, tail)).status_code == 200
        return len([one for one in sent.captured_queries if not one["sql"].startswith(("BEGIN", "SAVEPOINT", "RELEASE"))])

    bare = cost()
    act(work.start_work, claim, cast.clerk, at=at)
    check_all(claim, cast.clerk, at=at)
    act(work.confirm_match, claim, cast.clerk, at=at, instance="partner", register_number=FATHER)
    count = iter(range(100, 200))
    for number in range(4):
        key = f"{number}" * 32
        ask(claim, cast.clerk, at=at, key=key)
        deliver(at)
        answer(claim, resident, lambda: f"{next(count):032x}", at, key=key)
        receive.receive_message(receipt_number=claim.receipt_number, key=f"m{number}", body="?", at=at)
        work.send_message(receipt_number=claim.receipt_number, actor=cast.clerk, key=f"n{number}", body="!", at=at)
    assert cost() == bare


def test_case__shows_a_correction_and_what_it_changed(clerk, cast, claim, resident, at):
    act(work.start_work, claim, cast.clerk, at=at)
    ask(claim, cast.clerk, at=at)
    deliver(at)
    page = see(clerk, address(claim))
    assert "本人の回答を待っています（12月7日（月）まで）" in page
    assert "補正を求めています" in page
    assert "停止中" in page
    answer(claim, resident, iter(f"{number:032x}" for number in range(100, 200)).__next__, at)
    page = see(clerk, address(claim))
    assert "補正で変わったところ" in page
    assert "補正で変わりました" in page
    assert "前： 090-0000-0000" in page
    assert "0254-53-0000" in page


def test_case__tells_the_next_step_in_every_state(clerk, head, cast, claim, resident, at):
    register_family()
    assert "「担当になって始める」を押してください" in see(clerk, address(claim))
    act(work.start_work, claim, cast.clerk, at=at)
    assert "さんが住民記録のどの人か、確かめてください" in see(clerk, address(claim))
    for instance, number in (("partner", FATHER), ("me", "0000000002"), ("newborn-1", "0000000003"),
                             ("sibling-1", "0000000004")):
        act(work.confirm_match, claim, cast.clerk, at=at, instance=instance, register_number=number)
    assert "確認することがあと8つあります。終わったら、決裁へ進めてください" in see(clerk, address(claim))
    check_all(claim, cast.clerk, at=at)
    assert "「決裁へ進める」を押してください" in see(clerk, address(claim))
    acts.write_to_unit(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, key="m" * 32, body="?", at=at)
    deliver(at)
    assert "本人から届いたものがあります" in see(clerk, address(claim))
    work.send_message(receipt_number=claim.receipt_number, actor=cast.clerk, key="n", body="!", at=at)
    propose(claim, cast.clerk, at=at)
    assert "課長の決裁を待っています" in see(clerk, address(claim))
    assert "起案を読んで、決裁するか差し戻してください" in see(head, address(claim))
    act(work.approve_decision, claim, cast.head, at=at)
    assert "通知書を作っています" in see(clerk, address(claim))
    deliver(at)
    assert "通知書はマイページに届きました" in see(clerk, address(claim))
    act(work.close_case, claim, cast.clerk, at=at)
    assert "この案件は完了しました" in see(clerk, address(claim))


def test_case__tells_the_next_step_of_a_declaration(enter, cast, cases, at):
    client, insurance = enter(cast.elsewhere), cases["national-health-insurance-child"]
    act(work.start_work, insurance, cast.elsewhere, at=at)
    page = see(client, address(insurance))
    assert "終わったら、完了にしてください" in page
    assert "届出の義務は11月23日に果たされました" in page
    assert "届出の内容" in page
    check_all(insurance, cast.elsewhere, at=at)
    assert "「完了にする」を押してください" in see(client, address(insurance))


def test_case__says_when_a_letter_is_held_or_to_be_posted(clerk, cast, claim, cases, printer, at):
    printer.missing = "葛"
    decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    page = see(clerk, address(claim))
    assert "通知書を印刷できません" in page
    assert "印刷できない文字があります：葛" in page
    printer.missing = ""
    receive.receive_consent(mailbox_key=claim.mailbox_key, granted=False, at=at + timedelta(seconds=1))
    assert send(clerk, claim, "letter/retry").status_code == 302
    deliver(at)
    assert "通知書を印刷して郵送し" in see(clerk, address(claim))
    assert clerk.get(address(claim, "letter.pdf"))["Content-Type"] == "application/pdf"
    assert send(clerk, claim, "letter/posted").status_code == 302
    assert "通知書を郵送しました" in see(clerk, address(claim))


def test_case__says_that_a_withdrawal_came_late(clerk, cast, claim, resident, at):
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="やめます", at=at)
    decide(claim, cast.clerk, cast.head, at=at)
    deliver(at)
    page = see(clerk, address(claim))
    assert "未返信" in page
    assert "決定のあとに取下げの申出が届きました：やめます" in page


def test_history__tells_everything_in_words(enter, cast, claim, resident, at):
    act(work.start_work, claim, cast.clerk, at=at)
    assign_case(receipt_number=claim.receipt_number, actor=cast.clerk, assignee_id=cast.colleague.account_id, at=at,
                lock=reload(claim).lock)
    check_all(claim, cast.clerk, at=at)
    propose(claim, cast.clerk, at=at)
    act(work.return_decision, claim, cast.head, at=at, reason="口座を確かめてください")
    act(work.transfer_case, claim, cast.clerk, at=at, unit="hoken", reason="担当が違います")
    acts.withdraw(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number, reason="二度出した", at=at)
    deliver(at)
    page = see(enter(cast.elsewhere), address(claim, "history/"))
    for words in ("到達、受付番号を発行 オンライン", "こども課に届きました", "担当になり、内容の確認を始めました 職員 clerk",
                  "担当：職員 colleague 職員 clerk", "確認すること 8／8", "起案しました：認定・承認",
                  "差し戻しました：口座を確かめてください 職員 head", "こども課から移しました：担当が違います", "取下げ：二度出した"):
        assert words in page, words


def test_history__has_words_for_every_event_that_operations_write():
    written = set()
    for path in (Path(room.__file__).parent / "operations").glob("*.py"):
        written |= set(re.findall(r'"(case\.[a-z_]+)"', path.read_text(encoding="utf-8")))
    stepped = {"case.received", "case.transferred"}  # worded by the arrival and by the step
    assert len(written) > 10
    assert written - stepped <= set(history._KINDS)
    assert {step.value for step in Step} == set(history._STEPS)
