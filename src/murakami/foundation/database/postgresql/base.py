"""The connection: psycopg 3, synchronous commit asserted."""

from typing import Any

from django.db.backends.postgresql import base

from murakami.foundation.database.durability import NotDurable

DURABLE = frozenset({"on", "local", "remote_write", "remote_apply"})  # each waits for the local disk; only off does not


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL that waits for its own disk at every commit."""

    def init_connection_state(self) -> None:
        """Prepare a new connection and prove that its commits are durable.

        Raises:
            NotDurable: `synchronous_commit` is off for this role, database or server.
        """
        super().init_connection_state()
        found = read_settings(self.connection)
        if found["synchronous_commit"] not in DURABLE:
            self.close()
            raise NotDurable(
                f"PostgreSQL would acknowledge before its disk has the data: synchronous_commit is "
                f"{found['synchronous_commit']}. Remove that setting from the role, the database or postgresql.conf."
            )


def read_settings(connection: Any) -> dict[str, str]:
    """Read what the server says of each setting that durability rests on. One statement."""
    names = ("synchronous_commit", "fsync", "full_page_writes")
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"current_setting('{name}')" for name in names))
        return dict(zip(names, cursor.fetchone(), strict=True))
