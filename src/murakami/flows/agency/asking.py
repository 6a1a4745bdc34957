"""Asking about an unusual look: what the book says of one person, one case and one day, and a mail to who can answer.

The auditor learns nothing of the case; the answer goes from one person to another. That it was asked is an event.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from murakami.domain.cases.queries.concerned import list_concerned
from murakami.domain.cases.queries.named import find_case
from murakami.flows.agency.unusual import read_unusual
from murakami.foundation.accounts.queries import StaffPerson, list_staff_people
from murakami.foundation.accounts.rules import Actor, may_audit
from murakami.foundation.accounts.staff_pages import RightLine, list_rights_of
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import new_subject_key
from murakami.foundation.looks.queries import LookLine, list_looks
from murakami.foundation.looks.unusual import Sign
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.registry import task
from murakami.kernel.dates import JAPAN, day_in_japan

ASK: Final = "looks.ask"
_MOST: Final = 500
_FIRST_DAY: Final = date(2000, 1, 1)  # older than any look; far days cannot be reckoned with
_log = logging.getLogger(__name__)


class NobodyToAsk(LookupError):
    """No head of the case's unit, other than who looked, has an e-mail address."""


class NoLooks(LookupError):
    """That person did not look at that case on that day."""


@dataclass(frozen=True, slots=True)
class LooksOfADay:
    """What somebody looked at of one case on one day, and what has to be known to ask about it. Names nobody of the case.

    `works_on_it` is None where the case has been forgotten. `heads` can answer: they head the case's unit and are not who looked.
    """

    account_id: int
    staff: str
    receipt_number: str
    unit: str
    day: date
    looks: tuple[LookLine, ...]
    signs: tuple[Sign, ...]
    rights: Sequence[RightLine]
    works_on_it: bool | None
    heads: Sequence[StaffPerson]


def read_looks_of_a_day(*, account_id: int, receipt_number: str, day: date, at: datetime) -> LooksOfADay:
    """Read the looks of one person at one case on one day, oldest first. Raises NoLooks. SQL: 10."""
    if not _FIRST_DAY <= day <= day_in_japan(at):
        raise NoLooks(receipt_number)
    since = datetime.combine(day, time(), tzinfo=JAPAN)
    until = min(since + timedelta(days=1), at + timedelta(seconds=1))
    looks = sorted(list_looks(receipt_number=receipt_number, account_id=account_id, since=since, until=until, limit=_MOST),
                   key=lambda look: look.at)
    if not looks:
        raise NoLooks(receipt_number)
    report = read_unusual(since=since, until=until, thresholds=settings.LOOKS_THRESHOLDS, account_id=account_id)
    found = {sign for line in report.lines if line.look.receipt_number == receipt_number for sign in line.signs}
    unit, concerned = _unit_of(receipt_number, looks), list_concerned([receipt_number]).get(receipt_number)
    works = None if concerned is None else account_id == concerned.assignee or account_id in concerned.workers
    return LooksOfADay(account_id, looks[0].staff, receipt_number, unit, day, tuple(looks), tuple(one for one in Sign if one in found),
                       list_rights_of(account_id, on=day), works, _heads_of(unit, account_id, on=day_in_japan(at)))


@transaction.atomic
def ask_about(asked: LooksOfADay, *, actor: Actor, signs: Sequence[str], at: datetime) -> None:
    """Ask the heads of the case's unit by mail, for a day only once; `signs` are the words of what is unusual. SQL: 4.

    Raises NobodyToAsk; PermissionError: no auditor.
    """
    if not may_audit(actor):
        raise PermissionError("auditors ask")
    if not any(head.email for head in asked.heads):
        raise NobodyToAsk(asked.unit)
    append(kind="look.asked_about", subject_key=new_subject_key(), at=at, unit=asked.unit,
           details={sign.value: True for sign in asked.signs} | {"by": actor.account_id})
    enqueue(ASK, key=f"{asked.account_id}-{asked.receipt_number}-{asked.day}-{day_in_japan(at)}", not_before=at, payload={
        "account": asked.account_id, "receipt_number": asked.receipt_number, "unit": asked.unit, "day": asked.day.isoformat(),
        "staff": asked.staff, "times": len(asked.looks), "signs": list(signs), "by": actor.account_id})


@task(ASK)
def send_question(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Send the question; the answer goes to the auditor who asks, where they have an address."""
    heads = _heads_of(payload["unit"], payload["account"], on=day_in_japan(at))
    told = sorted({head.email for head in heads} - {""})
    if not told:
        _log.warning("no head of %s has an e-mail address any more; the auditor's question is not sent", payload["unit"])
        return
    asker = next((one.email for one in list_staff_people(on=day_in_japan(at)) if one.actor.account_id == payload["by"]), "")
    EmailMessage(f"閲覧の確認のお願い：{payload['receipt_number']}", _body(payload), settings.DEFAULT_FROM_EMAIL, told,
                 reply_to=[asker] if asker else []).send()


def _body(payload: Mapping[str, Any]) -> str:
    day = date.fromisoformat(payload["day"])
    return (f"{payload['staff']} が、{day.year}年{day.month}月{day.day}日に {payload['receipt_number']} を{payload['times']}回見ています。\n"
            f"気になる点：{'、'.join(payload['signs']) or '監査の確認'}\n\n"
            "仕事に必要な閲覧だったか、本人に聞くなどして確かめ、このメールに返信してください。\n"
            "決まりに当てはまったというだけで、まちがいとはかぎりません。返信に、案件の人の名前や住所は書かないでください。\n\n"
            "監査担当\n")


def _unit_of(receipt_number: str, looks: Sequence[LookLine]) -> str:
    case = find_case(receipt_number)
    return case.unit if case else looks[0].unit


def _heads_of(unit: str, account_id: int, *, on: date) -> Sequence[StaffPerson]:
    return [one for one in list_staff_people(on=on) if unit in one.actor.units_as(Role.UNIT_HEAD) and one.actor.account_id != account_id]
