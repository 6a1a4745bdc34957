"""Django's name for this room."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The office app."""

    name = "murakami.interfaces.office"
    label = "office"
