"""Django's name for the residents' pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal app."""

    name = "murakami.interfaces.portal"
    label = "portal"
