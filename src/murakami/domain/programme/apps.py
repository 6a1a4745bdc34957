"""Django's name for this room."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """The programme app."""

    name = "murakami.domain.programme"
    label = "programme"
