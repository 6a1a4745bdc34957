"""The pages of what waits, of what was done to each file, and of the originals."""

import pytest
from django.utils import timezone

from murakami.foundation.files.kinds import HELD
from murakami.foundation.files.models import FileReport, HeldFile
from murakami.foundation.files.store import path_of, store
from murakami.kernel.document import Document
from tests.domain.cases.cast import COMPLETE
from tests.held_scene import HELD_NAME, held_content, hold_one, seal_one
from tests.interfaces.office.pages import address, see, send_and_read, text_of
from tests.kernel.document.filed import BANKBOOK

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(claim, at):
    """A file of the claim that waits; its document names it too."""
    return hold_one(claim.receipt_number, at=at)


@pytest.fixture
def read_as(monkeypatch):
    """`read_as(document)`: filings cannot be changed, so the page is shown another one."""

    def change(document):
        monkeypatch.setattr(Document, "from_json", classmethod(lambda cls, data, real=Document.from_json: real(document)))

    return change


def decide(browser, claim, held, **data):
    return send_and_read(browser, claim, f"files/{held}/held/decide", **data)


def test_list__says_what_waits_and_why(clerk, claim, held):
    assert HELD_NAME in see(clerk, "/office/quarantine/")
    page = see(clerk, address(claim, f"files/{held}/held/"))
    assert "作り直せない種類" in page
    assert "課長か課の管理者が決めます" in page
    assert "この内容で決める" not in page


def test_case__says_at_a_glance_that_a_file_waits(clerk, head, claim, held):
    for tail in ("", "files/", "history/"):
        assert "添付 1件が安全の確認待ち" in see(clerk, address(claim, tail))
    assert claim.receipt_number in see(head, "/office/quarantine/")
    decide(head, claim, held, **{"verdict.value": "release", "reason.value": "確かめた"})
    assert "安全の確認待ち" not in see(clerk, address(claim))


def test_list__says_that_nothing_waits(clerk, cases):
    assert "確認を待つファイルはありません" in see(clerk, "/office/quarantine/")


def test_decide__lets_pass_and_the_file_opens(head, claim, held):
    assert "使えるようにしました" in decide(head, claim, held, **{"verdict.value": "release", "reason.value": "確かめた"})
    answer = head.get(address(claim, f"files/{held}/"))
    assert answer.content.startswith(b"PK")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "確認待ちのファイルを使えるようにしました：確かめた" in see(head, address(claim, "history/"))


def test_decide__needs_words_for_the_resident(head, claim, held):
    page = decide(head, claim, held, **{"verdict.value": "reject", "reason.value": "開けない"})
    assert "本人に伝えること（使わないとき）" in page
    assert HeldFile.objects.get().state == "waiting"
    sent = {"verdict.value": "reject", "reason.value": "開けない", "message.value": "写真で出してください"}
    assert "本人に伝えました" in decide(head, claim, held, **sent)


def test_decide__about_a_file_that_cannot_be_read_asks_for_another(head, claim, held):
    path_of(held).write_bytes(b"damaged")
    assert "中身を読めません" in decide(head, claim, held, **{"verdict.value": "release", "reason.value": "確かめた"})
    sent = {"verdict.value": "reject", "reason.value": "読めない", "message.value": "もう一度出してください"}
    assert "本人に伝えました" in decide(head, claim, held, **sent)
    path_of(held).unlink()


def test_case_file__that_waits_leads_to_its_page(clerk, claim, held):
    answer = clerk.get(address(claim, f"files/{held}/"))
    assert answer.status_code == 302
    assert answer["Location"].endswith("/held/")


def with_file(claim, data=b"kept", kind="image/png", name="a.png"):
    """Have the newest document of a claim name a stored file."""
    stored = store(data, content_type=kind, at=timezone.now())
    revision = claim.revisions.get()
    ref = {**BANKBOOK.to_json(), "sha256": stored.sha256, "name": name, "content_type": kind, "size": stored.size}
    row = {**COMPLETE[0].to_json(), "files": [ref]}
    return stored.sha256, {**revision.document, "attachments": [row]}


def test_case_files__says_what_was_done_to_each(clerk, claim, at, read_as):
    digest, document = with_file(claim)
    seal_one(digest, at=at)
    read_as(document)
    page = see(clerk, address(claim, "files/"))
    assert "しかけや余分な記録を取りのぞきました" in page
    assert "撮影した場所" in page
    assert "12月23日まで保管" in page
    assert digest in page
    assert FileReport.objects.get().before in page


def test_case_files__marks_what_waits(clerk, claim, held, read_as):
    read_as(with_file(claim, held_content(), HELD, HELD_NAME)[1])
    page = see(clerk, address(claim, "files/"))
    assert "確認待ち" in page
    assert "作り直しました" not in page


def test_case_files__says_what_is_as_it_came(head, claim, held, read_as):
    read_as(with_file(claim, held_content(), HELD, HELD_NAME)[1])
    decide(head, claim, held, **{"verdict.value": "release", "reason.value": "確かめた"})
    assert "届いたままの形です" in see(head, address(claim, "files/"))


def test_originals__are_fetched_with_a_reason(cast, enter, claim, at):
    digest, _ = with_file(claim)
    claim.files.create(attachment_id="x", revision=0, sha256=digest, name="a.png", content_type="image/png", size=4)
    seal_one(digest, at=at)
    administrator = enter(cast.administrator)
    where = f"/office/originals/{claim.receipt_number}/{digest}/"
    assert "a.png" in see(administrator, f"/office/originals/?receipt={claim.receipt_number}")
    assert "理由を書いてください" in text_of(administrator.post(where, {"reason": ""}))
    answer = administrator.post(where, {"reason": "鑑定"})
    assert (answer.content, answer["Content-Type"]) == (b"as it came", "application/octet-stream")
    assert "番号を確かめて" in see(administrator, "/office/originals/?receipt=MK-0000-00000-0", status=422)
