"""Fixtures of every test. The shared cast (resident, proxy, clerk, unit head, stranger) is in `tests/cast.py`."""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from murakami.foundation.database import guards

pytest_plugins = ["tests.browser.chromium"]


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A browser test that cannot run is a failure, not a gap."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report
