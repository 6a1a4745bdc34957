"""Django's name for this room."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    """The mandates app."""

    name = "murakami.domain.mandates"
    label = "mandates"
