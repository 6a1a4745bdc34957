"""The mail that carries a code."""

from django.utils.translation import gettext as _

from murakami.foundation.accounts.operations.email_codes import CODE_LIFE, SentCode
from murakami.interfaces.components.mails import mail_resident


def code_minutes() -> int:
    """How many minutes a code lives."""
    return int(CODE_LIFE.total_seconds()) // 60


def mail_code(sent: SentCode) -> None:
    """Send a code in the language of the page; nothing in the mail leads anywhere. SQL: 1.

    Raises:
        SMTPException, OSError: the mail server did not take it.
    """
    subject = _("確認コード {code}").format(code=sent.code)
    mail_resident(sent.email, subject=subject, sentences=(
        subject, "",
        _("この数字を、サインインの画面に入れてください。{minutes}分で使えなくなります。").format(minutes=code_minutes()), "",
        _("職員がこの数字を電話やメールで聞くことはありません。"),
        _("心当たりのないときは、このメールを消してください。だれもサインインできません。")))
