"""What the tables hold, so that a test can say that nothing has changed."""

from django.apps import apps
from django.db import connection

# sign-ins, looks and counted attempts are left out: being seen and counted is what they are for
_APPS = frozenset({"accounts", "events", "files", "spool", "intake", "mailbox", "cases", "register", "mfa"})
_LEFT_OUT = frozenset({"accounts.Attempts", "accounts.SignInRecord"})


def all_content() -> dict[str, list[tuple[object, ...]]]:
    """Read every row of every table that says something about people and their affairs, by model."""
    held = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in _APPS and model._meta.label not in _LEFT_OUT:
                key = model._meta.pk.column  # type: ignore[union-attr]
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY "{key}"')
                held[model._meta.label] = cursor.fetchall()
    return held


def changed_since(before: dict[str, list[tuple[object, ...]]]) -> set[str]:
    """Name the models whose rows are not what they were."""
    return {label for label, rows in all_content().items() if rows != before[label]}
