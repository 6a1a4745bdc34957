"""What we lean on: the mail server, the virus scanner."""

import smtplib
from collections.abc import Iterator

from django.core.mail import get_connection

from murakami.config.mail import mail_settings
from murakami.config.operation.doctor.finding import Check, Finding, Patient
from murakami.foundation.files.scanning import ScannerGone, find_virus, has_scanner

_PATIENCE_SECONDS = 5


def check_mail(patient: Patient) -> Iterator[Finding]:
    """It must answer, and take our name and password."""
    said = mail_settings(patient.environment.email_url)
    where = f"{said['EMAIL_HOST']}:{said['EMAIL_PORT']}"
    mail = get_connection(
        str(said["EMAIL_BACKEND"]), host=said["EMAIL_HOST"], port=said["EMAIL_PORT"], username=said["EMAIL_HOST_USER"],
        password=said["EMAIL_HOST_PASSWORD"], use_tls=said["EMAIL_USE_TLS"], use_ssl=said["EMAIL_USE_SSL"],
        timeout=_PATIENCE_SECONDS)
    try:
        mail.open()
        mail.close()
    except (OSError, smtplib.SMTPException) as error:
        yield Finding("mail-refuses", f"メールサーバー（{where}）が使えません（{type(error).__name__}）。確認コードやお知らせが届きません。",
                      "MURAKAMI_EMAIL_URL の場所、名前、合いことばと、メールサーバーが動いているかを確かめてください。待っているメールは、直れば送られます。")


def check_scanner(patient: Patient) -> Iterator[Finding]:
    """Where a scanner is set it must answer: files wait for it."""
    if not has_scanner():
        return
    try:
        find_virus(b"a harmless text")
    except ScannerGone:
        yield Finding("scanner-dead", "ウイルスを調べるソフト（ClamAV）が答えません。届いたファイルが、調べられるまで待っています。",
                      "systemctl start clamav-daemon を実行し、MURAKAMI_CLAMAV_SOCKET の場所を確かめてください。答えれば、待っているファイルから調べます。")


OUTSIDE_CHECKS: tuple[Check, ...] = (check_mail, check_scanner)
