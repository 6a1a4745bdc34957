"""Django's name for this room."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started


class ProceduresConfig(AppConfig):
    """The procedures app."""

    name = "murakami.domain.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Have each request look once whether definitions have changed."""
        from murakami.domain.procedures import memory  # noqa: PLC0415 models are not ready before

        request_started.connect(memory.begin_request, dispatch_uid="procedures.begin_request")
        request_finished.connect(memory.end_request, dispatch_uid="procedures.end_request")
