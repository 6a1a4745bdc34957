"""Django's name for this room, and the books that nobody rewrites."""

from django.apps import AppConfig

from murakami.foundation.database.append_only import keep_append_only
from murakami.foundation.files.naming import keep_while_named

_FORGOTTEN = "SELECT 1 FROM events_event e WHERE e.kind = 'filing.forgotten' AND e.subject_key = OLD.subject_key"
_FILING_FORGOTTEN = (
    "SELECT 1 FROM events_event e JOIN intake_filing f ON f.subject_key = e.subject_key "
    "WHERE e.kind = 'filing.forgotten' AND f.id = OLD.filing_id"
)


class IntakeConfig(AppConfig):
    """The intake app."""

    name = "murakami.domain.intake"
    label = "intake"

    def ready(self) -> None:
        """Have the database refuse any change of what has been filed; it goes only with the event that it is forgotten."""
        keep_append_only(self.get_model("Filing"), unless=_FORGOTTEN)
        keep_append_only(self.get_model("FilingRevision"), unless=_FILING_FORGOTTEN)
        keep_while_named(self.get_model("IntakeFile"), "sha256")
