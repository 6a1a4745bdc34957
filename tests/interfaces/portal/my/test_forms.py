"""The forms of my page: sent once, refused with what to mend, and nothing typed is lost."""

import io
import re
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from murakami.domain.intake.models import FilingRevision, IntakeFile
from murakami.domain.intake.operations.writing import IntakeClosed
from murakami.domain.mailbox.models import MailboxItem, Message
from murakami.foundation.accounts.models import ResidentProfile
from murakami.foundation.accounts.queries import get_resident
from murakami.foundation.spool.models import Message as Sent
from tests.flows.mailing.filed import ask_for_correction, promise_bankbook
from tests.foundation.accounts.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.interfaces.portal.my.urls")]
NOW = timezone.now
KEY = "c" * 32
NAME, BANKBOOK = "newborn-1.name", "attachment:handbook-copy"
NEW_NAME = {f"{NAME}.{part}": text for part, text in
            {"family": "葛\U000e0100城", "given": "ひなの", "family_kana": "カツラギ", "given_kana": "ヒナノ"}.items()}


def photo(name="うら面.jpg"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


def page_of(claim):
    return f"/my/filings/{claim.receipt_number}/"


def nonce_of(client, path):
    return re.search(r'name="nonce" value="(\w+)"', client.get(path).content.decode())[1]


def test_message__is_sent_once_however_often_the_button_is_pressed(me, claim):
    path = page_of(claim)
    form = {"message.value": "いつ届きますか。\n急ぎません。", "nonce": nonce_of(me, path)}
    for _ in range(2):
        assert me.post(path, form)["Location"] == f"{path}#messages"
    assert [row.body for row in Message.objects.all()] == ["いつ届きますか。\n急ぎません。"]
    assert Sent.objects.filter(topic="filing.message").count() == 1
    assert "いつ届きますか。<br>急ぎません。" in me.get(path).content.decode()


@pytest.mark.parametrize("body", ["", " \n　", "あ" * 2001, "a\0b", "a\u202eb", "123456789018"])
def test_message__that_cannot_be_taken_stays_in_the_form(me, claim, body):
    path = page_of(claim)
    answer = me.post(path, {"message.value": body, "nonce": nonce_of(me, path)})
    assert answer.status_code == 422
    assert 'href="#message.value"' in answer.content.decode()
    assert body.strip().replace("\0", "")[:20] in answer.content.decode().replace("\0", "")
    assert (Message.objects.count(), Sent.objects.filter(topic="filing.message").count()) == (0, 0)


def test_message__with_markup_is_shown_harmlessly(me, claim):
    path = page_of(claim)
    me.post(path, {"message.value": "<script>alert(1)</script>", "nonce": "n"})
    page = me.get(path).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_message__typed_before_the_session_ended_is_kept(me, claim, family):
    path = page_of(claim)
    visitor = Client()
    answer = visitor.post(path, {"message.value": "書いたもの", "nonce": "n"})
    assert answer["Location"].startswith("/sign-in/?next=")
    session = visitor.session
    kept = dict(session.items())
    sign_in(visitor, family)
    session = visitor.session
    session.update({name: value for name, value in kept.items() if name not in session})
    session.save()
    assert "書いたもの" in visitor.get(path).content.decode()
    assert Message.objects.count() == 0


def test_withdrawal__asks_then_tells_the_agency_once(me, claim):
    path = f"{page_of(claim)}withdraw/"
    assert "この手続を取り下げますか" in me.get(path).content.decode()
    assert MailboxItem.objects.get(receipt_number=claim.receipt_number).withdrawal_sent_at is None
    for _ in range(2):
        assert me.post(path, {"reason.value": ""})["Location"] == page_of(claim)
    assert Sent.objects.filter(topic="filing.withdrawn").count() == 1
    page = me.get(page_of(claim)).content.decode()
    assert "取下げを届け出ています" in page
    assert "この手続を取り下げる" not in page
    assert me.get(path)["Location"] == page_of(claim)


def test_withdrawal__keeps_a_reason_that_cannot_be_taken(me, claim):
    answer = me.post(f"{page_of(claim)}withdraw/", {"reason.value": "長い" * 300})
    assert answer.status_code == 422
    assert "長い" * 300 in answer.content.decode()
    assert not Sent.objects.filter(topic="filing.withdrawn").exists()


def test_correction__is_answered_item_by_item_shown_as_a_diff_and_sent(me, claim):
    ask_for_correction(claim, at=NOW(), message="お願いします", **{NAME: "出生届とちがいます"})
    request, item, check = (f"/my/corrections/{KEY}/{end}" for end in ("", f"items/{NAME}/", "check/"))
    page = me.get(request).content.decode()
    assert "出生届とちがいます" in page
    assert "お願いします" in page
    assert me.post(request)["Location"] == item
    page = me.get(item).content.decode()
    assert 'value="ひなた"' in page
    assert "出生届とちがいます" in page
    wrong = me.post(item, {**NEW_NAME, f"{NAME}.given_kana": "hinano"})
    assert wrong.status_code == 422
    assert 'value="hinano"' in wrong.content.decode()
    assert f'href="#{NAME}.given_kana"' in wrong.content.decode()
    assert me.get(check)["Location"] == item
    assert me.post(item, NEW_NAME)["Location"] == check
    page = me.get(check).content.decode()
    assert re.search(r"<del>葛\U000e0100城 ひなた.*?</del>.*?<ins>葛\U000e0100城 ひなの.*?</ins>", page, re.DOTALL)
    assert not FilingRevision.objects.exists()
    for _ in range(2):
        assert me.post(check)["Location"] == page_of(claim)
    assert (FilingRevision.objects.count(), Sent.objects.filter(topic="filing.revised").count()) == (1, 1)
    page = me.get(page_of(claim)).content.decode()
    assert "返事を送りました" in page
    assert "直した内容を送りました" in page
    assert "葛\U000e0100城 ひなの" in me.get(f"{page_of(claim)}document/").content.decode()
    assert "もう返事を送っています" in me.get(request).content.decode()
    assert me.get(item)["Location"] == request
    assert me.post(item, NEW_NAME)["Location"] == request


def test_correction__sent_in_another_tab_meanwhile_leads_to_what_became_of_it(me, claim):
    ask_for_correction(claim, at=NOW(), **{NAME: "理由"})
    me.post(f"/my/corrections/{KEY}/")
    for act, path in (("items.save_item", f"items/{NAME}/"), ("corrections.send_correction", "check/")):
        with patch(f"murakami.interfaces.portal.my.{act}", side_effect=IntakeClosed(KEY)):
            assert me.post(f"/my/corrections/{KEY}/{path}", NEW_NAME)["Location"] == f"/my/corrections/{KEY}/"


def test_correction__that_changes_nothing_says_so_before_it_is_sent(me, claim):
    ask_for_correction(claim, at=NOW(), **{NAME: "理由"})
    me.post(f"/my/corrections/{KEY}/")
    assert me.post(f"/my/corrections/{KEY}/items/{NAME}/", {"keep": "1"})["Location"] == f"/my/corrections/{KEY}/check/"
    assert "変わるところはありません" in me.get(f"/my/corrections/{KEY}/check/").content.decode()


def test_correction__asks_no_other_item(me, claim):
    ask_for_correction(claim, at=NOW(), **{NAME: "理由"})
    me.post(f"/my/corrections/{KEY}/")
    for other in ("newborn-1.born_on", "partner.name", "nobody.name", "x", "attachment:x", "attachment:"):
        path = f"/my/corrections/{KEY}/items/{other}/"
        assert me.get(path)["Location"] == f"/my/corrections/{KEY}/"
        assert me.post(path, {f"{other}.value": "x", "keep": "1"})["Location"] == f"/my/corrections/{KEY}/"
    assert not FilingRevision.objects.exists()


def test_correction__takes_files_and_gives_them_back(me, filings):
    mother = filings["expectant-mother-benefit"]
    ask_for_correction(mother, at=NOW(), **{BANKBOOK: "写っていません"})
    me.post(f"/my/corrections/{KEY}/")
    path, field = f"/my/corrections/{KEY}/items/{BANKBOOK}/", f"{BANKBOOK}.value"
    assert me.post(path, {"go_on": "1"}).status_code == 422
    bad = SimpleUploadedFile("x.jpg", b"MZ", content_type="image/jpeg")
    answer = me.post(path, {field: [bad, photo()], "go_on": "1"})
    assert answer.status_code == 422
    assert "使えない種類のファイルです" in answer.content.decode()
    assert "うら面.jpg" in answer.content.decode()
    kept = IntakeFile.objects.get()
    assert me.post(path, {"remove": kept.sha256})["Location"] == path
    assert not IntakeFile.objects.exists()
    assert me.post(path, {field: photo(), "add": "1"})["Location"] == path
    assert me.post(path, {"go_on": "1"})["Location"] == f"/my/corrections/{KEY}/check/"
    me.post(f"/my/corrections/{KEY}/check/")
    document = me.get(f"{page_of(mother)}document/").content.decode()
    href = re.search(rf'href="({page_of(mother)}files/[0-9a-f]{{64}}/)"', document)[1]
    assert me.get(href)["Content-Type"] == "image/jpeg"


def test_delivery__is_chosen_and_given_up(me, family, packs):
    assert "いまは、紙の通知を郵便で受け取ります" in me.get("/my/delivery/").content.decode()
    me.post("/my/delivery/", {"granted": "yes"})
    assert get_resident(family.pk).electronic_delivery
    assert "いまは、マイページで受け取ります" in me.get("/my/delivery/").content.decode()
    me.post("/my/delivery/", {"granted": "maybe"})
    assert get_resident(family.pk).electronic_delivery
    me.post("/my/delivery/", {"granted": "no"})
    assert not get_resident(family.pk).electronic_delivery
    assert Sent.objects.filter(topic="delivery.consented").count() == 2


def test_delivery__mails_of_news_are_stopped_and_started(me, family, packs):
    ResidentProfile.objects.filter(pk=family.pk).update(email="family@example.jp")
    assert re.search(r'name="told" value="yes" checked', me.get("/my/delivery/").content.decode())
    assert "メールで知らせません" in me.post("/my/delivery/", {"mails": "chosen"}, follow=True).content.decode()
    assert not get_resident(family.pk).told_of_news
    assert not re.search(r'name="told" value="yes" checked', me.get("/my/delivery/").content.decode())
    me.post("/my/delivery/", {"mails": "chosen", "told": "yes"})
    assert get_resident(family.pk).told_of_news
    assert not get_resident(family.pk).electronic_delivery


def test_delivery__without_an_address_says_how_to_add_one(me, family, packs):
    ResidentProfile.objects.filter(pk=family.pk).update(email=None)
    page = me.get("/my/delivery/").content.decode()
    assert "メールアドレスがないので" in page
    assert 'name="told"' not in page


def test_memory__is_allowed_shown_and_forgotten(me, family, packs):
    from murakami.domain.intake.operations.remembering import remember_people

    assert "いまは、何も覚えていません" in me.get("/my/memory/").content.decode()
    me.post("/my/memory/")
    assert get_resident(family.pk).memory_allowed
    said = {"source": "earlier_filing", "at": NOW().isoformat(), "assurance": "asserted"}
    name = {"family": "葛城", "given": "みのり", "family_kana": "カツラギ", "given_kana": "ミノリ"}
    remember_people(mailbox_key="a" * 32, at=NOW(), people={
        "me": {"role": "me", "kind": "Person", "facts": {"name": {"v": name, "p": said}, "gone": {"v": 1, "p": said}}}})
    page = me.get("/my/memory/").content.decode()
    assert "葛城 みのり" in page
    assert "あなた" in page
    assert "すべて消す" in me.get("/my/memory/forget/").content.decode()
    me.post("/my/memory/forget/")
    assert not get_resident(family.pk).memory_allowed
    assert "葛城 みのり" not in me.get("/my/memory/").content.decode()


def test_answering__costs_a_fixed_number_of_statements(me, claim, sql_at_most):
    ask_for_correction(claim, at=NOW(), **{NAME: "理由"})
    me.post(f"/my/corrections/{KEY}/")
    item, check = f"/my/corrections/{KEY}/items/{NAME}/", f"/my/corrections/{KEY}/check/"
    me.get(item)
    with sql_at_most(9):
        me.get(item)
    with sql_at_most(20):
        me.post(item, NEW_NAME)
    with sql_at_most(9):
        me.get(check)
    with sql_at_most(26):
        me.post(check)


def test_supplement__hands_in_what_was_promised(me, claim, owner, draw_key, at):
    promise_bankbook(claim, owner=owner, draw_key=draw_key, at=at)
    page = page_of(claim)
    assert "まだ出していない書類" in me.get(page).content.decode()
    assert "待つだけで大丈夫" not in me.get(page).content.decode()
    for first in ("/", "/my/"):
        assert "出していない書類</span>" in me.get(first).content.decode()
    item = me.post(f"{page}supplement/")["Location"]
    assert "確認のお願い" not in me.get(item).content.decode()
    check = me.post(item, {"keep": "1"})["Location"]
    assert "まだ、書類が選ばれていません" in me.get(check).content.decode()
    assert me.post(check)["Location"] == check
    assert me.post(item, {"attachment:bankbook.value": photo()})["Location"] == check
    assert "付けました" in me.get(check).content.decode()
    assert me.post(check)["Location"] == page
    assert FilingRevision.objects.count() == 2
    for one in (page, "/", "/my/"):
        assert "出していない書類" not in me.get(one).content.decode()


def test_message__with_an_individual_number_is_not_kept_even_for_a_moment(claim):
    visitor = Client()
    visitor.post(page_of(claim), {"message.value": "番号は 1234-5678-9018 です", "nonce": "n"})
    assert "5678" not in str(dict(visitor.session.items()))
