"""What the agency tells the edge: each message becomes a line of the mailbox. Importing this registers the handlers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from murakami.domain.mailbox.messages import (
    CorrectionAsked,
    CorrectionItem,
    LetterIssued,
    LookedAt,
    MessageReceived,
    Progress,
)
from murakami.domain.mailbox.operations import receiving
from murakami.domain.mailbox.operations.receiving import ItemUnknown
from murakami.domain.mailbox.queries import has_entry
from murakami.flows.mailing.news import tell_of_news
from murakami.flows.mandates.guarding import settle_guard
from murakami.foundation.spool.registry import GiveUp, Received, handler


@handler("case.progressed")
def hear_progress(message: Received, /, *, at: datetime) -> None:
    """Note a step of the case."""
    payload = message.payload
    _known(receiving.record_progress, Progress(
        receipt_number=payload["receipt_number"], key=message.key, state=payload["state"], at=_time(payload["at"]),
        due_on=_day(payload.get("due_on")), note=payload.get("note") or {}))


@handler("case.correction_requested")
def hear_correction_request(message: Received, /, *, at: datetime) -> None:
    """Put a request for correction before the resident, who is told by mail that it is there."""
    payload = message.payload
    _news(f"correction:{payload['key']}", receiving.record_correction_request, CorrectionAsked(
        receipt_number=payload["receipt_number"], key=payload["key"], message=payload.get("message") or "",
        items=tuple(_item(item) for item in payload["items"]), until=date.fromisoformat(payload["until"]),
        at=_time(payload["at"])), at=at)


@handler("case.letter_issued")
def hear_letter(message: Received, /, *, at: datetime) -> None:
    """Record a letter, and have its owner told; its file has arrived in this zone's store before the message."""
    payload, file = message.payload, message.payload["file"]
    _news(f"letter:{payload['key']}", receiving.record_letter, LetterIssued(
        receipt_number=payload["receipt_number"], key=payload["key"], title=payload["title"],
        outcome=payload.get("outcome") or "", sha256=file["sha256"], name=file["name"], size=file["size"],
        at=_time(payload["at"])), at=at)


@handler("case.message")
def hear_message(message: Received, /, *, at: datetime) -> None:
    """Record a message of the unit in charge, and have the resident told that it is there."""
    payload = message.payload
    _news(f"message:{payload['key']}", receiving.record_message, MessageReceived(
        receipt_number=payload["receipt_number"], key=payload["key"], from_unit=payload["from_unit"],
        body=payload["body"], at=_time(payload["at"])), at=at)


@handler("case.looked_at")
def hear_looks(message: Received, /, *, at: datetime) -> None:
    """Record which units looked at a filing, by the hour."""
    payload = message.payload
    looks = [LookedAt(hour=_time(look["hour"]), unit=look["unit"], purpose=look["purpose"], times=look["times"])
             for look in payload["looks"]]
    _known(partial(receiving.record_looks, payload["receipt_number"]), looks)


@handler("mailbox.guarded")
def hear_guard(message: Received, /, *, at: datetime) -> None:
    """Guard a mailbox, or no longer; one that this zone never gave out guards nobody."""
    payload = message.payload
    settle_guard(mailbox_key=payload["mailbox_key"], guarded=payload["guarded"], told=payload["told"], at=at)


def _news(entry: str, record: Callable[[Any], object], message: Any, *, at: datetime) -> None:
    """Record what the owner of the mailbox is to be told of by mail; told twice, it is news once. SQL: at most 5 more."""
    is_known = has_entry(entry)
    _known(record, message)
    if not is_known:
        tell_of_news(message.receipt_number, at=at)


def _known(record: Any, message: Any) -> None:
    try:
        record(message)
    except ItemUnknown as unknown:
        raise GiveUp(f"the agency speaks of {unknown}, which this zone never gave out") from unknown


def _item(item: Mapping[str, str]) -> CorrectionItem:
    return CorrectionItem(key=item["key"], kind=item["kind"], reason=item["reason"])


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
