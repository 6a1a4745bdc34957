"""What a picture of a database holds, whatever the database."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Ask = Callable[[str], Iterable[Any]]


class SnapshotFailed(RuntimeError):
    """The database could not be pictured or put back; says what its own program said."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What one moment of the database holds: migrations, rows by table, stored contents with their bytes."""

    server: str
    migrations: dict[str, list[str]]
    counts: dict[str, int]
    files: dict[str, int]


@dataclass(frozen=True, slots=True)
class Taker:
    """How a kind of database is pictured: `take` writes the part `part`, `put_back` replaces everything there is.

    `put_back` is one transaction: before it or after it, never between. `is_empty` says whether there is a table.
    """

    part: str
    take: Callable[[Path], Contents]
    put_back: Callable[[Path], None]
    is_empty: Callable[[], bool]
    check: Callable[[Path], Iterable[str]]


def read_contents(ask: Ask, *, tables: Iterable[str], server: str) -> Contents:
    """Ask a database for what it holds. SQL: 2 and one for each table."""
    there = sorted(tables)
    migrations: dict[str, list[str]] = {}
    if "django_migrations" in there:
        for app, name in ask("SELECT app, name FROM django_migrations ORDER BY app, name"):
            migrations.setdefault(app, []).append(name)
    counts = {table: next(iter(ask(f'SELECT count(*) FROM "{table}"')))[0] for table in there}  # noqa: S608
    files = dict(ask("SELECT sha256, size FROM files_storedfile")) if "files_storedfile" in there else {}
    return Contents(server=server, migrations=migrations, counts=counts, files=files)
