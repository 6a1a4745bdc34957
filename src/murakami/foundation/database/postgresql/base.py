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


def waits_for_replica(connection: Any) -> bool:
    """Say whether commits wait for a replica that is away: none is connected, and the first was told to wait. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('synchronous_standby_names') <> '' AND NOT pg_is_in_recovery()"
                       " AND NOT EXISTS (SELECT FROM pg_stat_replication)")
        return bool(cursor.fetchone()[0])


def replicates_later(connection: Any) -> bool:
    """Say whether a replica is connected that nobody waits for: what is acknowledged may not be there. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (current_setting('synchronous_standby_names') = '' OR current_setting('synchronous_commit') = 'local')"
                       " AND EXISTS (SELECT FROM pg_stat_replication)")
        return bool(cursor.fetchone()[0])
