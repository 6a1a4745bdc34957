"""The database's own guard: a frozen year stays as it was frozen, with the plans and results that it was made from.

Laid after every `migrate`, because SQLite drops triggers without a word whenever a migration rebuilds the table. The names
begin like those of append-only books: emptying a test's database lifts them for a moment.
"""

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from murakami.foundation.database.append_only import TRIGGER_PREFIX

_WORDS = "a frozen year does not change"
_YEAR = "programme_year"
_KEPT = ("fiscal_year", "state", "document", "sha256", "frozen_at")
# table of what a year was made from -> what it says, apart from its keys
_PARTS = {
    "programme_yearplan": ("initiative_id", "fiscal_year", "plan", "result", "status", "status_reason", "budget_yen",
                           "settlement_yen"),
    "programme_kpiyear": ("kpi_id", "fiscal_year", "target", "result", "evidence"),
}


def lay_year_guard(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Lay the guard; again and again gives the same result."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if not {_YEAR, *_PARTS} <= tables:
            return
        for statement in _statements(connection):
            cursor.execute(statement)


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    return _postgresql() if connection.vendor == "postgresql" else _sqlite()


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    changed = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in _KEPT)
    found = _sqlite_trigger(f"{_YEAR}_kept", f"BEFORE UPDATE ON {_YEAR} WHEN OLD.state = 'frozen' AND ({changed})", refuse)
    found += _sqlite_trigger(f"{_YEAR}_stays", f"BEFORE DELETE ON {_YEAR} WHEN OLD.state = 'frozen'", refuse)
    for table, columns in _PARTS.items():
        differs = " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in columns)
        either = f"({_is_frozen('NEW')} OR {_is_frozen('OLD')})"
        found += _sqlite_trigger(f"{table}_new", f"BEFORE INSERT ON {table} WHEN {_is_frozen('NEW')}", refuse)
        found += _sqlite_trigger(f"{table}_kept", f"BEFORE UPDATE ON {table} WHEN {either} AND ({differs})", refuse)
        found += _sqlite_trigger(f"{table}_stays", f"BEFORE DELETE ON {table} WHEN {_is_frozen('OLD')}", refuse)
    return found


def _sqlite_trigger(name: str, when: str, body: str) -> list[str]:
    name = f"{TRIGGER_PREFIX}{name}"
    return [f"DROP TRIGGER IF EXISTS {name}", f"CREATE TRIGGER {name} {when} {body}"]


def _postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'restrict_violation';"
    changed = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in _KEPT)
    found = [_function("programme_keep_year", f"""
      IF OLD.state = 'frozen' AND TG_OP = 'DELETE' THEN {refuse} END IF;
      IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
      IF OLD.state = 'frozen' AND ({changed}) THEN {refuse} END IF;"""),
             _postgresql_trigger(f"{_YEAR}_kept", _YEAR, "UPDATE OR DELETE", "programme_keep_year")]
    for table, columns in _PARTS.items():
        differs = " OR ".join(f'NEW."{name}" IS DISTINCT FROM OLD."{name}"' for name in columns)
        function = f"{table}_keep"
        found += [_function(function, f"""
      IF TG_OP = 'INSERT' THEN
        IF {_is_frozen('NEW')} THEN {refuse} END IF;
        RETURN NEW;
      END IF;
      IF TG_OP = 'DELETE' THEN
        IF {_is_frozen('OLD')} THEN {refuse} END IF;
        RETURN OLD;
      END IF;
      IF ({_is_frozen('NEW')} OR {_is_frozen('OLD')}) AND ({differs}) THEN {refuse} END IF;"""),
                  _postgresql_trigger(f"{table}_kept", table, "INSERT OR UPDATE OR DELETE", function)]
    return found


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$"


def _postgresql_trigger(name: str, table: str, change: str, function: str) -> str:
    return f"CREATE OR REPLACE TRIGGER {TRIGGER_PREFIX}{name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"


def _is_frozen(row: str) -> str:
    found = f"SELECT 1 FROM {_YEAR} y WHERE y.fiscal_year = {row}.fiscal_year AND y.state = 'frozen'"  # noqa: S608 - our words
    return f"EXISTS ({found})"
