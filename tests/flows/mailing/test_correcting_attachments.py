"""What a corrected answer does to the documents that had to be attached."""

import pytest

from murakami.domain.intake.models import FilingRevision
from murakami.flows.conversation import correcting
from murakami.flows.mailing import handing_in
from tests.flows.mailing.filed import ask_for_correction
from tests.flows.mailing.test_correcting import ACCOUNT, BANKBOOK, NEW_ACCOUNT, photo

pytestmark = pytest.mark.django_db

REGISTERED = {f"{ACCOUNT}.registered": ["yes"]}


@pytest.fixture
def correct(claim, resident, draw_key, at):
    """Let the agency ask for the account, answer with a form, hand in or promise the bank book, send."""
    def correct(form, *, key, bankbook=None):
        request = ask_for_correction(claim, at=at, key=key, **{ACCOUNT: "理由"})
        correcting.open_correction(key=request.key, owner=resident, draw_key=draw_key, at=at)
        correcting.save_item(key=key, owner=resident, item_key=ACCOUNT, form=form, seen={}, lang="ja", at=at)
        if bankbook == "later":
            correcting.confirm_item(key=key, owner=resident, item_key=BANKBOOK, at=at)
        if bankbook == "photo":
            handing_in.hand_in(key=key, owner=resident, item_key=BANKBOOK, uploads=[photo()], at=at)
        changes = correcting.read_correction(key=key, owner=resident).changes
        revision: FilingRevision = correcting.send_correction(key=key, owner=resident, at=at)
        return [change.key for change in changes], {row["id"]: row["state"] for row in revision.document["attachments"]}
    return correct


def test_send_correction__drops_what_is_needed_no_more(correct):
    _, attachments = correct(NEW_ACCOUNT, key="1" * 32, bankbook="later")
    assert attachments["bankbook"] == "missing"
    changed, attachments = correct(REGISTERED, key="2" * 32)
    assert changed == [ACCOUNT, BANKBOOK]
    assert "bankbook" not in attachments


def test_send_correction__keeps_what_has_come(correct):
    correct(NEW_ACCOUNT, key="1" * 32, bankbook="photo")
    changed, attachments = correct(REGISTERED, key="2" * 32)
    assert changed == [ACCOUNT]
    assert attachments["bankbook"] == "provided"
