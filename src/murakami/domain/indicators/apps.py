"""Django's name for this room."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The indicators app."""

    name = "murakami.domain.indicators"
    label = "indicators"
