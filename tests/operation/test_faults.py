"""Faults injected one by one: a clear page, nothing lost, and on again without a hand.

Here what a resident meets while the disk is full or read only, the database is gone, the clock jumps. Killed processes are
in tests/crash, the mail server that refuses in tests/interfaces/sign_in, the directory between the zones in
tests/foundation/spool.
"""

import re
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.operation.installation import Installation
from tests.operation.postgres import Server, has_postgresql
from tests.serving import Served, fresh_databases, start

pytestmark = [pytest.mark.slow, pytest.mark.crash]
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
NUMBER = re.compile(r"\b[A-Z]{2}-\d{4}-\d{5,}-\d\b")


class Visitor:
    """A resident with a prepared conversation, who looks at every page."""

    def __init__(self, ready: dict[str, str], talk: dict[str, str], port: int) -> None:
        self.review, self._port = f"/talks/{talk['key']}/review/", port
        self.form = {"csrfmiddlewaretoken": "a" * 32, "reviewed": talk["reviewed"]}
        self._cookies = f"{ready['cookie']}={talk['session']}; {ready['csrf']}={'a' * 32}"

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, body=urlencode(form) if form else None, headers={
                "Cookie": self._cookies, "Content-Type": "application/x-www-form-urlencoded", "Accept-Language": "ja"})
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location") or "", answer.read().decode()
        finally:
            connection.close()

    def files(self) -> tuple[int, str, str]:
        """Press the button."""
        return self.ask("POST", self.review, self.form)

    def is_told_to_press_again(self) -> dict[str, str]:
        """Meet the page of a fault; gives what it keeps of the form."""
        status, _, page = self.files()
        assert status == 503, page[:400]
        assert "何も失われていません" in page
        assert "もう一度送る" in page
        return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page)}

    def presses_again(self, kept: dict[str, str]) -> set[str]:
        """Press the button of that page; gives the receipt numbers that are shown then."""
        status, where, page = self.ask("POST", self.review, kept)
        assert status == 302, page[:400]
        return set(NUMBER.findall(self.ask("GET", where)[2]))


@pytest.fixture
def database() -> Iterator[dict[str, str]]:
    """A fresh database, as settings."""
    with fresh_databases(1) as [one]:
        yield one


@contextmanager
def served(place: Installation) -> Iterator[tuple[Served, list[Visitor]]]:
    """Serve a place to three residents who are ready to file."""
    ready = place.prepare().script("tests.crash.prepare", "3")
    running = start(place.environment)
    try:
        yield running, [Visitor(ready, talk, running.port) for talk in ready["talks"]]
    finally:
        if running.process.poll() is None:
            running.kill()


def family(process: int) -> list[int]:
    """A process and all that it has started."""
    children = [int(child) for path in Path(f"/proc/{process}/task").glob("*/children") for child in path.read_text().split()]
    return [process, *(each for child in children for each in family(child))]


def limit_files(served: Served, limit: tuple[int, int]) -> None:
    """Let no file of the server grow beyond a size: writing fails as on a full disk."""
    for process in family(served.process.pid):
        resource.prlimit(process, resource.RLIMIT_FSIZE, limit)


def wait_until_ready(visitor: Visitor) -> None:
    """The server must come back by itself."""
    for _ in range(600):
        if visitor.ask("GET", "/readyz")[0] == 200:
            return
        threading.Event().wait(0.05)
    raise AssertionError(visitor.ask("GET", "/readyz")[2])


def test_full_disk__is_said_and_the_same_form_is_taken_when_there_is_room(tmp_path: Path) -> None:
    place = Installation(tmp_path / "data")
    with served(place) as (server, [one, other, third]):
        assert other.ask("GET", "/procedures/")[0] == 200
        limit_files(server, (4096, resource.RLIM_INFINITY))
        assert third.ask("GET", "/procedures/")[0] == 200, "reading goes on for whoever has signed in, too"
        kept = one.is_told_to_press_again()
        assert kept == one.form
        assert other.ask("GET", "/healthz")[0] == 200
        with urlopen(f"{server.url}/procedures/") as page:
            assert page.status == 200, "reading goes on for whoever leaves no trace"
        limit_files(server, UNLIMITED)
        numbers = one.presses_again(kept)
        assert len(numbers) == 4
        assert one.presses_again(kept) == numbers, "twice is once"
        assert server.stop() == 0
    assert set(place.ask("list(m('intake.Filing').objects.values_list('receipt_number', flat=True))")) == numbers
    place.run("spool", "run")
    assert "すべてそろっています" in place.run("verify")


@pytest.mark.skipif(not has_postgresql(), reason="PostgreSQL is not installed")
def test_database_that_is_gone__is_said_and_comes_back_by_itself(tmp_path: Path) -> None:
    with Server() as postgresql:
        place = Installation(tmp_path / "data", database={"DATABASE_URL": postgresql.url})
        with served(place) as (server, [one, other, third]):
            first = other.presses_again(other.form)
            postgresql.stop()
            kept = one.is_told_to_press_again()
            assert '"database"' in one.ask("GET", "/readyz")[2]
            assert one.ask("GET", "/healthz")[0] == 200
            postgresql.start()
            wait_until_ready(third)
            numbers = one.presses_again(kept) | third.presses_again(third.form)
            assert server.stop() == 0
        assert len(first | numbers) == 12
        assert set(place.script("tests.crash.book", "finish")["cases"]) == first | numbers
        assert "すべてそろっています" in place.run("verify")


def test_server__finishes_what_it_is_doing_and_gives_its_leases_back_when_told_to_stop(
    tmp_path: Path, database: dict[str, str]
) -> None:
    place = Installation(tmp_path / "data", database=database)
    with served(place) as (server, [one, *_]):
        connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
        body = urlencode(one.form).encode()
        connection.putrequest("POST", one.review)
        for name, value in (("Cookie", one._cookies), ("Content-Length", str(len(body))),
                            ("Content-Type", "application/x-www-form-urlencoded")):
            connection.putheader(name, value)
        connection.endheaders(body[:10])
        wait_until_read(server, one)
        server.process.terminate()
        connection.send(body[10:])
        assert connection.getresponse().status == 302
        assert server.process.wait(40) == 0
    assert place.ask("m('intake.Filing').objects.count()") == 4
    assert place.ask("m('spool.Message').objects.exclude(leased_by='').count()") == 0


def wait_until_read(server: Served, visitor: Visitor) -> None:
    """Ask for another page: by then the half request, sent before it, is in the hands of a thread."""
    assert visitor.ask("GET", "/healthz")[0] == 200
