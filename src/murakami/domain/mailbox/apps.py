"""Django's name for this room."""

from django.apps import AppConfig

from murakami.foundation.files.naming import keep_while_named


class MailboxConfig(AppConfig):
    """The mailbox app."""

    name = "murakami.domain.mailbox"
    label = "mailbox"

    def ready(self) -> None:
        """Keep the contents of letters as long as they are here."""
        keep_while_named(self.get_model("Letter"), "sha256")
