"""The connection: PRAGMAs set and asserted, immediate transactions behind the write gate of the process."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, features, operations, schema

from murakami.foundation.database.append_only import TRIGGER_PREFIX
from murakami.foundation.database.durability import NotDurable
from murakami.foundation.database.gate import WriteGate, gate_for

BUSY_SECONDS = 20.0
# Set in this order: WAL must wait for other processes, so the timeout comes first.
SETTINGS = {
    "busy_timeout": int(BUSY_SECONDS * 1000),
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: the log is on the disk before COMMIT returns
    "fullfsync": 1,  # macOS: a plain fsync leaves the data in the drive's cache
    "checkpoint_fullfsync": 1,
    "foreign_keys": 1,
    "temp_store": 2,  # MEMORY: sorting leaves no personal data in temporary files
}
_READS = re.compile(r"\s*(SELECT|PRAGMA|EXPLAIN|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|END|VALUES)\b", re.IGNORECASE)


class DatabaseFeatures(features.DatabaseFeatures):
    """SQLite of this decade takes far more than the 999 parameters that Django assumes."""

    max_query_params = 32_766  # SQLITE_MAX_VARIABLE_NUMBER since 3.32


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations, with a `flush` that passes append-only tables."""

    def sql_flush(self, style: Any, tables: Any, **options: Any) -> list[str]:
        """Write the statements that empty `tables`: append-only triggers are lifted and laid again around them."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [(name, sql) for name, sql in cursor.fetchall() if name.startswith(TRIGGER_PREFIX)]
        lift = [f"DROP TRIGGER {self.quote_name(name)}" for name, _ in triggers]
        return [*lift, *super().sql_flush(style, tables, **options), *(sql for _, sql in triggers)]


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    """Django's schema editor, whose rebuilding of a table keeps the triggers."""

    def _remake_table(self, *args: Any, **options: Any) -> None:
        """Rebuild a table with every trigger lifted, then lay them again.

        SQLite drops those of the table without a word, and stops at those of other tables that name it.
        """
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        for name, _ in triggers:
            self.execute(f"DROP TRIGGER {self.quote_name(name)}", params=None)
        super()._remake_table(*args, **options)  # type: ignore[misc]  # not in the stubs
        for _, sql in triggers:
            self.execute(sql, params=None)


class GatedCursor(base.SQLiteCursorWrapper):
    """A cursor whose single writes outside a transaction also pass the gate."""

    gate: WriteGate

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """Write places for values as SQLite wants them; of a statement that was run before, from memory."""
        return _marked(query) if param_names is None else str(super().convert_query(query, param_names=param_names))

    def execute(self, query: str, params: Any = None) -> "GatedCursor":
        """Run one statement, through the gate if it writes."""
        with _passing(self, query):
            super().execute(query, params)
        return self

    def executemany(self, query: str, param_list: Any) -> "GatedCursor":
        """Run one statement for many parameters, through the gate if it writes."""
        with _passing(self, query):
            super().executemany(query, param_list)
        return self


@lru_cache(maxsize=512)
def _marked(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


@contextmanager
def _passing(cursor: GatedCursor, query: str) -> Iterator[None]:
    if cursor.connection.in_transaction or _READS.match(query):
        yield  # reading needs no turn; a transaction has its turn already
        return
    cursor.gate.enter(timeout=BUSY_SECONDS)
    try:
        yield
    finally:
        cursor.gate.leave()


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite in WAL mode with full synchronisation, whose writers pass one by one in the order they came.

    Every transaction is IMMEDIATE: one that reads first and writes later would fail at once, whatever the timeout.
    """

    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    SchemaEditorClass = DatabaseSchemaEditor
    _holds_gate = False

    def get_connection_params(self) -> dict[str, Any]:
        """Add the immediate mode to what the settings say."""
        params: dict[str, Any] = super().get_connection_params()
        params.setdefault("timeout", BUSY_SECONDS)
        self.transaction_mode = "IMMEDIATE"
        return params

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """Open the file and prove that it is durable.

        Raises:
            NotDurable: a PRAGMA did not take (a file system without shared memory, an in-memory database).
        """
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        try:
            _set_and_assert(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    @property
    def gate(self) -> WriteGate:
        """The gate that this file's writers in this process share."""
        return gate_for(str(self.settings_dict["NAME"]))

    def create_cursor(self, name: str | None = None) -> GatedCursor:
        """Open a cursor that knows the gate."""
        cursor: GatedCursor = self.connection.cursor(factory=GatedCursor)
        cursor.gate = self.gate
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        self.gate.enter(timeout=BUSY_SECONDS)
        self._holds_gate = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # a failed commit keeps the turn: the rollback that follows gives it back
        self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_gate()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave_gate()

    def _leave_gate(self) -> None:
        if self._holds_gate:
            self._holds_gate = False
            self.gate.leave()


def read_settings(connection: sqlite3.Connection) -> dict[str, Any]:
    """Read what the connection says of each setting that durability rests on."""
    return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}


def _set_and_assert(connection: sqlite3.Connection) -> None:
    for name, value in SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    found = read_settings(connection)
    wrong = [f"{name} is {found[name]}, not {value}" for name, value in SETTINGS.items() if found[name] != value]
    if wrong:
        raise NotDurable(
            f"SQLite does not keep its promises here: {'; '.join(wrong)}. "
            "Put DATA_DIR on a local disk (not a network share, not memory), or set DATABASE_URL to PostgreSQL."
        )
