"""Our PostgreSQL backend waits for its disk, or does not open."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ConnectionHandler

from murakami.foundation.database.durability import NotDurable
from murakami.foundation.database.postgresql.base import (
    DatabaseWrapper,
    read_settings,
    replicates_later,
    waits_for_replica,
)

pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own promises"),
    pytest.mark.django_db,
]


@pytest.fixture
def open_with(db: None) -> Iterator[Any]:
    """Open another connection to the test database with session options."""
    opened: list[DatabaseWrapper] = []

    def open_connection(options: str) -> DatabaseWrapper:
        settings = {**connection.settings_dict, "OPTIONS": {"options": options}}
        wrapper = ConnectionHandler({"default": settings})["default"]
        assert isinstance(wrapper, DatabaseWrapper)
        opened.append(wrapper)
        wrapper.ensure_connection()
        return wrapper

    yield open_connection
    for wrapper in opened:
        wrapper.close()


def test_connect__waits_for_the_disk() -> None:
    connection.ensure_connection()
    assert read_settings(connection.connection)["synchronous_commit"] == "on"


def test_connect__refuses_when_commits_would_not_wait(open_with: Any) -> None:
    with pytest.raises(NotDurable, match="synchronous_commit is off"):
        open_with("-c synchronous_commit=off")


@pytest.mark.parametrize("mode", ["local", "remote_apply"])
def test_connect__accepts_every_mode_that_waits_for_the_local_disk(open_with: Any, mode: str) -> None:
    assert read_settings(open_with(f"-c synchronous_commit={mode}").connection)["synchronous_commit"] == mode


def test_replica__that_nobody_set_up_is_neither_waited_for_nor_late() -> None:
    """With one: tests/crash/test_failover.py."""
    assert not waits_for_replica(connection)
    assert not replicates_later(connection)
