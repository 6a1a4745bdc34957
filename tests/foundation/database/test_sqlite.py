"""Our SQLite backend: durable on every connection, immediate, fair among threads."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction
from django.db.utils import ConnectionHandler

from murakami.foundation.database.durability import NotDurable
from murakami.foundation.database.sqlite import base
from murakami.foundation.database.sqlite.base import DatabaseWrapper
from murakami.foundation.events.models import Event
from murakami.foundation.events.operations import append


def _open(path: str, **options: Any) -> DatabaseWrapper:
    settings = {
        "default": {
            "ENGINE": "murakami.foundation.database.sqlite",
            "NAME": path,
            "OPTIONS": options,
            "CONN_MAX_AGE": None,
        }
    }
    wrapper = ConnectionHandler(settings)["default"]
    assert isinstance(wrapper, DatabaseWrapper)
    return wrapper


@pytest.fixture(autouse=True)
def _own_files(django_db_blocker: Any) -> Iterator[None]:
    """These tests open files of their own, not the test database."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A fresh file with one table `note(text)`."""
    wrapper = _open(str(tmp_path / "notes.sqlite3"))
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    yield wrapper
    wrapper.close()


def test_connect__asserts_every_setting_that_durability_rests_on(database: DatabaseWrapper) -> None:
    found = base.read_settings(database.connection)
    assert found == base.SETTINGS
    assert (found["journal_mode"], found["synchronous"], found["foreign_keys"]) == ("wal", 2, 1)


def test_connect__refuses_a_database_in_memory() -> None:
    with pytest.raises(NotDurable, match="journal_mode is memory"):
        _open(":memory:").ensure_connection()


def test_connect__refuses_when_a_setting_does_not_take(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(base.SETTINGS, "synchronous", 7)
    with pytest.raises(NotDurable, match="synchronous is 0, not 7"):
        _open(str(tmp_path / "x.sqlite3")).ensure_connection()


def test_atomic__takes_the_write_lock_at_its_beginning(database: DatabaseWrapper) -> None:
    other = sqlite3.connect(database.settings_dict["NAME"], timeout=0)
    with transaction_of(database), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


class transaction_of:  # noqa: N801 - reads as a verb
    """`transaction.atomic` for a connection that is in no registry."""

    def __init__(self, database: DatabaseWrapper) -> None:
        self.database = database

    def __enter__(self) -> None:
        self.database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)

    def __exit__(self, error: object, *_: object) -> None:
        (self.database.rollback if error else self.database.commit)()
        self.database.set_autocommit(True)


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_gate__is_left_at_every_end_of_a_transaction(database: DatabaseWrapper, end: str) -> None:
    database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert _is_held(database)
    getattr(database, end)()
    assert not _is_held(database)


def test_gate__is_left_when_the_transaction_cannot_begin(
    database: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("no")

    monkeypatch.setattr(database, "create_cursor", refuse)
    with pytest.raises(OperationalError):
        database.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not _is_held(database)


def test_gate__holds_single_writes_back_too_but_never_reads(database: DatabaseWrapper) -> None:
    path, written, read = database.settings_dict["NAME"], list[str](), list[int]()

    def write() -> None:
        mine = _open(path)
        with mine.cursor() as cursor:
            read.append(cursor.execute("SELECT count(*) FROM note").fetchone()[0])
            cursor.execute("INSERT INTO note (text) VALUES (%s)", ["late"])
        written.append("late")
        mine.close()

    with transaction_of(database):
        writer = threading.Thread(target=write)
        writer.start()
        while not database.gate.waiting:
            threading.Event().wait(0.001)
        assert (written, read) == ([], [0])
        with database.cursor() as cursor:
            cursor.execute("INSERT INTO note (text) VALUES (%s)", ["early"])
    writer.join(10)
    with database.cursor() as cursor:
        assert [row[0] for row in cursor.execute("SELECT text FROM note ORDER BY id")] == ["early", "late"]


def _is_held(database: DatabaseWrapper) -> bool:
    return database.gate._holder is not None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own promises")
@pytest.mark.django_db(transaction=True)
def test_atomic__lets_many_threads_write_without_one_failing(at: datetime) -> None:
    failed: list[Exception] = []

    def write(number: int) -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    append(kind="test.written", subject_key=f"s{number}", at=at)
        except (OperationalError, IntegrityError) as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert Event.objects.count() == 120


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own promises")
@pytest.mark.django_db
def test_features__insert_many_rows_in_one_statement() -> None:
    limit = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
    assert limit >= connection.features.max_query_params
