"""Telling a resident by mail of a new way into their account: what happened, and what to do if it was somebody else."""

import logging
from smtplib import SMTPException

from django.utils.translation import gettext as _

from murakami.interfaces.components.mails import mail_resident

_log = logging.getLogger(__name__)


def mail_address_changed(former: str) -> None:
    """Tell a resident at the address that counted until now that another one has taken its place."""
    tell(former, _("メールアドレスが変わりました"), _("マイページに入るためのメールアドレスが、別のアドレスに変わりました。"), call_us())


def tell(address: str, subject: str, said: str, otherwise: str) -> None:
    """Mail two sentences in the language of the page; nothing in them leads anywhere. A mail that cannot go stops nothing."""
    try:
        mail_resident(address, subject=subject, sentences=(said, "", otherwise))
    except (SMTPException, OSError) as error:
        _log.warning("a new way in could not be told by mail", extra={"key": type(error).__name__})


def call_us() -> str:
    """Say what to do about something that one has not done."""
    return _("心当たりのないときは、すぐに市役所に電話してください。")
