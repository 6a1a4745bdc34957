"""Fixtures of every test. The shared cast (resident, proxy, clerk, unit head, stranger) is in `tests/cast.py`."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from murakami.foundation.database import guards
from tests.migrated import copy_database

pytest_plugins = ["tests.browser.chromium"]

# rooms that are plain Python, and checks of texts: what holds of them with one database holds with the other
_ASK_NO_DATABASE = ("kernel/", "engines/", "adapters/", "architecture/", "docs/", "packs/", "deploy/", "interfaces/components/")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the long run of tests/fuzz be told how long and from where: `make fuzz`."""
    parser.addoption("--fuzz-requests", type=int, default=0, help="requests that tests/fuzz sends; 0: a few")
    parser.addoption("--fuzz-seed", type=int, default=0, help="the seed of an earlier run; 0: that of the random order")


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Let pytest-django take the database that it finds: on SQLite a copy of a migrated one, in a directory that ends with the run."""
    return connection.vendor == "sqlite" or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin on SQLite with a migrated database; going on, pytest-django migrates it as ever."""
    if connection.vendor == "sqlite":
        copy_database(Path(connection.settings_dict["TEST"]["NAME"]), environment={**os.environ, "MURAKAMI_ZONE": settings.ZONE})


@pytest.fixture(autouse=True)
def _no_sql_while_rendering() -> Iterator[None]:
    """Every template of every test renders without SQL."""
    with guards.no_sql_while_rendering():
        yield


@pytest.fixture(autouse=True)
def _japanese() -> None:
    """Every test begins in Japanese: a request leaves its language behind in the thread."""
    translation.activate("ja")


@pytest.fixture
def sql_at_most(db: None) -> Callable[[int], AbstractContextManager[CaptureQueriesContext]]:
    """`with sql_at_most(12):` fails when the block sends more statements, and lists them."""
    return guards.sql_at_most


@pytest.fixture
def at() -> datetime:
    """A Monday morning at the counter: 2026-11-23 09:00 in Japan."""
    return datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what asks no database: the run on SQLite has shown it."""
    if connection.vendor != "postgresql":
        return
    left_out = [item for item in items if _asks_no_database(item)]
    config.hook.pytest_deselected(items=left_out)
    kept = set(items) - set(left_out)
    items[:] = [item for item in items if item in kept]


def _asks_no_database(item: pytest.Item) -> bool:
    """Tell by the room and by what the test takes, both."""
    room = str(item.path.relative_to(Path(__file__).parent))
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    return room.startswith(_ASK_NO_DATABASE) and not asks


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A browser test that cannot run is a failure, not a gap."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
