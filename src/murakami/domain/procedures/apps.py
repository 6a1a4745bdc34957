"""Django's name for this room."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The procedures app."""

    name = "murakami.domain.procedures"
    label = "procedures"
