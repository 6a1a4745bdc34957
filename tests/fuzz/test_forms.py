"""Every form of every page, as everybody who may open it: no failure, no long wait, nothing lost, nothing let through."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fuzz.walking import Walk
from tests.scene import Scene, set_up_once

SOME = 120  # requests in the suite; `make fuzz` sends as many as it is told
MOST_SHOWN = 200


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), set_up_once() as scene:
        yield scene


@pytest.fixture
def scene(made: Scene, db: None) -> Scene:
    return made


def test_forms__answer_whatever_is_sent(scene: Scene, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    seed, asked = pytestconfig.getoption("fuzz_seed") or random.randrange(10**9), pytestconfig.getoption("fuzz_requests")
    walk = Walk(scene)
    walk.run(seed=seed, requests=asked or SOME)
    if asked:
        with capsys.disabled():
            print(f"\nseed {seed}: {walk.requests} requests, {len(walk.forms)} forms, answers {dict(walk.answers)}")
    assert not walk.found, "\n".join([f"again with --fuzz-seed {seed}", *walk.found[:MOST_SHOWN]])
