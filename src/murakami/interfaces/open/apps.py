"""Django's name for the public pages."""

from django.apps import AppConfig


class OpenConfig(AppConfig):
    """The open app."""

    name = "murakami.interfaces.open"
    label = "open"
