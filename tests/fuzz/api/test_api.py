"""The API, sent whatever its document allows and what it does not: no failure, and every answer as the document says."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from murakami.domain.publications.operations import publish_document
from murakami.foundation.database.scanning import scan_database
from tests.fuzz.api.document import taken
from tests.fuzz.api.walking import Walk
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db
SOME = 250  # requests in the suite; `make fuzz` sends as many as it is told
ENOUGH = 5_000  # from so many on, every operation has to have been reached well
MOST_SHOWN = 60


@pytest.fixture
def town(db: None) -> Iterator[Any]:
    load_packs()
    publish_document(kind="indicator", key="filings", title="届いた件数", document={"a": [1]}, at=timezone.now())
    yield


def test_api__answers_whatever_is_sent_as_its_document_says(town: None, pytestconfig: pytest.Config) -> None:
    seed, requests = pytestconfig.getoption("fuzz_seed") or random.randrange(10**9), pytestconfig.getoption("fuzz_requests") or SOME
    walk = Walk(seed)
    walk.run(requests)
    reached = {name for (name, status), _times in walk.answers.items() if status < 300}
    print(f"seed {seed}: {walk.requests} requests, {len(walk.found)} findings, {len(reached)} of {len(taken())} operations answered well")
    print(", ".join(f"{name} {status}: {times}" for (name, status), times in sorted(walk.answers.items())))
    if walk.found:
        pytest.fail("\n".join([f"again with --fuzz-seed {seed}", *list(walk.found)[:MOST_SHOWN]]), pytrace=False)
    assert scan_database().findings == ()
    assert {one.id for one in taken()} - reached == set() or requests < ENOUGH
