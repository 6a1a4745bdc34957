"""Buttons and forms: what is typed is never lost, two tabs never quarrel in silence, and twice is once."""

from datetime import timedelta

import pytest

from murakami.domain.cases.models import Correction, Decision
from murakami.domain.cases.rules import State
from murakami.domain.mailbox.models import Message
from murakami.domain.procedures.queries import get_version
from murakami.flows.agency import work
from murakami.flows.mailing import acts
from murakami.foundation.looks.models import Look
from tests.domain.cases.cast import lock_of, photograph
from tests.flows.agency.office import act, ask, check_all, deliver, propose, reload
from tests.interfaces.office.pages import address, register_family, see, send, send_and_read, text_of

pytestmark = pytest.mark.django_db
CHANGED = "このページを開いたあとに、案件が先に進みました。何も変えていません。"
CORRECTION = {"item": ["partner.phone", "partner.name"], "kind-0.value": "incorrect", "reason-0.value": "つながりません",
              "kind-1.value": "incomplete", "reason-1.value": "フリガナが足りません", "until.year": "2026", "until.month": "12",
              "until.day": "7", "message.value": "お願いします"}
PROPOSAL = {"outcome.value": "granted", "reasons.value": "", "note.value": "口座は確認済みです"}
HOSTILE = ["\x00", "あ\x07", "\u202e逆", "１２３４５６７８９０１８", "あ" * 100_000]


@pytest.fixture
def begun(clerk, claim):
    """The claim, taken in hand by the clerk."""
    send(clerk, claim, "start")
    return reload(claim)


@pytest.fixture
def proposed(begun, cast, at):
    """The claim before the head."""
    check_all(begun, cast.clerk, at=at)
    propose(begun, cast.clerk, at=at)
    return reload(begun)


def check_words(case):
    """The checks of the case's procedure in words."""
    version = get_version(case.procedure, case.version)
    return [version.check_text(check) for check in version.checklist]


def test_start__takes_the_case_and_says_so(clerk, claim, cast):
    assert "担当になりました" in send_and_read(clerk, claim, "start")
    assert reload(claim).assignee_id == cast.clerk.account_id


@pytest.mark.parametrize("lock", ["", "x", "-1", "9" * 30, "²", "0x1"])
def test_buttons__of_no_page_we_made_change_nothing(clerk, claim, lock):
    before = photograph(claim)
    assert CHANGED in send_and_read(clerk, claim, "start", lock=lock)
    assert photograph(claim) == before


def test_two_tabs__the_second_is_told_and_changes_nothing(clerk, enter, cast, begun, at):
    other, lock = enter(cast.colleague), lock_of(begun)
    send(other, begun, "check", check=["not_public_servant"])
    before = photograph(begun)
    for tail, data in (("check", {"check": ["claimant_resident"]}), ("assign", {"assignee": cast.colleague.account_id}),
                       ("close", {})):
        assert CHANGED in send_and_read(clerk, begun, tail, lock=lock, **data), tail
    for tail, data in (("propose/", PROPOSAL), ("correct/", CORRECTION),
                       ("transfer/", {"unit.value": "hoken", "reason.value": "担当が違います"})):
        page = send(clerk, begun, tail, lock=lock, **data)
        assert page.status_code == 422
        assert CHANGED in text_of(page)
        assert any(typed in page.content.decode() for typed in ("口座は確認済みです", "お願いします", "担当が違います")), tail
    assert photograph(begun) == before


def test_double_submit__is_one_deed(clerk, head, begun, cast, at):
    lock = lock_of(begun)
    answers = [send(clerk, begun, "correct/", lock=lock, **CORRECTION) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Correction.objects.count() == 1
    act(work.cancel_correction, begun, cast.clerk, at=at, key=Correction.objects.get().key)
    check_all(begun, cast.clerk, at=at)
    lock = lock_of(begun)
    assert {send(clerk, begun, "propose/", lock=lock, **PROPOSAL).status_code for _ in range(2)} == {302}
    lock = lock_of(begun)
    for _ in range(2):
        assert "決裁しました" in send_and_read(head, begun, "approve/", lock=lock)
    assert Decision.objects.count() == 1
    for _ in range(2):
        assert send(clerk, begun, "talk/", **{"body.value": "決まりました"}).status_code == 302
    deliver(at)
    assert Message.objects.count() == 1
    lock = lock_of(begun)
    for _ in range(2):
        assert "完了にしました" in send_and_read(clerk, begun, "close", lock=lock)


def test_form_keys__of_others_are_not_reached(clerk, enter, cast, begun, cases):
    send(clerk, begun, "talk/", **{"body.value": "一つめ"})
    send(enter(cast.colleague), begun, "talk/", **{"body.value": "二つめ"})
    send(clerk, cases["child-medical-subsidy"], "talk/", **{"body.value": "三つめ"})
    assert [case.messages.count() for case in (begun, cases["child-medical-subsidy"])] == [2, 1]


def test_correction__asks_for_the_chosen_items(clerk, begun):
    page = see(clerk, address(begun, "correct/?item=partner.phone&item=partner.name&item=partner.phone&item=nothing"))
    assert page.count("いまの答え：") == 2
    assert 'value="2026"' in clerk.get(address(begun, "correct/?item=partner.phone")).content.decode()
    assert "期限の計算を止めます" in send_and_read(clerk, begun, "correct/", **CORRECTION)
    made = Correction.objects.get()
    assert made.items == [
        {"key": "partner.phone", "kind": "incorrect", "reason": "つながりません"},
        {"key": "partner.name", "kind": "incomplete", "reason": "フリガナが足りません"}]
    assert (made.until.isoformat(), made.message) == ("2026-12-07", "お願いします")


def test_correction__without_items_leads_back(clerk, begun):
    page = see(clerk, address(begun, "correct/"))
    assert "補正する項目が選ばれていません" in page
    assert send(clerk, begun, "correct/", **{**CORRECTION, "item": ["nothing"]}).status_code == 200
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("wrong", "words"), [
    ({"reason-1.value": " \n"}, "氏名の理由：入力されていません。"),
    ({"kind-0.value": "x"}, "電話番号の種類："),
    ({"kind-0.value": ""}, "電話番号の種類："),
    ({"until.day": "31", "until.month": "11"}, "回答の期限：11月は30日までです"),
    ({"until.day": "23", "until.month": "11"}, "回答の期限："),
    ({"until.year": ""}, "回答の期限："),
    *[({"reason-0.value": text}, "電話番号の理由：") for text in HOSTILE],
    *[({"message.value": text}, "本人へのひとこと") for text in HOSTILE],
])
def test_correction__names_what_to_mend_and_keeps_the_rest(clerk, begun, wrong, words):
    before = photograph(begun)
    page = send(clerk, begun, "correct/", **{**CORRECTION, **wrong})
    assert page.status_code == 422
    assert words in text_of(page)
    assert "直してほしいところが1つあります" in text_of(page)
    kept = [text for name, text in CORRECTION.items() if name.startswith(("reason", "message")) and name not in wrong]
    assert all(text in page.content.decode() for text in kept)
    assert photograph(begun) == before


def test_correction__can_be_taken_back(clerk, begun, cast, at):
    key = ask(begun, cast.clerk, at=at).key
    assert "補正の依頼を取り消しました" in send_and_read(clerk, begun, "correct/cancel", key=key)
    assert reload(begun).state == State.UNDER_REVIEW
    assert "この補正には、すでに回答が届いています" in send_and_read(clerk, begun, "correct/cancel", key="x" * 99)


def test_check__saves_and_goes_on_to_the_proposal(clerk, begun):
    checks = ["not_public_servant", "claimant_resident", "<script>"]
    response = send(clerk, begun, "check", check=checks, then="propose")
    assert response["Location"] == address(begun, "propose/")
    page = see(clerk, response["Location"])
    assert "確認したことを保存しました" in page
    assert "まだ確かめていない項目があります" in page
    assert begun.ticks.count() == 2
    assert send(clerk, begun, "check", check=checks, back="case-files")["Location"] == address(begun, "files/")
    assert send(clerk, begun, "check", check=checks, back="//evil", then="http://evil")["Location"] == address(begun)


def test_check__closes_a_declaration_in_one_go(enter, cast, cases, at):
    client, insurance = enter(cast.elsewhere), cases["national-health-insurance-child"]
    send(client, insurance, "start")
    page = send_and_read(client, insurance, "check", check=["head_confirmed"], then="close")
    assert "まだ確かめていない項目があります" in page
    assert reload(insurance).state == State.IN_WORK
    assert insurance.ticks.count() == 1  # what was ticked stays
    everything = list(get_version(insurance.procedure, insurance.version).checklist)
    assert "完了にしました" in send_and_read(client, insurance, "check", check=everything, then="close")
    assert reload(insurance).state == State.CLOSED


def test_proposal__goes_to_a_second_person(clerk, head, begun, cast, at):
    check_all(begun, cast.clerk, at=at)
    page = see(clerk, address(begun, "propose/"))
    assert "認定・承認 却下" in page
    assert "一部を認定" not in page  # the procedure has no letter for it
    assert "課長に決裁を依頼しました" in send_and_read(clerk, begun, "propose/", **PROPOSAL)
    page = see(head, address(begun, "approve/"))
    assert "児童手当 認定通知書" in page
    assert "葛\U000e0100城 健 様" in page
    assert "本人のマイページに交付します" in page
    assert "口座は確認済みです" in page
    assert "決裁しました" in send_and_read(head, begun, "approve/")
    assert reload(begun).state == State.DECIDED


@pytest.mark.parametrize(("sent", "words"), [
    ({"outcome.value": ""}, "決定の内容："), ({"outcome.value": "x"}, "決定の内容："),
    ({"outcome.value": "partly"}, "決定の内容："),
    ({"outcome.value": "refused"}, "理由："), ({}, "確認すること：まだ確かめていない項目があります"),
    *[({"outcome.value": "refused", "reasons.value": text}, "理由：") for text in HOSTILE],
])
def test_proposal__names_what_to_mend_and_keeps_the_rest(clerk, begun, sent, words):
    before = photograph(begun)
    page = send(clerk, begun, "propose/", **{**PROPOSAL, **sent})
    assert page.status_code == 422
    assert words in text_of(page)
    assert "口座は確認済みです" in page.content.decode()
    assert photograph(begun) == before


def test_proposal__out_of_time_leads_back_with_the_reason(clerk, claim, proposed):
    assert "いまその手順に進めません" in see(clerk, clerk.get(address(claim, "propose/"))["Location"])
    page = send(clerk, claim, "propose/", **PROPOSAL)
    assert page.status_code == 422


def test_approve__says_nothing_of_loose_ends_where_there_are_none(head, proposed):
    assert "決める前に見てください" not in see(head, address(proposed, "approve/"))


def test_approve__names_what_is_still_open(clerk, head, begun):
    register_family()
    refusal = {**PROPOSAL, "outcome.value": "refused", "reasons.value": "要件に当たりません。"}
    assert "課長に決裁を依頼しました" in send_and_read(clerk, begun, "propose/", **refusal)
    page = see(head, address(begun, "approve/"))
    assert "決める前に見てください" in page
    assert "住民記録との照合がまだです：葛\U000e0100城 健さん" in page
    assert f"確かめていない項目があります：{check_words(begun)[0]}" in page


def test_approve__never_ones_own_proposal(head, claim, cast, at):
    act(work.start_work, claim, cast.head, at=at)
    check_all(claim, cast.head, at=at)
    propose(claim, cast.head, at=at)
    assert "自分が起案した決定です" in see(head, address(claim))
    assert "自分が起案した決定は、自分では決裁できません" in see(head, head.get(address(claim, "approve/"))["Location"])
    before = photograph(claim)
    assert "自分が起案した決定は、自分では決裁できません" in send_and_read(head, claim, "approve/")
    assert photograph(claim) == before


def test_approve__not_by_a_clerk(clerk, proposed):
    before = photograph(proposed)
    assert "この操作は課長だけができます" in send_and_read(clerk, proposed, "approve/")
    assert send(clerk, proposed, "return/", **{"reason.value": "x"}).status_code == 422
    assert photograph(proposed) == before


def test_return__says_why(head, clerk, proposed):
    page = send(head, proposed, "return/", **{"reason.value": " "})
    assert page.status_code == 422
    assert "差し戻す理由：入力されていません。" in text_of(page)
    assert "差し戻しました" in send_and_read(head, proposed, "return/", **{"reason.value": "口座を確かめてください"})
    assert "差し戻しました：口座を確かめてください" in see(clerk, address(proposed, "history/"))


def test_approved_from_an_old_page__is_told(head, clerk, proposed, cast, at):
    lock = lock_of(proposed)
    act(work.return_decision, proposed, cast.head, at=at, reason="x")
    propose(proposed, cast.clerk, at=at, key="e" * 32)
    before = photograph(proposed)
    assert CHANGED in send_and_read(head, proposed, "approve/", lock=lock)
    assert photograph(proposed) == before


@pytest.mark.parametrize(("sent", "words"), [
    ({"unit.value": ""}, "移す先の課："), ({"unit.value": "kodomo"}, "移す先の課："), ({"unit.value": "x"}, "移す先の課："),
    ({"reason.value": ""}, "移す理由：入力されていません。"), *[({"reason.value": text}, "移す理由：") for text in HOSTILE]])
def test_transfer__names_what_to_mend_and_keeps_the_rest(clerk, begun, sent, words):
    before = photograph(begun)
    page = send(clerk, begun, "transfer/", **{"unit.value": "hoken", "reason.value": "担当が違います", **sent})
    assert page.status_code == 422
    assert words in text_of(page)
    assert ('value="hoken" selected' in page.content.decode()) == ("unit.value" not in sent)
    assert photograph(begun) == before


def test_talk__sends_and_settles(clerk, begun, cast, resident, at):
    acts.write_to_unit(mailbox_key=resident.mailbox_key, receipt_number=begun.receipt_number, key="m" * 32,
                       body="<b>いつ</b>ですか", at=at)
    deliver(at)
    page = clerk.get(address(begun, "talk/"))
    assert "&lt;b&gt;いつ&lt;/b&gt;ですか" in page.content.decode()
    assert "返信不要にする" in text_of(page)
    page = send(clerk, begun, "talk/", **{"body.value": "\x00"})
    assert page.status_code == 422
    response = send(clerk, begun, "settle", back="case-talk")
    assert response["Location"] == address(begun, "talk/")
    assert not reload(begun).waits_for_answer
    assert "本人のマイページに送りました" in send_and_read(clerk, begun, "talk/", **{"body.value": "来週です"})
    assert "来週です" in see(clerk, address(begun, "talk/"))


@pytest.mark.parametrize("text", HOSTILE)
def test_talk__keeps_what_cannot_be_sent(clerk, begun, text):
    page = send(clerk, begun, "talk/", **{"body.value": "伝えたいこと " + text})
    assert page.status_code == 422
    assert "本人に伝えること：" in text_of(page)
    assert "伝えたいこと" in page.content.decode()
    assert not begun.messages.exists()


def test_assign__to_a_colleague_of_the_unit(clerk, begun, cast):
    assert "担当を変えました" in send_and_read(clerk, begun, "assign", assignee=cast.colleague.account_id)
    assert reload(begun).assignee_id == cast.colleague.account_id
    for wrong in ("", "x", "9" * 30, cast.elsewhere.account_id):
        assert "この課の職員ではありません" in send_and_read(clerk, begun, "assign", assignee=wrong)


@pytest.mark.parametrize(("instance", "number"), [("partner", "x"), ("x", "0000000001"), ("\x00", "\x00"), ("", "")])
def test_match__of_somebody_not_offered_is_refused(clerk, begun, instance, number):
    before = photograph(begun)
    page = send_and_read(clerk, begun, "match", instance=instance, register_number=number)
    assert "候補にない人です" in page
    assert photograph(begun) == before


def test_forms__are_looked_at_once_each(clerk, begun, at):
    before = Look.objects.count()
    send(clerk, begun, "correct/", **{**CORRECTION, "reason-0.value": ""})
    assert Look.objects.count() == before + 1
    send(clerk, begun, "settle")  # a button shows nothing of the case
    assert Look.objects.count() == before + 1


def test_correction__late_by_a_day_is_told(clerk, begun, cast, at):
    ask(begun, cast.clerk, at=at - timedelta(days=20))
    assert "補正の期限（11月17日（火））を過ぎました" in see(clerk, address(begun))
