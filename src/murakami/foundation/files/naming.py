"""Which rows name stored contents: each room says so when it is ready."""

from django.db.models import Model

_names: list[tuple[type[Model], str]] = []


def keep_while_named(model: type[Model], field: str) -> None:
    """Have contents stay as long as a row of `model` names them in `field`; said in the `ready` of an AppConfig."""
    _names.append((model, field))


def list_names() -> tuple[tuple[type[Model], str], ...]:
    """List every model with the field in which it names contents."""
    return tuple(_names)
