"""The app `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Installs the room."""

    name = "murakami.interfaces.api"
    label = "api"
