"""What the tables hold, so that a test can say that nothing has changed."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import connection

# sign-ins, when a session was last used, looks and counted attempts are left out: being seen and counted is what they are for
_APPS = frozenset({"accounts", "events", "files", "spool", "intake", "mailbox", "cases", "register", "mfa"})
_LEFT_OUT = frozenset({"accounts.Attempts", "accounts.OpenSession", "accounts.SignInRecord"})


def all_content() -> dict[str, list[tuple[object, ...]]]:
    """Read every row of every table that says something about people and their affairs, by model."""
    held = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in _APPS and model._meta.label not in _LEFT_OUT:
                key = model._meta.pk.column  # type: ignore[union-attr]
                cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY "{key}"')
                held[model._meta.label] = cursor.fetchall()
    return held


def changed_since(before: dict[str, list[tuple[object, ...]]]) -> set[str]:
    """Name the models whose rows are not what they were."""
    return {label for label, rows in all_content().items() if rows != before[label]}


# being seen and counted is what these are for
_COUNTERS = re.compile(r"(django_session|accounts_attempts|accounts_signinrecord|accounts_opensession|limits_\w+)")
_WRITES = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)


@contextmanager
def noted_writes() -> Iterator[set[str]]:
    """Note which tables are written inside, also where it is taken back; those that count are left out."""
    written: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found = _WRITES.match(sql)
        if found and not _COUNTERS.fullmatch(found[1]):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def whole_content() -> dict[str, str]:
    """Sum up every row of every table of this zone, by table; those that count are left out."""
    sums = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if not _COUNTERS.fullmatch(table):
                cursor.execute(f'SELECT * FROM "{table}"')
                sums[table] = sha256(repr(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()
    return sums
