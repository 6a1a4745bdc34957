"""Django's name for this room; finds the parts of packs that the other rooms register."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PacksConfig(AppConfig):
    """The packs app."""

    name = "murakami.foundation.packs"
    label = "packs"

    def ready(self) -> None:
        """Import `packs.py` of every installed app: importing it registers its parts and loaders."""
        autodiscover_modules("packs")
