"""The mail that carries a code."""

from django.core.mail import send_mail
from django.utils.translation import gettext as _

from murakami.foundation.accounts.operations.email_codes import CODE_LIFE, SentCode


def code_minutes() -> int:
    """How many minutes a code lives."""
    return int(CODE_LIFE.total_seconds()) // 60


def mail_code(sent: SentCode) -> None:
    """Send a code in the language of the page; nothing in the mail leads anywhere.

    Raises:
        SMTPException, OSError: the mail server did not take it.
    """
    sentences = (
        _("確認コード {code}").format(code=sent.code), "",
        _("この数字を、サインインの画面に入れてください。{minutes}分で使えなくなります。").format(minutes=code_minutes()), "",
        _("職員がこの数字を電話やメールで聞くことはありません。"),
        _("心当たりのないときは、このメールを消してください。だれもサインインできません。"),
    )
    send_mail(sentences[0], "\n".join(sentences) + "\n", None, [sent.email])
