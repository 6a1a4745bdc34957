"""Django's name for this room, and the books that nobody rewrites."""

from django.apps import AppConfig

from murakami.foundation.database.append_only import keep_append_only


class IntakeConfig(AppConfig):
    """The intake app."""

    name = "murakami.domain.intake"
    label = "intake"

    def ready(self) -> None:
        """Have the database refuse any change of what has been filed."""
        keep_append_only(self.get_model("Filing"))
        keep_append_only(self.get_model("FilingRevision"))
