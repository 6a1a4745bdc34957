"""The database's own guard: a case's state changes only together with the event that says so.

Laid after every `migrate`, because SQLite drops triggers without a word whenever a migration rebuilds the table.
"""

from django.db import DEFAULT_DB_ALIAS, connections

CHANGE, BIRTH = "cases_state_needs_event", "cases_birth_needs_event"
_EVENT = """NOT EXISTS (SELECT 1 FROM events_event e WHERE e.id = NEW.last_event_id
    AND e.subject_key = NEW.subject_key AND e.kind = 'case.' || NEW.state)"""
_NOT_NEWER = "NEW.last_event_id <= OLD.last_event_id"  # an event of long ago says nothing about now

_SQLITE = (
    f"DROP TRIGGER IF EXISTS {CHANGE}",
    f"DROP TRIGGER IF EXISTS {BIRTH}",
    f"""CREATE TRIGGER {CHANGE} BEFORE UPDATE OF state ON cases_case
    WHEN NEW.state <> OLD.state AND ({_NOT_NEWER} OR {_EVENT})
    BEGIN SELECT RAISE(ABORT, 'a case changes its state only with its event'); END""",
    f"""CREATE TRIGGER {BIRTH} BEFORE INSERT ON cases_case WHEN {_EVENT}
    BEGIN SELECT RAISE(ABORT, 'a case begins only with its event'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION cases_check_state() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        IF NEW.state = OLD.state THEN RETURN NEW; END IF;
        IF NEW.last_event_id <= OLD.last_event_id THEN
          RAISE EXCEPTION 'a case changes its state only with its event' USING ERRCODE = 'restrict_violation';
        END IF;
      END IF;
      IF """
    + _EVENT
    + """ THEN
        RAISE EXCEPTION 'a case changes its state only with its event' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$""",
    f"""CREATE OR REPLACE TRIGGER {CHANGE} BEFORE INSERT OR UPDATE OF state ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_check_state()""",
)


def lay_state_guard(*, using: str = DEFAULT_DB_ALIAS) -> None:
    """Lay the guard; again and again gives the same result."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if "cases_case" not in connection.introspection.table_names(cursor):
            return
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)
