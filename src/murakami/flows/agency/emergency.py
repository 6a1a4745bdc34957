"""An emergency look at a case of another unit: opened with an alarm to its head, read on the record."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from murakami.domain.cases import emergencies
from murakami.domain.cases.models import EmergencyAccess
from murakami.domain.cases.queries.case_page import read_case
from murakami.domain.cases.queries.named import find_case
from murakami.flows.agency.pages import CaseReading, masked, read_people
from murakami.foundation.accounts.queries import list_staff_people
from murakami.foundation.accounts.rules import Actor, may_audit
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.looks.operations import record_look
from murakami.foundation.looks.queries import LookLine, list_looks
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.registry import task
from murakami.kernel.dates import day_in_japan

ALARM, CONSENTED = "cases.emergency_alarm", "cases.emergency_consented"
REVIEW_PATH: Final = "/office/emergencies/{id}/"
READ_PATH: Final = "/office/emergencies/case/{receipt}/"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EmergencyReading:
    """By which emergency somebody outside a case's unit may read it; `reading` is None while it waits for consent."""

    access: EmergencyAccess
    reading: CaseReading | None


def lasts() -> timedelta:
    """How long somebody may read."""
    return timedelta(minutes=settings.EMERGENCY_MINUTES)


@transaction.atomic
def open_emergency(*, receipt_number: str, actor: Actor, reason: str, at: datetime) -> EmergencyAccess:
    """Open a case, or ask for it where one of its people is protected, and queue the alarm once. SQL: 18.

    Raises as `emergencies.open_emergency`.
    """
    access = emergencies.open_emergency(receipt_number=receipt_number, actor=actor, reason=reason, lasts=lasts(), at=at,
                                        needs_consent=_has_protected(receipt_number, actor))
    if access.opened_at == at:
        enqueue(ALARM, payload={"emergency": access.pk}, key=f"emergency-{access.pk}", not_before=at)
    return access


@transaction.atomic
def consent(*, access_id: int, actor: Actor, at: datetime) -> EmergencyAccess:
    """Let somebody read a case with protected people and tell them. Raises as `emergencies.consent_to_emergency`."""
    access = emergencies.consent_to_emergency(access_id=access_id, actor=actor, lasts=lasts(), at=at)
    enqueue(CONSENTED, payload={"emergency": access.pk}, key=f"emergency-consented-{access.pk}", not_before=at)
    return access


def read_in_emergency(*, receipt_number: str, actor: Actor, route: str, at: datetime) -> EmergencyReading:
    """Read a case by an open emergency; the look, of the reader's unit, is recorded before anything is shown.

    Raises CaseNotFound. SQL: 12.
    """
    access = emergencies.find_live_emergency(receipt_number=receipt_number, actor=actor, at=at)
    if access.until is None:
        return EmergencyReading(access, None)
    reading = _read(receipt_number, actor, unit=access.case.unit)
    record_look(actor=actor, at=at, unit=min(actor.units), route=route, receipt_number=receipt_number,
                subject_key=reading.case.subject_key)
    return EmergencyReading(access, masked(reading) if reading.is_protected else reading)


def _read(receipt_number: str, actor: Actor, *, unit: str) -> CaseReading:
    page = read_case(receipt_number=receipt_number, actor=replace(actor, roles={Role.CLERK: frozenset({unit})}, rights=()))
    return read_people(page)


def _has_protected(receipt_number: str, actor: Actor) -> bool:
    case = find_case(receipt_number)
    return case is not None and _read(receipt_number, actor, unit=case.unit).is_protected


def looks_of(access: EmergencyAccess) -> list[LookLine]:
    """List what somebody looked at by an emergency, the oldest first. SQL: 1."""
    looks = list_looks(receipt_number=access.case.receipt_number, account_id=access.account_id, since=access.opened_at,
                       until=access.until or access.opened_at)
    return sorted(looks, key=lambda look: look.at)


@task(ALARM)
def send_alarm(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Tell the heads of the case's unit and the auditors by mail; it names the case and who opened it, nobody of the case."""
    access = _find(payload)
    people = [one for one in list_staff_people(on=day_in_japan(at)) if one.actor.account_id != access.account_id]
    told = {one.email for one in people if may_audit(one.actor) or access.case.unit in one.actor.units_as(Role.UNIT_HEAD)}
    if not told - {""}:
        _log.warning("no head of %s and no auditor has an e-mail address; the emergency waits on the page for reviews", access.case.unit)
        return
    asks = access.until is None
    subject = f"緊急閲覧の同意のお願い：{access.case.receipt_number}" if asks else f"緊急閲覧：{access.case.receipt_number}"
    send_mail(subject, _consent_body(access) if asks else _body(access), settings.DEFAULT_FROM_EMAIL, sorted(told - {""}))


@task(CONSENTED)
def send_consented(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Tell who asked that they may read now."""
    access = _find(payload)
    address = access.account.staff.email
    if address and access.until is not None:
        where = f"{settings.BASE_URL}{READ_PATH.format(receipt=access.case.receipt_number)}"
        body = f"{access.case.receipt_number} を、{timezone.localtime(access.until):%H:%M} まで読めます。\n\n{where}\n"
        send_mail(f"緊急閲覧に同意がありました：{access.case.receipt_number}", body, settings.DEFAULT_FROM_EMAIL, [address])


def _find(payload: Mapping[str, Any]) -> EmergencyAccess:
    return EmergencyAccess.objects.select_related("case", "account__staff").get(pk=payload["emergency"])


def _body(access: EmergencyAccess) -> str:
    return (f"ほかの課の職員（{access.account.staff.name}）が、{access.case.receipt_number} を緊急に開きました。\n"
            f"理由と見たものを確かめて、適切だったかを記録してください。\n\n{_review_address(access)}\n")


def _consent_body(access: EmergencyAccess) -> str:
    return (f"ほかの課の職員（{access.account.staff.name}）が、{access.case.receipt_number} を緊急に開こうとしています。\n"
            "この案件は、担当の課長が同意するまで開きません。理由を読み、必要なら電話で確かめてから、決めてください。\n\n"
            f"{_review_address(access)}\n")


def _review_address(access: EmergencyAccess) -> str:
    return f"{settings.BASE_URL}{REVIEW_PATH.format(id=access.pk)}"
