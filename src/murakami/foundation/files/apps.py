"""Django's name for this room."""

from django.apps import AppConfig

from murakami.foundation.files.naming import keep_while_named


class FilesConfig(AppConfig):
    """The files app; what was released from quarantine stays as long as the note on it."""

    name = "murakami.foundation.files"
    label = "files"

    def ready(self) -> None:
        """Have released contents stay."""
        keep_while_named(self.get_model("HeldFile"), "released_sha256")
