"""Django's name for this room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register app."""

    name = "murakami.domain.register"
    label = "register"
