"""Django's name for this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from murakami.domain.cases.state_guard import lay_state_guard
from murakami.foundation.database.append_only import keep_append_only
from murakami.foundation.files.naming import keep_while_named

_FORGOTTEN = (
    "SELECT 1 FROM events_event e JOIN cases_case c ON c.subject_key = e.subject_key "
    "WHERE e.kind = 'case.forgotten' AND c.id = OLD.case_id"
)


class CasesConfig(AppConfig):
    """The cases app; the database itself keeps revisions and entries as written and refuses a state without its event."""

    name = "murakami.domain.cases"
    label = "cases"

    def ready(self) -> None:
        """Have the guards laid after every migrate."""
        for book in ("CaseRevision", "Entry"):
            keep_append_only(self.get_model(book), unless=_FORGOTTEN)
        keep_while_named(self.get_model("CaseFile"), "sha256")
        keep_while_named(self.get_model("Decision"), "letter_sha256")
        post_migrate.connect(_lay, sender=self, dispatch_uid="murakami.cases.state_guard")


def _lay(*, using: str, **_: object) -> None:
    lay_state_guard(using=using)
