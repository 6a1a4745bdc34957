"""Django's name for this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from murakami.domain.programme.year_guard import lay_year_guard
from murakami.foundation.database.append_only import keep_append_only


class ProgrammeConfig(AppConfig):
    """The programme app; the database itself keeps what was signed and what was frozen as they are."""

    name = "murakami.domain.programme"
    label = "programme"

    def ready(self) -> None:
        """Have the guards laid after every migrate."""
        for book in ("EvaluationStep", "FrozenCorrection"):
            keep_append_only(self.get_model(book))
        post_migrate.connect(_lay, sender=self, dispatch_uid="murakami.programme.year_guard")


def _lay(*, using: str, **_: object) -> None:
    lay_year_guard(using=using)
