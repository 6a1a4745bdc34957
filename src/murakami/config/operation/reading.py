"""A picture of SQLite as a database that queries can be sent to; nothing is written beside it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper


@contextmanager
def pictured(path: Path) -> Iterator[str]:
    """Give the alias under which queries reach the picture, until the block ends."""
    alias = f"picture-{secrets.token_hex(4)}"
    name = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    settings = {**connections.settings["default"], "ENGINE": "django.db.backends.sqlite3", "NAME": name,
                "OPTIONS": {"uri": True}, "CONN_MAX_AGE": 0}
    connections[alias] = DatabaseWrapper(settings, alias)
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]


