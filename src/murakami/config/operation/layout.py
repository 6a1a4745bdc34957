"""What lies in the data directory: the database, the files by hash, the keys, what is made anew, and the rest."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from murakami.config.environment import list_secret_files
from murakami.foundation.keys.files import keys_folder

_MADE_ANEW = frozenset({"static", "metrics", "static.stamp", "maintenance.json", "upgrade.json", "restoring.json", "release.json"})
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_DATABASE_TAILS = ("", "-wal", "-shm", "-journal")


def database_file() -> Path | None:
    """Say where SQLite's file lies; None on PostgreSQL."""
    return Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None


def key_files() -> list[Path]:
    """List the files that hold secrets: the keys, and what the settings name as `…_FILE`."""
    kept = [path for path in _walk(keys_folder()) if not path.name.startswith(".")]
    return sorted({*kept, *(path for path in list_secret_files() if path.is_file())})


def other_files(*, besides: Path) -> list[Path]:
    """List what else is kept in DATA_DIR: neither database, stored content, key, nor made anew by the software.

    `besides` is the directory of the backups, which may lie in there; so may the directory between the zones.
    """
    apart = {settings.FILES_DIR, besides.resolve(), *([settings.SPOOL_DIR] if settings.SPOOL_DIR else [])}
    secrets = {path.resolve() for path in key_files()}
    return sorted(path for path in _walk(settings.DATA_DIR, apart=frozenset(apart))
                  if _is_kept(path.relative_to(settings.DATA_DIR)) and path.resolve() not in secrets)


def stored_contents() -> Iterator[Path]:
    """List the contents that lie in the store, whatever the database says of them."""
    return (path for path in _walk(settings.FILES_DIR) if _HASH.match(path.name))


def place_of(root: Path, digest: str) -> Path:
    """Say where a content lies below a store of files."""
    return root / digest[:2] / digest


def _is_kept(path: Path) -> bool:
    top = path.parts[0]
    database = database_file()
    is_database = database is not None and path.name in {database.name + tail for tail in _DATABASE_TAILS}
    return not (top in _MADE_ANEW or top == "keys" or is_database or path.suffix == ".lock"
                or any(part.startswith(".") for part in path.parts))


def _walk(root: Path, *, apart: frozenset[Path] = frozenset()) -> Iterator[Path]:
    if not root.is_dir():
        return
    for path in root.iterdir():
        if path.is_symlink() or path.resolve() in apart:
            continue
        if path.is_dir():
            yield from _walk(path, apart=apart)
        elif path.is_file():
            yield path
