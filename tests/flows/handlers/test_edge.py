"""What the agency tells the edge becomes a line of the mailbox, once; what we never gave out is an operator's matter."""

from datetime import date, datetime
from typing import Any

import pytest

from murakami.domain.mailbox.messages import NewItem
from murakami.domain.mailbox.operations.receiving import open_items
from murakami.domain.mailbox.queries import get_item_page, list_item_looks
from murakami.domain.mailbox.rules import ItemState
from murakami.flows.handlers import edge
from murakami.foundation.spool.registry import GiveUp, Received, find_handler

pytestmark = pytest.mark.django_db
NUMBER, MINE = "MK-2611-00001-3", "a" * 32


@pytest.fixture(autouse=True)
def filed(at: datetime) -> None:
    open_items([NewItem(receipt_number=NUMBER, mailbox_key=MINE, subject_key="s" * 32, procedure="p", version="v" * 64,
                        kind="application", unit="kodomo", title={"ja": "手続"}, about="")], at=at)


def received(topic: str, payload: dict[str, Any], at: datetime) -> Received:
    return Received(topic=topic, key=f"{topic} 1", payload={"receipt_number": NUMBER, "at": at.isoformat()} | payload,
                    files=(), sent_at=at)


PAYLOADS: dict[str, dict[str, Any]] = {
    "case.progressed": {"state": "under_review", "due_on": "2026-12-14", "note": {}},
    "case.correction_requested": {"key": "k1", "message": "", "until": "2026-12-07", "items": [
        {"key": "account.account", "kind": "incorrect", "reason": "名義が違います"}]},
    "case.letter_issued": {"key": "l1", "title": "認定通知書", "outcome": "granted", "file": {
        "sha256": "d" * 64, "name": "n.pdf", "size": 5}},
    "case.message": {"key": "m1", "from_unit": "kodomo", "body": "確認中です。"},
}


@pytest.mark.parametrize("topic", PAYLOADS)
def test_hear__every_topic_has_its_listener_and_counts_once(topic, at):
    listen = find_handler(topic)
    assert listen is not None
    for _ in range(2):
        listen(received(topic, PAYLOADS[topic], at), at=at)
    page = get_item_page(mailbox_key=MINE, receipt_number=NUMBER)
    assert len(page.entries) == 2


@pytest.mark.parametrize("topic", PAYLOADS)
def test_hear__a_number_that_was_never_given_out_needs_an_operator(topic, at):
    listen = find_handler(topic)
    assert listen is not None
    with pytest.raises(GiveUp, match="MK-2611-99999-9"):
        listen(received(topic, PAYLOADS[topic] | {"receipt_number": "MK-2611-99999-9"}, at), at=at)


LOOKS = {"looks": [{"hour": "2026-11-23T10:00:00+00:00", "unit": "kodomo", "purpose": "review", "times": 2}]}


def test_hear_looks__counts_once(at):
    for _ in range(2):
        edge.hear_looks(received("case.looked_at", LOOKS, at), at=at)
    (look,) = list_item_looks(get_item_page(mailbox_key=MINE, receipt_number=NUMBER).item)
    assert (look.unit, look.purpose, look.times) == ("kodomo", "review", 2)


def test_hear_looks__a_number_that_was_never_given_out_needs_an_operator(at):
    with pytest.raises(GiveUp, match="MK-2611-99999-9"):
        edge.hear_looks(received("case.looked_at", LOOKS | {"receipt_number": "MK-2611-99999-9"}, at), at=at)


def test_hear_progress__tells_state_and_day(at):
    edge.hear_progress(received("case.progressed", PAYLOADS["case.progressed"], at), at=at)
    item = get_item_page(mailbox_key=MINE, receipt_number=NUMBER).item
    assert (item.state, item.due_on) == (ItemState.UNDER_REVIEW, date(2026, 12, 14))


def test_hear_progress__the_day_may_be_open(at):
    edge.hear_progress(received("case.progressed", {"state": "received", "due_on": None, "note": {}}, at), at=at)
    assert get_item_page(mailbox_key=MINE, receipt_number=NUMBER).item.due_on is None


def test_hear_correction_request__keeps_items_with_their_reasons(at):
    edge.hear_correction_request(received("case.correction_requested", PAYLOADS["case.correction_requested"], at), at=at)
    (request,) = get_item_page(mailbox_key=MINE, receipt_number=NUMBER).open_corrections
    assert request.items == [{"key": "account.account", "kind": "incorrect", "reason": "名義が違います"}]
    assert request.until == date(2026, 12, 7)
