"""The journeys: the demo itself, driven by people in front of browsers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Windows
from tests.journeys.house import House, running_house


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this directory, so that `-m "not browser"` leaves them out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session", params=["all", "zones"])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demo in one process, and in two zones; started once per session."""
    with running_house(request.param, tmp_path_factory.mktemp(f"house_{request.param}")) as house:
        yield house


@pytest.fixture
def windows(browser: Browser, house: House) -> Iterator[Windows]:
    """Windows onto the demo; a script error or a violation of the content policy fails the test."""
    windows = Windows(browser, base_url=house.portal)
    yield windows
    windows.close()
    assert windows.wrong == []
