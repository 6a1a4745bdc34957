"""Attachments from a phone: checked and rebuilt, shown to their owner alone, never in the way."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from murakami.domain.intake.models import Filing, IntakeFile
from murakami.foundation.files.kinds import HELD
from murakami.kernel.document import Document
from murakami.kernel.individual_number import check_digit_of
from tests.corpus import images, pdfs
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db
NUMBER = f"12345678901{check_digit_of('12345678901')}"
KEY = "expectant-mother-benefit:bankbook:mother_account"
WRITTEN = {"registered": "no", "bank_name": "第四北越銀行", "bank_code": "0140", "branch_name": "村上",
           "branch_code": "501", "kind": "ordinary", "number": "1234567", "holder_kana": "カツラギ ミノリ"}


@pytest.fixture(autouse=True)
def files_dir(settings, tmp_path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def at_attachments(browser: Browser) -> Browser:
    browser.answers["mother_account.account"] = WRITTEN
    browser.to_review()
    assert browser.get().headers["Location"] == browser.url("attachments/")
    return browser


def photo(name: str = "通帳.jpg", color: str = "white") -> SimpleUploadedFile:
    data = io.BytesIO()
    image = Image.new("RGB", (40, 30), color)
    exif = image.getexif()
    exif[0x010E] = "secret place"
    image.save(data, "JPEG", exif=exif)
    return SimpleUploadedFile(name, data.getvalue(), content_type="image/jpeg")


def upload(browser: Browser, *files: SimpleUploadedFile, **data: str):
    return browser.post("attachments/", {f"{KEY}.value": list(files), "upload": "yes"} | data)


def text(response) -> str:
    return response.content.decode()


def test_attachments__asks_with_reasons_and_says_what_is_not_needed(at_attachments):
    page = text(at_attachments.get("attachments/"))
    assert "産んだ人の通帳かキャッシュカードの写し" in page
    assert "要る理由：" in page
    assert "次の書類は要りません" in page


def test_upload__is_kept_without_its_metadata_and_shown_to_its_owner(at_attachments):
    assert upload(at_attachments, photo()).headers["Location"] == at_attachments.url("attachments/")
    row = IntakeFile.objects.get()
    assert (row.attachment, row.name, row.content_type) == (KEY, "通帳.jpg", "image/jpeg")
    shown = at_attachments.get(f"files/{row.sha256}/")
    assert shown["Content-Type"] == "image/jpeg"
    assert b"secret place" not in shown.content
    assert "sandbox" in shown["Content-Security-Policy"]
    assert "通帳.jpg" in text(at_attachments.get("attachments/"))
    assert Browser().client.get(at_attachments.url(f"files/{row.sha256}/")).status_code == 404


def test_upload__that_shows_a_number_waits_and_says_what_to_do_instead(at_attachments):
    card = SimpleUploadedFile(f"{NUMBER}.jpg", images.card(NUMBER), content_type="image/jpeg")
    upload(at_attachments, card)
    page = text(at_attachments.get("attachments/"))
    assert "「file.jpg」に個人番号（マイナンバー）がのっているようです。" in page
    assert "職員が安全を確かめてから使います" in page
    assert NUMBER not in page
    assert IntakeFile.objects.get().content_type == HELD


def test_upload__can_be_taken_back(at_attachments):
    upload(at_attachments, photo())
    row = IntakeFile.objects.get()
    at_attachments.post("attachments/", {"remove": f"{KEY} {row.sha256}"})
    assert not IntakeFile.objects.exists()
    assert at_attachments.get(f"files/{row.sha256}/").status_code == 404


@pytest.mark.parametrize(("name", "data", "word"), [
    ("x.jpg", b"MZ not an image", "使えない種類"), ("x.jpg", b"", "空"), ("x.pdf", b"%PDF-1.7 broken", "開けません")])
def test_upload__what_is_none_is_said_and_nothing_is_kept(at_attachments, name, data, word):
    response = upload(at_attachments, SimpleUploadedFile(name, data))
    assert not IntakeFile.objects.exists()
    if data:
        assert response.status_code == 422
        assert "errors__list" in text(response)


def test_later__is_a_choice_and_goes_into_the_filing(at_attachments):
    at_attachments.post("attachments/", {"later": KEY, "go_on": "yes"})
    assert "あとで出します" in text(at_attachments.get("review/"))
    at_attachments.file()
    document = Document.from_json(Filing.objects.get(procedure="expectant-mother-benefit").document)
    assert {row.id: row.state.value for row in document.attachments}["bankbook"] == "later"
    assert "あとで出す書類" in text(at_attachments.get("receipt/"))


def test_upload__the_file_travels_with_the_filing(at_attachments):
    upload(at_attachments, photo())
    sha256 = IntakeFile.objects.get().sha256
    at_attachments.file()
    document = Document.from_json(Filing.objects.get(procedure="expectant-mother-benefit").document)
    assert [file.sha256 for row in document.attachments for file in row.files] == [sha256]


def test_upload__for_an_attachment_that_nobody_wants_is_ignored(at_attachments):
    at_attachments.post("attachments/", {"nonsense:x.value": [photo()], "later": "nonsense:x", "upload": "yes"})
    assert not IntakeFile.objects.exists()
    assert at_attachments.intake().later == []


@pytest.mark.parametrize(("planted", "said"), [
    ("location", ("写した場所や作った人などの記録は消しました",)), ("javascript", ("安全のため、開くと動くものやリンクなどを取りのぞきました",)), ("", ())])
def test_upload__what_was_left_out_is_told_here_and_where_it_was_filed(at_attachments, planted, said):
    plain = Image.new("RGB", (40, 30), "white")
    data = io.BytesIO()
    plain.save(data, "PNG")
    one = next((each for each in (*images.planted(), *pdfs.planted()) if planted and each.told == planted), None)
    file = SimpleUploadedFile(one.name if one else "通帳.png", one.data if one else data.getvalue())
    assert upload(at_attachments, file).status_code == 302
    pages = [text(at_attachments.get("attachments/"))]
    at_attachments.file()
    filing = Filing.objects.get(procedure="expectant-mother-benefit")
    pages.append(text(at_attachments.client.get(f"/my/filings/{filing.receipt_number}/document/")))
    for page in pages:
        assert all(words in page for words in said)
        assert said or "消しました" not in page
        assert said or "取りのぞきました" not in page
