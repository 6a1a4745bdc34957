"""My page as a browser sees it: what stands first, plain words, in three languages, for its owner alone."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from murakami.domain.mailbox import messages
from murakami.domain.mailbox.operations import receiving
from murakami.flows.conversation import starting
from murakami.interfaces.portal.my import filings as pages
from murakami.interfaces.portal.owed import names_owed
from murakami.kernel.document import AttachmentRow, AttachmentState, Document
from tests.flows.mailing.filed import ask_for_correction, send_letter

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interfaces.portal.my.urls")]
NOW = timezone.now


def text_of(answer):
    assert answer.status_code == 200, answer.headers
    return answer.content.decode()


def paths(receipt, key="c" * 32, letter="d" * 32):
    return ["/my/", f"/my/filings/{receipt}/", f"/my/filings/{receipt}/document/", f"/my/filings/{receipt}/withdraw/",
            f"/my/corrections/{key}/", f"/my/corrections/{key}/check/", f"/my/corrections/{key}/items/newborn-1.name/",
            "/my/letters/", f"/my/letters/{letter}/", "/my/delivery/", "/my/memory/", "/my/memory/forget/"]


def test_overview__says_kindly_that_nothing_is_there(me, packs):
    page = text_of(me.get("/my/"))
    assert "いま、お願いしたいことはありません" in page
    assert "まだ、提出した手続はありません" in page


def test_overview__puts_what_waits_first(me, filings, claim, owner, draw_key):
    ask_for_correction(claim, at=NOW(), **{"newborn-1.name": "理由", "account.account": "理由"})
    send_letter(filings["child-medical-subsidy"], at=NOW())
    receiving.record_message(messages.MessageReceived(
        receipt_number=filings["expectant-mother-benefit"].receipt_number, key="m" * 32, from_unit="kodomo", body="…", at=NOW()))
    starting.begin_procedure(procedure="nursery-application", owner=owner, resident=starting.NOBODY, draw_key=draw_key, at=NOW())
    page = text_of(me.get("/my/"))
    order = [page.index(words) for words in (
        "あと6日", "2項目の確認が届いています", "新しい通知", "新しいメッセージ", "書きかけの手続", "続きを書く", "提出した手続")]
    assert order == sorted(order)
    assert page.count("受付番号") == 4


def test_overview__ignores_a_place_in_the_list_that_is_none(me, filings):
    for before in ("x", "９", "-1", "9" * 5000):
        assert "提出した手続" in text_of(me.get("/my/", {"before": before}))


def test_overview__costs_the_same_whatever_there_is(me, filings, claim, sql_at_most):
    me.get("/my/")
    with sql_at_most(10):
        me.get("/my/")
    for number, filing in enumerate(filings.values()):
        ask_for_correction(filing, at=NOW(), key=f"{number:032x}", **{"account.account": "理由"})
        send_letter(filing, at=NOW(), key=f"{number + 9:032x}")
    with sql_at_most(10):
        me.get("/my/")


def test_filing__tells_its_story_and_what_comes_next(me, claim):
    page = text_of(me.get(f"/my/filings/{claim.receipt_number}/"))
    assert claim.receipt_number in page
    assert "いまは待つだけで大丈夫です" in page
    assert re.search(r"timeline__row--next.*?ごろまで.*?結果をお知らせします", page, re.DOTALL)  # the standard period
    assert "この手続を取り下げる" in page
    assert f"/talks/{claim.intake.key}/receipt/" in page


def test_filing__tells_each_state_once(me, claim):
    for number, state in enumerate(("received", "received", "under_review", "correction_requested", "under_review")):
        receiving.record_progress(messages.Progress(receipt_number=claim.receipt_number, key=f"p{number}", state=state,
                                                    at=NOW() + timedelta(minutes=number), due_on=None, note={}))
    ask_for_correction(claim, at=NOW() + timedelta(minutes=3), **{"newborn-1.name": "理由"})
    page = text_of(me.get(f"/my/filings/{claim.receipt_number}/"))
    story = re.findall(r'timeline__text">\s*([^<]+?)\s*<', page)
    assert story[:3] == ["提出しました", "受け付けました", "内容を確認しています"]
    assert story.count("確認してほしいことが届きました") == 1
    assert "確認のお願いがあります" not in story


def test_filing__of_a_declaration_says_that_the_duty_is_done(me, filings):
    insurance = filings["national-health-insurance-child"]
    page = f"/my/filings/{insurance.receipt_number}/"
    assert "届け出は、この日に済んでいます" not in text_of(me.get(page))
    receiving.record_progress(messages.Progress(receipt_number=insurance.receipt_number, key="p", state="in_work",
                                                at=NOW(), due_on=None, note={}))
    assert "届け出は、この日に済んでいます" in text_of(me.get(page))


def test_filing__names_what_was_promised_until_it_is_decided(me, claim, monkeypatch):
    promised = AttachmentRow(id="bankbook", label={"ja": "通帳の写し"}, need="required", state=AttachmentState.LATER)
    document = replace(Document.from_json(claim.document), attachments=(promised,))
    monkeypatch.setattr(pages, "newest_document", lambda filed: document.to_json())
    path = f"/my/filings/{claim.receipt_number}/"
    shown = text_of(me.get(path))
    assert "まだ出していない書類" in shown
    assert "<li>通帳の写し</li>" in shown
    send_letter(claim, at=NOW())
    assert "まだ出していない書類" not in text_of(me.get(path))


def test_filing__says_nothing_of_documents_when_none_is_owed(me, claim):
    assert names_owed(Document.from_json(claim.document)) == ()
    assert "まだ出していない書類" not in text_of(me.get(f"/my/filings/{claim.receipt_number}/"))


def test_filing__costs_the_same_whatever_there_is(me, claim, sql_at_most):
    path = f"/my/filings/{claim.receipt_number}/"
    me.get(path)
    with sql_at_most(11):
        me.get(path)
    for number in range(6):
        receiving.record_message(messages.MessageReceived(receipt_number=claim.receipt_number, key=f"{number:032x}",
                                                          from_unit="kodomo", body="…", at=NOW()))
        send_letter(claim, at=NOW(), key=f"{number + 9:032x}")
    with sql_at_most(12):  # one more: the messages have been read
        me.get(path)


def test_document__shows_what_was_filed(me, claim):
    page = text_of(me.get(f"/my/filings/{claim.receipt_number}/document/"))
    for words in ("葛\U000e0100城 ひなた", "カツラギ ヒナタ", "お子さんのこと：生まれたお子さん", "公金受取口座"):
        assert words in page


def test_letters__open_once_and_are_cached_by_nobody(me, filings, claim):
    letter = send_letter(claim, at=NOW())
    assert "新しい通知" in text_of(me.get("/my/letters/"))
    answer = me.get(f"/my/letters/{letter.key}/")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("inline")
    assert me.get(f"/my/letters/{letter.key}/?save")["Content-Disposition"].startswith("attachment")
    page = text_of(me.get("/my/letters/"))
    assert "開封済み" in page
    assert "新しい通知" not in page
    assert me.head(f"/my/letters/{letter.key}/").status_code == 405


def test_pages__lead_nobody_in_without_signing_in(filings, claim):
    for path in paths(claim.receipt_number):
        answer = Client().get(path)
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/"), path


def test_pages__do_not_exist_for_a_stranger(stranger, me, claim):
    ask_for_correction(claim, at=NOW(), **{"newborn-1.name": "理由"})
    send_letter(claim, at=NOW())
    own = {"/my/", "/my/letters/", "/my/delivery/", "/my/memory/", "/my/memory/forget/"}
    for path in paths(claim.receipt_number):
        answer = stranger.get(path, follow=True)
        assert answer.status_code == (200 if path in own else 404), path
        assert claim.receipt_number not in answer.content.decode(), path
        if path not in own:
            assert stranger.post(path, {"message.value": "x"}, follow=True).status_code in {404, 405}, path


@pytest.mark.parametrize("name", ["MK-2611-99999-9", "x", "９", "%E2%80%AE", "a" * 500])
def test_pages__know_nothing_that_is_guessed(me, filings, name):
    for path in (f"/my/filings/{name}/", f"/my/corrections/{name}/", f"/my/corrections/{name}/check/", f"/my/letters/{name}/",
                 f"/my/corrections/{name}/items/newborn-1.name/", f"/my/filings/{name}/document/", f"/my/filings/{name}/withdraw/"):
        assert me.get(path).status_code in {302, 404}
        assert me.get(path, follow=True).status_code == 404, path


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_pages__speak_each_language(me, claim, language):
    ask_for_correction(claim, at=NOW(), **{"newborn-1.name": "理由"})
    me.cookies["language"] = language
    me.post(f"/my/corrections/{'c' * 32}/")
    for path in paths(claim.receipt_number):
        if "/letters/d" in path or path.endswith("/check/"):
            continue
        page = text_of(me.get(path))
        assert 'lang="en"' in page.split(">")[1] if language == "en" else 'lang="ja"' in page.split(">")[1], path
    assert {"ja": "お願いしたいこと", "ja-easy": "あなたへの お願い", "en": "What waits for you"}[language] in text_of(me.get("/my/"))
