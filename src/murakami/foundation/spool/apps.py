"""Django's name for this room."""

from django.apps import AppConfig


class SpoolConfig(AppConfig):
    """The spool app."""

    name = "murakami.foundation.spool"
    label = "spool"
