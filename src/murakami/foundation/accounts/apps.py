"""Django's name for this room, and the book that nobody rewrites."""

from django.apps import AppConfig

from murakami.foundation.database.append_only import keep_append_only


class AccountsConfig(AppConfig):
    """The accounts app."""

    name = "murakami.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Fix the sign-in book; its lines go only when their time of keeping is over."""
        keep_append_only(self.get_model("SignInRecord"), refuses=("UPDATE",))
