"""The app `limits`."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Installs the room."""

    name = "murakami.foundation.limits"
    label = "limits"
