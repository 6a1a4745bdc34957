"""The app `api`."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Installs the room."""

    name = "murakami.interfaces.api"
    label = "api"

    def ready(self) -> None:
        """Let the tokens of an account end with its sessions."""
        from murakami.foundation.accounts.sessions import ENDED  # noqa: PLC0415 - models can be imported only now
        from murakami.interfaces.api.tokens import end_tokens  # noqa: PLC0415

        ENDED.connect(lambda account_id, **_more: end_tokens(account_id), weak=False, dispatch_uid="api.tokens")
