"""Telling the owner of a mailbox by mail that something new is in it.

The mail names nobody, no procedure, no unit and no number: others may read it, and it tells them nothing. What came
within ten minutes is one mail, which goes when they are over and says what the mailbox asks for at that moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.mail import send_mail

from murakami.domain.mailbox.queries import find_owner, list_open_corrections
from murakami.domain.procedures.queries import NoMunicipality, get_municipality
from murakami.flows.mailing.news_words import write_news
from murakami.foundation.accounts.firm_queries import find_firm_by_mailbox
from murakami.foundation.accounts.queries import find_resident_by_mailbox
from murakami.foundation.spool.operations import enqueue
from murakami.foundation.spool.registry import task
from murakami.kernel.dates import day_in_japan

NEWS: Final = "mailbox.news"
_TOGETHER: Final = 600  # seconds within which what comes is one mail
_COMMITTED: Final = timedelta(seconds=30)  # what came in the last second is written by then


@dataclass(frozen=True, slots=True)
class _Reader:
    """Whom a mail goes to, and whether their page has a switch for it."""

    address: str
    has_switch: bool


def tell_of_news(receipt_number: str, *, at: datetime) -> None:
    """Queue the mail about something new, in the caller's transaction; none where nobody wants one. SQL: at most 4."""
    mailbox_key = find_owner(receipt_number)
    if _find_reader(mailbox_key) is None:
        return
    slot = int(at.timestamp()) // _TOGETHER
    over = datetime.fromtimestamp((slot + 1) * _TOGETHER, tz=at.tzinfo)
    enqueue(NEWS, payload={"mailbox_key": mailbox_key}, key=f"news-{mailbox_key}-{slot}", not_before=over + _COMMITTED)


@task(NEWS)
def mail_news(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Send the mail, unless it is no longer wanted. SQL: at most 3, and the definitions' one.

    Raises:
        SMTPException, OSError: the mail server did not take it; the spool tries again.
    """
    reader = _find_reader(payload["mailbox_key"])
    if reader is None:
        return
    brand, phone = _town()
    mail = write_news(until=_first_day(payload["mailbox_key"], today=day_in_japan(at)), brand=brand, phone=phone,
                      page=f"{settings.BASE_URL}/my/", has_switch=reader.has_switch)
    send_mail(mail.subject, mail.body, None, [reader.address])


def _find_reader(mailbox_key: str) -> _Reader | None:
    resident = find_resident_by_mailbox(mailbox_key)
    if resident is not None:
        return _Reader(resident.email, has_switch=True) if resident.email and resident.told_of_news else None
    firm = find_firm_by_mailbox(mailbox_key)
    return _Reader(firm.email, has_switch=False) if firm is not None and firm.email else None


def _first_day(mailbox_key: str, *, today: date) -> date | None:
    """Say by when the mailbox wants an answer first; what is overdue no mail can bring back."""
    days = [one.until for one in list_open_corrections(mailbox_key=mailbox_key) if one.until is not None]
    return min((day for day in days if day >= today), default=None)


def _town() -> tuple[str, str]:
    try:
        town = get_municipality()
    except NoMunicipality:
        return "", ""
    return town.brand.get("ja", ""), town.phone
