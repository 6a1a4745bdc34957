"""Fresh databases for the tests that start processes of their own, of the kind the suite runs on."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


@contextmanager
def fresh_databases(count: int) -> Iterator[list[dict[str, str]]]:
    """Give the settings of new databases: nothing for SQLite, a DATABASE_URL each on PostgreSQL; dropped at the end."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        yield [{} for _ in range(count)]
        return
    base, _, _ = url.rpartition("/")
    names = [f"fresh_{uuid.uuid4().hex}" for _ in range(count)]
    with psycopg.connect(url, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}")
        yield [{"DATABASE_URL": f"{base}/{name}"} for name in names]
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
