"""Books that nobody rewrites: the database itself refuses UPDATE and DELETE on them.

A room says so once, in the `ready` of its AppConfig: `keep_append_only(self.get_model("Event"))`. The triggers are laid
after every `migrate`, because SQLite drops them without a word whenever a migration rebuilds the table.
"""

from dataclasses import dataclass
from typing import Any, Literal

from django.apps import AppConfig, apps
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from django.db.models.signals import post_migrate

Change = Literal["UPDATE", "DELETE"]
TRIGGER_PREFIX = "append_only_"
_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""
_POSTGRESQL_UNLESS = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS ({unless}) THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$
"""


@dataclass(frozen=True, slots=True)
class _Book:
    model: type[Model]
    refuses: tuple[Change, ...]
    columns: tuple[str, ...]
    unless: str = ""

    def triggers(self) -> dict[str, str]:
        """Map the name of each trigger to the event that fires it."""
        table = self.model._meta.db_table
        found: dict[str, str] = {}
        for change in self.refuses:
            only = " OF " + ", ".join(f'"{name}"' for name in self.columns)
            event = change + (only if change == "UPDATE" and self.columns else "")
            found[f"{TRIGGER_PREFIX}{table}_{change.lower()}"] = event
        return found


_books: dict[str, _Book] = {}


def keep_append_only(
    model: type[Model],
    *,
    refuses: tuple[Change, ...] = ("UPDATE", "DELETE"),
    columns: tuple[str, ...] = (),
    unless: str = "",
) -> None:
    """Have the database refuse `refuses` on the table of `model`, from the next `migrate` on.

    With `columns` (database names) an UPDATE is refused only when it names one of them: for rows of which one part is
    fixed for ever and another moves. `unless` is a query over the row OLD: where it finds something, a DELETE passes (the
    event that says that somebody is forgotten). The refusal reaches the caller as `django.db.IntegrityError`.
    """
    _books[model._meta.label_lower] = _Book(model, refuses, columns, unless)
    post_migrate.connect(_lay_after_migrate, dispatch_uid="murakami.database.append_only")


def lay_triggers(*, using: str = DEFAULT_DB_ALIAS, app_label: str | None = None) -> None:
    """Lay the triggers of every append-only table that exists; again and again gives the same result."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        books = [book for book in _books.values() if _is_here(book, tables, using=using, app_label=app_label)]
        if books and connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for book in books:
            for name, event in book.triggers().items():
                for statement in _statements(connection, name, event, book):
                    cursor.execute(statement)


def list_missing_triggers(*, using: str = DEFAULT_DB_ALIAS) -> tuple[str, ...]:
    """Name the triggers that should stand on the tables there are, and do not. SQL: 2."""
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
    }
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
        tables = set(connection.introspection.table_names(cursor))
    books = [book for book in _books.values() if _is_here(book, tables, using=using, app_label=None)]
    wanted = {name for book in books for name in book.triggers()}
    return tuple(sorted(wanted - standing))


def _is_here(book: _Book, tables: set[str], *, using: str, app_label: str | None) -> bool:
    meta = book.model._meta
    mine = app_label in {None, meta.app_label}
    return mine and meta.db_table in tables and router.allow_migrate_model(using, book.model)


def _statements(connection: BaseDatabaseWrapper, name: str, event: str, book: _Book) -> tuple[str, ...]:
    table = book.model._meta.db_table
    trigger, on = connection.ops.quote_name(name), connection.ops.quote_name(table)
    unless = book.unless if event == "DELETE" else ""
    if connection.vendor == "postgresql":
        function = f"append_only_refuse_{table}" if unless else "append_only_refuse"
        lay = (
            f"CREATE OR REPLACE TRIGGER {trigger} BEFORE {event} ON {on} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        return (_POSTGRESQL_UNLESS.format(function=function, unless=unless), lay) if unless else (lay,)
    when = f"WHEN NOT EXISTS ({unless}) " if unless else ""
    return (
        f"DROP TRIGGER IF EXISTS {trigger}",
        f"CREATE TRIGGER {trigger} BEFORE {event} ON {on} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {event.split(maxsplit=1)[0]} is refused'); END",
    )


def _lay_after_migrate(*, app_config: AppConfig, using: str, **_: Any) -> None:
    if any(apps.get_app_config(label.split(".")[0]) == app_config for label in _books):
        lay_triggers(using=using, app_label=app_config.label)
