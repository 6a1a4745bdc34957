"""Django's name for this room."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """The learning app."""

    name = "murakami.domain.learning"
    label = "learning"
