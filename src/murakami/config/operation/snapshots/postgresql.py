"""Pictures of PostgreSQL: pg_dump in a snapshot that we hold open, so that counts and rows are of one moment."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import connection, transaction

from murakami.config.operation.snapshots.picture import Contents, SnapshotFailed, Taker, read_contents

_INSTALLED = Path("/usr/lib/postgresql")
_FROM_SETTINGS = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}


def _take(target: Path) -> Contents:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
        snapshot, version = cursor.fetchone()
        run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}")
        target.chmod(0o600)

        def ask(sql: str) -> Iterable[tuple[object, ...]]:
            cursor.execute(sql)
            return list(cursor.fetchall())

        tables = connection.introspection.table_names(cursor)
        return read_contents(ask, tables=tables, server=f"PostgreSQL {version}")


def _put_back(picture: Path) -> None:
    """Drop every table and write the picture's, in one transaction of psql."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    connection.close()
    drop = [f'DROP TABLE IF EXISTS {", ".join(f"{connection.ops.quote_name(name)}" for name in tables)} CASCADE'] if tables else []
    with tempfile.TemporaryDirectory(prefix="restore-", dir=picture.parent if _is_writable(picture.parent) else None) as folder:
        script = Path(folder) / "database.sql"
        run("pg_restore", "--no-owner", "--no-privileges", "--clean", "--if-exists", f"--file={script}", str(picture))
        commands = [part for statement in drop for part in ("--command", statement)]
        run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *commands, f"--file={script}")


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def _check(picture: Path) -> Iterator[str]:
    """Have pg_restore read every row of the picture."""
    try:
        run("pg_restore", "--file=/dev/null", str(picture))
    except SnapshotFailed as failed:
        yield f"データベースの写しを読めません（{failed}）。"


def problems_of_server() -> Iterator[str]:
    """Name constraints that PostgreSQL does not vouch for. SQL: 1."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE NOT convalidated ORDER BY conname")
        for (name,) in cursor.fetchall():
            yield f"制約 {name} は確かめられていません。ALTER TABLE … VALIDATE CONSTRAINT {name} で確かめてください。"


def run(program: str, *arguments: str) -> str:
    """Run a program of PostgreSQL on our database; the password does not stand in its arguments.

    Raises:
        SnapshotFailed: it is not installed, or it failed; with its own words.
    """
    done = subprocess.run([_find(program), *arguments], env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SnapshotFailed(f"{program}: {done.stderr.strip()[-600:]}")
    return done.stdout


def _find(program: str) -> str:
    """Find the newest one: pg_dump must not be older than its server."""
    installed = [folder / "bin" / program for folder in _INSTALLED.glob("*") if re.fullmatch(r"\d+", folder.name)]
    found = [path for path in sorted(installed, key=lambda path: int(path.parts[-3]), reverse=True) if path.exists()]
    where = str(found[0]) if found else shutil.which(program)
    if where is None:
        raise SnapshotFailed(f"{program} がありません。PostgreSQL のクライアント（postgresql-client）を入れてください。")
    return where


def _environment() -> dict[str, str]:
    settings = connection.settings_dict
    given = {name: str(settings[ours]) for ours, name in _FROM_SETTINGS.items() if settings.get(ours)}
    options = settings.get("OPTIONS") or {}
    return {**given, "PGCLIENTENCODING": "UTF8", "PGAPPNAME": "murakami",
            **({"PGSSLMODE": str(options["sslmode"])} if "sslmode" in options else {})}


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


TAKER = Taker(part="database.dump", take=_take, put_back=_put_back, is_empty=_is_empty, check=_check)
