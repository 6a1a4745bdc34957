"""Mails to residents: each says in its subject and at its end from whom it is, and leads nowhere."""

from collections.abc import Sequence

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from murakami.interfaces.components.town_hall import town_hall


def mail_resident(address: str, *, subject: str, sentences: Sequence[str]) -> None:
    """Send a mail in the language of the page. A mail that asks to press something is never ours, and it says so. SQL: 1.

    Raises:
        SMTPException, OSError: the mail server did not take it.
    """
    hall = town_hall()
    body = "\n".join((*sentences, "", "--", *_signature(hall.brand, hall.name, hall.phone))) + "\n"
    send_mail(_("{subject}（{brand}）").format(subject=subject, brand=hall.brand) if hall.brand else subject, body, None, [address])


def _signature(brand: str, name: str, phone: str) -> tuple[str, ...]:
    whom = "　".join(part for part in (brand, name, phone) if part)
    return (*((whom,) if whom else ()),
            _("このメールに、押すところや返信の必要はありません。パスワードや口座番号を聞くこともありません。"))
