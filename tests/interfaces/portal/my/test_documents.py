"""What was filed and what a correction changed, in words."""

from dataclasses import replace

import pytest

from murakami.interfaces.portal.my.documents import diff_rows
from murakami.kernel.document import AttachmentRow, AttachmentState, Document

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("state", "words"), [
    (AttachmentState.LATER, "あとで出します"), (AttachmentState.MISSING, "まだ出していません")])
def test_diff__says_what_came_of_an_attachment_without_a_file(claim, state, words):
    filed = Document.from_json(claim.document)
    owed = replace(filed, attachments=(AttachmentRow(id="bankbook", label={"ja": "通帳の写し"}, need="required", state=state),))
    (gone,) = diff_rows(owed, filed)
    assert (gone.label, gone.old, gone.new) == ("通帳の写し", words, "")
    assert "いらなくなりました" in gone.note
