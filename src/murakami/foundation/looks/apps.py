"""Django's name for this room, and the books that nobody rewrites."""

from django.apps import AppConfig

from murakami.foundation.database.append_only import keep_append_only


class LooksConfig(AppConfig):
    """The looks app."""

    name = "murakami.foundation.looks"
    label = "looks"

    def ready(self) -> None:
        """Fix the book of looks, until when it has been told, and who read the report."""
        keep_append_only(self.get_model("Look"))
        keep_append_only(self.get_model("Told"))
        keep_append_only(self.get_model("ReportReading"))
