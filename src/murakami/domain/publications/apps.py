"""Django's name for this room."""

from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """The publications app."""

    name = "murakami.domain.publications"
    label = "publications"
