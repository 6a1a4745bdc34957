"""Protected people and cases together: what a filing raises, whose mailbox the edge guards, who is told of it.

The edge learns of a mailbox whether it is guarded, nothing else; mails name a case by its number and nobody of it.
"""

import logging
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from murakami.domain.cases.alarms import AlarmKind, alarms_of
from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.protect import note_guarded, raise_alarms
from murakami.domain.cases.queries.named import find_case
from murakami.domain.cases.queries.protected import (
    is_guarded,
    list_guarded,
    list_open_numbers,
    mailboxes_of,
    owners_matched,
)
from murakami.domain.procedures.queries import get_version
from murakami.domain.register.models import Protection
from murakami.domain.register.protecting import numbers_of
from murakami.domain.register.protections import Named, list_protected, names_old_home, names_refused, protected_among
from murakami.domain.register.rules import home_keys
from murakami.flows.agency.mandates import end_mandates_of
from murakami.flows.agency.register_match import compare, people_of
from murakami.foundation.accounts.queries import list_staff_people
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.spool.operations import enqueue, send
from murakami.foundation.spool.registry import task
from murakami.kernel.dates import day_in_japan
from murakami.kernel.document import Document
from murakami.kernel.search_keys import search_key

ALARM: Final = "cases.protection_alarm"
LOOK_AGAIN: Final = "cases.protection_look"
_log = logging.getLogger(__name__)


@transaction.atomic
def watch(case: Case, *, at: datetime) -> Case:
    """Raise the alarms of what a case holds now, and queue the mail to its head where one is new. SQL: at most 14."""
    found = find_alarms(case)
    raised = raise_alarms(case.receipt_number, found, at=at) if found else None
    if raised is None:
        return case
    enqueue(ALARM, payload={"receipt_number": case.receipt_number}, key=f"alarm-{case.receipt_number}-{raised.lock}", not_before=at)
    return raised


def find_alarms(case: Case) -> frozenset[AlarmKind]:
    """Say which alarms the newest revision of a case raises. SQL: at most 6."""
    document = Document.from_json(case.revisions.order_by("-number").values_list("document", flat=True)[0])
    version = get_version(case.procedure, case.version)
    chosen = dict(case.matches.values_list("instance", "register_number"))
    is_protected = any(person.is_protected for person in compare(document, chosen=chosen, version=version))
    by_proxy = document.filed_by.get("relation") == "proxy"
    return alarms_of(
        is_protected=is_protected and not version.tells_no_address, is_by_proxy=by_proxy and (is_protected or is_guarded(case.mailbox_key)),
        names_refused=names_refused([Named(search_key(person.name), person.born_on) for person in people_of(document, version)]),
        names_old_home=names_old_home(frozenset(key for row in document.rows for key in _homes(row.type, row.value))))


@transaction.atomic
def settle_guards(mailbox_keys: Iterable[str], *, at: datetime) -> int:
    """Tell the edge of each mailbox whose owner is protected and that it does not guard yet, or no longer needs to guard.

    Returns how many it was told of. SQL: 6 for each, and 2 where it is told.
    """
    return sum(_settle(key, at=at) for key in sorted(set(mailbox_keys)))


@transaction.atomic
def after_change(row: Protection, *, at: datetime) -> None:
    """After a protection was set, widened or ended: guard its people's mailboxes, and look at the open cases again.

    Set or widened, it ends what others may do for its people by document. SQL: by mailbox and mandate.
    """
    settle_guards(mailboxes_of(numbers_of(row)), at=at)
    if row.ended_at is None:
        end_mandates_of(numbers_of(row), at=at)
    enqueue(LOOK_AGAIN, payload={}, key=f"look-{row.key}-{at.isoformat()}", not_before=at)


@task(LOOK_AGAIN)
def look_again(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Look at every open case with the protections of now; each case is a transaction of its own."""
    for number in list(list_open_numbers()):
        case = find_case(number)
        if case is not None:
            watch(case, at=at)


def settle_everything(*, at: datetime) -> int:
    """Guard every mailbox that needs it and no other: after an import of the register. SQL: by guarded mailbox."""
    return settle_guards(mailboxes_of(list_protected()) | list_guarded(), at=at)


@task(ALARM)
def send_alarm(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Tell the heads of a case's unit by mail: the case's number, nobody's name."""
    case = find_case(payload["receipt_number"])
    if case is None:
        return
    where = f"{settings.BASE_URL}/office/cases/{case.receipt_number}/release/"
    send_to_heads([case.unit], subject=f"支援措置の確認：{case.receipt_number}", at=at, body=(
        f"支援措置にかかわる案件があります：{case.receipt_number}\n課長が確かめるまで、決裁も完了もできません。\n"
        f"窓口・電話・郵送で住所を伝えないよう、課の職員に知らせてください。\n\n{where}\n"))


def send_to_heads(units: Collection[str], *, subject: str, body: str, at: datetime) -> int:
    """Send a mail to the heads of these units; says to how many addresses."""
    wanted = frozenset(units)
    people = list_staff_people(on=day_in_japan(at))
    addresses = sorted({one.email for one in people if one.email and wanted & one.actor.units_as(Role.UNIT_HEAD)})
    if not addresses:
        _log.warning("no head of %s has an e-mail address; the alarm waits on the work list", ", ".join(sorted(wanted)))
        return 0
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, addresses)
    return len(addresses)


def _settle(mailbox_key: str, *, at: datetime) -> bool:
    guarded = bool(protected_among(owners_matched(mailbox_key)))
    told = note_guarded(mailbox_key, guarded=guarded)
    if told is None:
        return False
    send(topic="mailbox.guarded", key=f"guard-{mailbox_key}-{told}", to="edge", at=at, ordering_key=f"guard {mailbox_key}",
         payload={"mailbox_key": mailbox_key, "guarded": guarded, "told": told})
    return True


def _homes(kind: str, value: Any) -> frozenset[str]:
    if kind != "address" or not isinstance(value, dict):
        return frozenset()
    return home_keys(**{part: str(value.get(part) or "") for part in ("town", "block", "building")})
