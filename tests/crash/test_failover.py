"""The first database server dies while residents file: on the second, once promoted, is every filing that was acknowledged."""

import json
import os
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.crash.clients import Acknowledged, Resident
from tests.crash.replica import FIRST, SECOND, Pair, pair, patiently
from tests.operation.installation import Installation
from tests.serving import start

pytestmark = [pytest.mark.crash, pytest.mark.slow,
              pytest.mark.skipif(not os.environ.get("DATABASE_URL"), reason="SQLite has no replica")]
TALKS, CLIENTS, ACKNOWLEDGED_FIRST = 60, 4, 8


def said_of(port: int) -> dict[str, Any]:
    """What /readyz says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as refused:
        return dict(json.load(refused))


def killed_under_load(servers: Pair, place: Installation) -> dict[str, frozenset[str]]:
    """Have residents file until the first server dies; gives what they were told. On the way the second is away for a while."""
    ready, told, is_up = place.script("tests.crash.prepare", str(TALKS)), Acknowledged(), threading.Event()
    port = int(place.environment["PORT"])
    residents = [Resident(ready["talks"][number::CLIENTS], port=port, cookies=ready, told=told, is_up=is_up) for number in range(CLIENTS)]
    running = start(place.environment)
    try:
        for resident in residents:
            resident.start()
        servers.kill(SECOND)
        is_up.set()
        patiently(lambda: said_of(port)["problems"] == ["replica"])
        assert "postgresql-replica-away" in place.refuse("doctor")
        assert told.numbers == {}  # nobody was told what the second does not have
        servers.start(SECOND)
        patiently(lambda: len(told.numbers) >= ACKNOWLEDGED_FIRST)
        servers.kill(FIRST)
        is_up.clear()
        assert said_of(port)["problems"] == ["database"]
        return dict(told.numbers)
    finally:
        running.kill()


def test_failover__keeps_what_was_acknowledged(tmp_path: Path) -> None:
    with pair() as servers:
        before = Installation(tmp_path, database={"DATABASE_URL": servers.url(FIRST)}).prepare()
        acknowledged = killed_under_load(servers, before)
        servers.run("pg_ctl", "promote", "-D", SECOND)
        after = Installation(tmp_path, database={"DATABASE_URL": servers.url(SECOND)})
        filed: dict[str, set[str]] = {}
        for key, number in after.script("tests.crash.book", "finish")["filings"]:
            filed.setdefault(key, set()).add(number)
        assert {key: filed.get(key) for key in acknowledged} == {key: set(shown) for key, shown in acknowledged.items()}
        assert "すべてそろっています" in after.run("verify")
