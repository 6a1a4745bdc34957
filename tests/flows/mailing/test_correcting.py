"""Answering a request for correction: only what is asked, what it brings about, and once."""

import io
from unittest.mock import patch

import pytest
from PIL import Image

from murakami.domain.intake.models import Filing, FilingRevision
from murakami.domain.intake.queries import IntakeNotFound, find_open_correction
from murakami.domain.mailbox.models import CorrectionRequest
from murakami.domain.mailbox.queries import NotInMailbox
from murakami.flows.conversation import correcting
from murakami.flows.conversation.answering import PageGone
from murakami.flows.conversation.reading import read_conversation
from murakami.flows.mailing import handing_in, pages
from murakami.foundation.files.refusals import FileRefused
from murakami.foundation.spool.models import Message as Sent
from tests.flows.mailing.filed import ask_for_correction

pytestmark = pytest.mark.django_db

NAME, ACCOUNT, BANKBOOK = "newborn-1.name", "account.account", "attachment:bankbook"
NEW_NAME = {f"{NAME}.{part}": [text] for part, text in
            {"family": "葛\U000e0100城", "given": "ひなの", "family_kana": "カツラギ", "given_kana": "ヒナノ"}.items()}
NEW_ACCOUNT = {f"{ACCOUNT}.{part}": [text] for part, text in {
    "registered": "no", "bank_name": "第四北越銀行", "bank_code": "", "branch_name": "村上支店", "branch_code": "",
    "kind": "ordinary", "number": "1234567", "holder_kana": "カツラギ　ケン"}.items()}


def photo(name="うら面.jpg"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    data.seek(0)
    return handing_in.Upload(name=name, stream=data)


@pytest.fixture
def asked(claim, resident, draw_key, at):
    """The name of the child is to be corrected; the answer has been begun."""
    request = ask_for_correction(claim, at=at, **{NAME: "出生届とちがいます"})
    correcting.open_correction(key=request.key, owner=resident, draw_key=draw_key, at=at)
    return request


def save(request, owner, form, at, item=NAME):
    return correcting.save_item(key=request.key, owner=owner, item_key=item, form=form, seen={}, lang="ja", at=at)


def keys(request, owner):
    return [one.key for one in correcting.read_correction(key=request.key, owner=owner).wanted]


def test_wanted__asks_only_what_the_agency_asks(asked, resident):
    assert keys(asked, resident) == [NAME]


def test_save_item__keeps_what_is_wrong_out(asked, resident, at):
    saved = save(asked, resident, {**NEW_NAME, f"{NAME}.given_kana": ["hinano"]}, at)
    assert not saved.is_saved
    assert saved.reading.typed["newborn-1", "name"]["given_kana"] == "hinano"
    assert correcting.read_correction(key=asked.key, owner=resident).changes == ()


def test_send_correction__files_a_revision_and_tells_the_agency(asked, claim, resident, at):
    before = Filing.objects.get(pk=claim.pk)
    save(asked, resident, NEW_NAME, at)
    revision = correcting.send_correction(key=asked.key, owner=resident, at=at)
    (message,) = Sent.objects.filter(topic="filing.revised")
    assert message.payload["receipt_number"] == claim.receipt_number
    assert (message.payload["revision"], message.payload["correction_key"]) == (1, asked.key)
    assert message.payload["document"] == revision.document
    assert revision.document["filed_at"] == claim.document["filed_at"]
    assert CorrectionRequest.objects.get().answered_at == at
    after = Filing.objects.get(pk=claim.pk)
    assert (after.document, after.sha256, after.filed_at) == (before.document, before.sha256, before.filed_at)
    found = pages.read_documents(mailbox_key=resident.mailbox_key, receipt_number=claim.receipt_number)
    row = found.newest.find_row(NAME)
    assert row is not None
    assert row.value["given"] == "ひなの"  # type: ignore[index,call-overload]
    assert row.provenance.by == resident.mailbox_key


def test_send_correction__changes_nothing_but_what_was_answered(asked, claim, resident, at):
    save(asked, resident, NEW_NAME, at)
    correction = correcting.read_correction(key=asked.key, owner=resident)
    assert [change.key for change in correction.changes] == [NAME]
    revised, filed = correction.revised.to_json(), dict(claim.document)
    assert {**revised, "topics": None} == {**filed, "topics": None}


def test_send_correction__twice_is_one_revision(asked, resident, at):
    save(asked, resident, NEW_NAME, at)
    first, second = (correcting.send_correction(key=asked.key, owner=resident, at=at) for _ in range(2))
    assert first.pk == second.pk
    assert (FilingRevision.objects.count(), Sent.objects.filter(topic="filing.revised").count()) == (1, 1)


def test_send_correction__waits_until_everything_is_answered(asked, resident, at):
    with pytest.raises(correcting.NotAnswered) as refused:
        correcting.send_correction(key=asked.key, owner=resident, at=at)
    assert refused.value.keys == (NAME,)
    assert not FilingRevision.objects.exists()


def test_confirm_item__answers_that_it_stays_as_it_was(asked, claim, resident, at):
    correcting.confirm_item(key=asked.key, owner=resident, item_key=NAME, at=at)
    revision = correcting.send_correction(key=asked.key, owner=resident, at=at)
    assert revision.document == claim.document


def test_save_item__brings_about_what_the_new_answer_needs(claim, resident, draw_key, at):
    request = ask_for_correction(claim, at=at, **{ACCOUNT: "公金受取口座が登録されていません"})
    correcting.open_correction(key=request.key, owner=resident, draw_key=draw_key, at=at)
    assert keys(request, resident) == [ACCOUNT]
    saved = save(request, resident, NEW_ACCOUNT, at, item=ACCOUNT)
    assert saved.is_saved, saved.reading.errors
    assert keys(request, resident) == [ACCOUNT, BANKBOOK]
    with pytest.raises(correcting.NotAnswered):
        correcting.send_correction(key=request.key, owner=resident, at=at)
    assert handing_in.hand_in(key=request.key, owner=resident, item_key=BANKBOOK, uploads=[photo()], at=at) == ()
    revision = correcting.send_correction(key=request.key, owner=resident, at=at)
    (attachment,) = [row for row in revision.document["attachments"] if row["id"] == "bankbook"]
    assert (attachment["state"], [file["name"] for file in attachment["files"]]) == ("provided", ["うら面.jpg"])
    (message,) = Sent.objects.filter(topic="filing.revised")
    assert message.files == [file["sha256"] for file in attachment["files"]]


def test_save_item__takes_back_what_the_new_answer_needed(claim, resident, draw_key, at):
    request = ask_for_correction(claim, at=at, **{ACCOUNT: "理由"})
    correcting.open_correction(key=request.key, owner=resident, draw_key=draw_key, at=at)
    save(request, resident, NEW_ACCOUNT, at, item=ACCOUNT)
    save(request, resident, {f"{ACCOUNT}.registered": ["yes"]}, at, item=ACCOUNT)
    correction = correcting.read_correction(key=request.key, owner=resident)
    assert ([one.key for one in correction.wanted], correction.changes) == ([ACCOUNT], ())


def test_hand_in__keeps_good_files_and_says_what_is_wrong_with_others(filings, resident, draw_key, at):
    mother = filings["expectant-mother-benefit"]
    request = ask_for_correction(mother, at=at, **{"attachment:handbook-copy": "写っていません"})
    correcting.open_correction(key=request.key, owner=resident, draw_key=draw_key, at=at)
    bad = handing_in.Upload(name="virus.jpg", stream=io.BytesIO(b"MZ not a picture"))
    (refusal,) = handing_in.hand_in(key=request.key, owner=resident, item_key="attachment:handbook-copy",
                                    uploads=[bad, photo()], at=at)
    assert isinstance(refusal, FileRefused)
    assert refusal.code == "type_not_accepted"
    correction = correcting.read_correction(key=request.key, owner=resident)
    (kept,) = correction.files["handbook-copy"]
    assert (kept.name, correction.wanted[0].is_answered) == ("うら面.jpg", True)
    handing_in.take_back(key=request.key, owner=resident, item_key="attachment:handbook-copy", sha256=kept.sha256)
    assert correcting.read_correction(key=request.key, owner=resident).files == {}


def test_hand_in__takes_nothing_that_was_not_asked(asked, resident, at):
    with pytest.raises(PageGone):
        handing_in.hand_in(key=asked.key, owner=resident, item_key=BANKBOOK, uploads=[photo()], at=at)


def test_correction__does_not_exist_for_a_stranger(asked, stranger, draw_key, at):
    for act in (lambda: correcting.open_correction(key=asked.key, owner=stranger, draw_key=draw_key, at=at),
                lambda: correcting.read_correction(key=asked.key, owner=stranger),
                lambda: save(asked, stranger, NEW_NAME, at),
                lambda: correcting.confirm_item(key=asked.key, owner=stranger, item_key=NAME, at=at),
                lambda: correcting.send_correction(key=asked.key, owner=stranger, at=at)):
        with pytest.raises(NotInMailbox):
            act()


def test_correction__is_over_once_answered(asked, resident, draw_key, at):
    correcting.confirm_item(key=asked.key, owner=resident, item_key=NAME, at=at)
    correcting.send_correction(key=asked.key, owner=resident, at=at)
    with pytest.raises(correcting.CorrectionOver):
        correcting.open_correction(key=asked.key, owner=resident, draw_key=draw_key, at=at)


def test_open_correction__begun_in_two_tabs_at_once_is_one_answer(asked, resident, draw_key, at):
    begun = find_open_correction(correction_key=asked.key, mailbox_key=resident.mailbox_key)
    with patch("murakami.flows.conversation.correcting.find_open_correction", side_effect=[None, begun]):
        found = correcting.open_correction(key=asked.key, owner=resident, draw_key=draw_key, at=at)
    assert begun is not None
    assert found.pk == begun.pk


def test_correction__is_no_conversation_that_could_be_filed(asked, resident, at):
    begun = find_open_correction(correction_key=asked.key, mailbox_key=resident.mailbox_key)
    assert begun is not None
    with pytest.raises(IntakeNotFound):
        read_conversation(key=begun.key, owner=resident, today=at.date())
