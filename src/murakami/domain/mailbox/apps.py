"""Django's name for this room."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """The mailbox app."""

    name = "murakami.domain.mailbox"
    label = "mailbox"
