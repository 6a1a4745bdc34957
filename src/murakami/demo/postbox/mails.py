"""Mails as the page shows them: plain text, whatever was sent."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that arrived, read for showing."""

    number: int
    arrived_at: datetime
    recipients: tuple[str, ...]
    sender: str
    subject: str
    text: str
    attachments: tuple[str, ...]


def read_mail(content: bytes, *, number: int, recipients: tuple[str, ...], at: datetime) -> Mail:
    """Read a mail: its plain text, and the names of what is attached."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain",))
    return Mail(
        number=number, arrived_at=at, recipients=recipients, sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""), text=body.get_content().strip() if body else "",
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()))
