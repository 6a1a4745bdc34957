"""Pictures of SQLite: `VACUUM INTO` reads one moment while others write, and leaves what was deleted behind."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from murakami.config.operation.snapshots.picture import Contents, SnapshotFailed, Taker, read_contents

_PATIENCE_SECONDS = 60.0
_MOST_SHOWN = 20


def _take(target: Path) -> Contents:
    try:
        with closing(_open(_file())) as source:
            source.execute("VACUUM INTO ?", [str(target)])
        target.chmod(0o600)
        with target.open("rb") as written:
            os.fsync(written.fileno())
        with closing(open_picture(target)) as picture:
            return read_contents(picture.execute, tables=_tables(picture), server=f"SQLite {sqlite3.sqlite_version}")
    except sqlite3.Error as error:
        raise SnapshotFailed(f"SQLite: {error}") from error


def _put_back(picture: Path) -> None:
    """Write the picture over the database through SQLite itself: one transaction, seen by whoever has it open."""
    connection.close()
    try:
        with closing(open_picture(picture)) as source, closing(_open(_file())) as target:
            target.execute("PRAGMA journal_mode = wal")
            source.backup(target)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise SnapshotFailed(f"SQLite: {error}") from error


def _is_empty() -> bool:
    return not _file().exists() or _file().stat().st_size == 0


def _check(picture: Path) -> Iterator[str]:
    try:
        with closing(open_picture(picture)) as source:
            yield from problems_of(source)
    except sqlite3.Error as error:
        yield f"データベースの写しを読めません（{error}）。"


def problems_of(database: sqlite3.Connection) -> Iterator[str]:
    """Let SQLite itself look whether the file is whole and no row names one that is not there."""
    for (said,) in database.execute(f"PRAGMA integrity_check({_MOST_SHOWN})"):
        if said != "ok":
            yield f"データベースが壊れています：{said}"
    for table, row, parent, _ in database.execute("PRAGMA foreign_key_check").fetchmany(_MOST_SHOWN):
        yield f"表 {table} の行 {row} が指す {parent} の行がありません。"


def open_picture(path: Path) -> sqlite3.Connection:
    """Open a picture for reading; nothing is written beside it."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE_SECONDS, isolation_level=None)


def _tables(database: sqlite3.Connection) -> list[str]:
    return [name for (name,) in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]


def _file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


TAKER = Taker(part="database.sqlite3", take=_take, put_back=_put_back, is_empty=_is_empty, check=_check)
