"""The Django app of the design system."""

from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    """Carries templates, static files and the page that shows every component."""

    name = "murakami.interfaces.components"
    label = "components"
    verbose_name = "部品"
