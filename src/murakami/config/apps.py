"""Binds what the rooms left open, once all of them are ready."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The last app: ports get their adapters, messages their handlers."""

    name = "murakami.config"
    label = "config"

    def ready(self) -> None:
        """Bind everything this zone runs."""
        from murakami.config.wiring import bind  # noqa: PLC0415 - models can be imported only now

        bind()
