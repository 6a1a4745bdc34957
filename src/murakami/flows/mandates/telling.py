"""Telling both sides by mail that a mandate's last day comes. The mail names nobody: others may read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.queries import find_standing, list_ending
from murakami.domain.mandates.rules import Side
from murakami.domain.mandates.tidying import note_reminded
from murakami.foundation.accounts.firm_queries import get_firm
from murakami.foundation.accounts.queries import find_email
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.registry import task
from murakami.kernel.dates import day_in_japan

LAST_DAY: Final = "mandates.last_day"
_SUBJECT: Final = "代理の期限が近づいています / A mandate ends soon"


def remind_of_last_days(*, at: datetime) -> int:
    """Queue a mail to each side, once, of each mandate that ends within two weeks; says of how many. SQL: 1 per list, and 3 for each."""
    told = 0
    while ending := list_ending(day=day_in_japan(at)):
        told += sum(_queue(mandate, at=at) for mandate in ending)
    return told


@transaction.atomic
def _queue(mandate: Mandate, *, at: datetime) -> bool:
    if not note_reminded(mandate.pk, at=at):
        return False
    for side in Side:
        enqueue(LAST_DAY, payload={"mandate": mandate.key, "side": side.value}, not_before=at,
                key=f"last-day-{mandate.key}-{side}")
    return True


@task(LAST_DAY)
def mail_last_day(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Mail one side, if the mandate still stands and an address is known. SQL: 2.

    Raises:
        SMTPException, OSError: the mail server did not take it; the spool tries again.
    """
    mandate = find_standing(payload["mandate"])
    address = _address(mandate, Side(payload["side"])) if mandate else ""
    if mandate and address:
        send_mail(_SUBJECT, _body(mandate), None, [address])


def _address(mandate: Mandate, side: Side) -> str:
    if side is Side.PROXY and mandate.proxy_firm_id is not None:
        return get_firm(mandate.proxy_firm_id).email
    account_id = mandate.proxy_id if side is Side.PROXY else mandate.giver_id
    return find_email(account_id) if account_id else ""


def _body(mandate: Mandate) -> str:
    day, page = mandate.until, f"{settings.BASE_URL}/my/mandates/"
    return (f"代理や家族の手続の期限が、{day.year}年{day.month}月{day.day}日で終わります。\n"
            "続けるときは、マイページの「代理と家族」で、もう一度頼んでください。続けないときは、何もしなくてかまいません。\n\n"
            f"A mandate that you gave or hold ends on {day.isoformat()}. To go on, ask for a new one on your page. "
            f"If it may end, there is nothing to do.\n\n{page}\n")
