"""Residents file while the house is closed, changed and taken back: what was acknowledged stays, the others wait."""

import subprocess
from http.client import HTTPException
from pathlib import Path

import pytest

import murakami
from tests.crash.clients import Acknowledged, Resident
from tests.operation.installation import Installation
from tests.operation.test_backup_under_load import filing
from tests.operation.test_upgrade import cut
from tests.serving import fresh_databases, start

pytestmark = [pytest.mark.crash, pytest.mark.slow]


class _Closed(HTTPException):
    """The house is closed: press again."""


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages of the closed house that residents saw; each has them press again."""
    pages: list[str] = []
    ask = Resident._ask

    def patient(self: Resident, *request: str) -> tuple[int, str, str]:
        status, where, page = ask(self, *request)
        if status == 503:
            pages.append(page)
            raise _Closed
        return status, where, page

    monkeypatch.setattr(Resident, "_ask", patient)
    return pages


def close_twice(place: Installation, shelf: Path, residents: list[Resident], told: Acknowledged) -> subprocess.CompletedProcess[str]:
    """Have an upgrade fail at its very end, and another succeed, while residents file."""
    for resident in residents:
        resident.start()
    while len(told.numbers) < 6:
        residents[0].join(0.02)
    failed = cut(place, shelf, "check", "fail")
    assert any(resident.is_alive() for resident in residents), "the load was over before the upgrade was"
    place.run("upgrade", str(shelf))
    return failed


def test_upgrade__under_load_loses_nothing_acknowledged_even_when_it_is_taken_back(tmp_path: Path, waited: list[str]) -> None:
    with fresh_databases(1) as [database]:
        place, told = Installation(tmp_path / "data", database=database).prepare(), Acknowledged()
        (place.data_dir / "release.json").unlink()  # as if its data were still to be taken to this release
        with filing(place, told) as residents:
            server = start(place.environment)
            try:
                failed = close_twice(place, tmp_path / "shelf", residents, told)
                for resident in residents:
                    resident.join(120)
                assert server.stop() == 0
            finally:
                if server.process.poll() is None:
                    server.kill()
        assert failed.returncode == 1
        assert waited
        assert all("何も失われていません" in page and "もう一度送る" in page for page in waited if "<form" in page)
        book = place.script("tests.crash.book", "finish")
        assert {key for key, _ in book["filings"]} == set(told.numbers)
        assert {number for _, number in book["filings"]} == set().union(*told.numbers.values())
        assert sorted(book["cases"]) == sorted(number for _, number in book["filings"])
        assert murakami.__version__ in (place.data_dir / "release.json").read_text()
