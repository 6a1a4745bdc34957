"""Django's name for this room."""

from django.apps import AppConfig

from murakami.foundation.database.append_only import keep_append_only


class EventsConfig(AppConfig):
    """The events app; its book is append-only in the database itself."""

    name = "murakami.foundation.events"
    label = "events"

    def ready(self) -> None:
        """Have the database refuse every rewriting of the book and of its seal."""
        for book in ("Event", "EventLeaf", "EventNode", "Checkpoint"):
            keep_append_only(self.get_model(book))
