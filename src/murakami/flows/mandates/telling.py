"""Telling both sides by mail that a mandate's last day comes. The mail names nobody: others may read it."""

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import Final

from django.conf import settings
from django.core.mail import send_mail

from murakami.domain.mandates.models import Mandate
from murakami.domain.mandates.queries import list_ending
from murakami.domain.mandates.tidying import note_reminded
from murakami.foundation.accounts.firm_queries import get_firm
from murakami.foundation.accounts.queries import find_email
from murakami.kernel.dates import day_in_japan

_SUBJECT: Final = "代理の期限が近づいています / A mandate ends soon"
_log = logging.getLogger(__name__)


def remind_of_last_days(*, at: datetime) -> int:
    """Tell both sides once of each mandate that ends within two weeks; says of how many. SQL: 1, and 4 for each.

    Noted before it is sent: a process killed in between tells nothing, rather than the same twice.
    """
    ending = [mandate for mandate in list_ending(day=day_in_japan(at)) if note_reminded(mandate.pk, at=at)]
    for mandate in ending:
        for address in sorted(_addresses(mandate)):
            _mail(address, mandate)
    return len(ending)


def _addresses(mandate: Mandate) -> set[str]:
    givers = find_email(mandate.giver_id) if mandate.giver_id else ""
    if mandate.proxy_firm_id is not None:
        return {givers, get_firm(mandate.proxy_firm_id).email} - {""}
    return {givers, find_email(mandate.proxy_id) if mandate.proxy_id else ""} - {""}


def _mail(address: str, mandate: Mandate) -> None:
    day, page = mandate.until, f"{settings.BASE_URL}/my/mandates/"
    body = (f"代理や家族の手続の期限が、{day.year}年{day.month}月{day.day}日で終わります。\n"
            "続けるときは、マイページの「代理と家族」で、もう一度頼んでください。続けないときは、何もしなくてかまいません。\n\n"
            f"A mandate that you gave or hold ends on {day.isoformat()}. To go on, ask for a new one on your page. "
            f"If it may end, there is nothing to do.\n\n{page}\n")
    try:
        send_mail(_SUBJECT, body, None, [address])
    except (SMTPException, OSError) as error:
        _log.warning("the last day of a mandate could not be told by mail", extra={"key": type(error).__name__})
