"""The database of this process: our SQLite backend in DATA_DIR, or our PostgreSQL backend by address."""

from typing import Any

import dj_database_url

from murakami.config.environment import Environment, SettingRefused

SQLITE = "murakami.foundation.database.sqlite"
POSTGRESQL = "murakami.foundation.database.postgresql"


def database_of(environment: Environment) -> dict[str, Any]:
    """Say what Django's DATABASES["default"] is.

    Connections stay open: opening one anew costs a third of the writes per second.

    Raises:
        SettingRefused: DATABASE_URL names another kind of database.
    """
    kept = {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
    if not environment.database_url:
        path = environment.data_dir / f"murakami-{environment.zone}.sqlite3"
        return {"ENGINE": SQLITE, "NAME": str(path), **kept}
    found: dict[str, Any] = dict(dj_database_url.parse(environment.database_url))
    engines = {"django.db.backends.sqlite3": SQLITE, "django.db.backends.postgresql": POSTGRESQL}
    if found["ENGINE"] not in engines:
        raise SettingRefused("DATABASE_URL: neither postgres:// nor sqlite://. Write one of these two.")
    return {**found, "ENGINE": engines[found["ENGINE"]], **kept}
