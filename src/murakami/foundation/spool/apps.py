"""Django's name for this room."""

from django.apps import AppConfig

from murakami.foundation.database.append_only import keep_append_only


class SpoolConfig(AppConfig):
    """The spool app."""

    name = "murakami.foundation.spool"
    label = "spool"

    def ready(self) -> None:
        """Keep what operators decided as it was written."""
        keep_append_only(self.get_model("Decision"))
