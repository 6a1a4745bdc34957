"""Every form of every page, as everybody who may open it: no failure, no long wait, nothing lost, nothing let through.

And a 個人番号 that is planted in every field, in file names, headers and addresses reaches no row, session, log, mail or file.
"""

import random
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.urls import reverse

from murakami.foundation.database.scanning import scan_database
from tests.cast import Who
from tests.fuzz.planting import Planter, squeezed, watched
from tests.fuzz.values import WAYS, Values
from tests.fuzz.walking import Walk
from tests.interfaces.walk.mounted import PAGES
from tests.scene import Scene, set_up_once

SOME = 80  # requests in the suite; `make fuzz` sends as many as it is told
FEW = 15  # numbers planted in the suite, on pages that the seed chooses; `make fuzz` goes through all
NUMBER = Values(random.Random(7)).digits()
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


def test_number__planted_in_a_form_comes_out_nowhere(scene: Scene, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]) -> None:
    seed = pytestconfig.getoption("fuzz_seed") or random.randrange(10**9)
    planter, is_long = Planter(scene, random.Random(seed)), pytestconfig.getoption("fuzz_requests") > 0
    pages = [route for route in PAGES if not route.name.startswith("api:")]
    for route in planter.rng.sample(pages, len(pages)):
        if is_long or planter.sendings < FEW:
            planter.plant(route)
    if is_long:
        with capsys.disabled():
            print(f"\nseed {seed}: {planter.sendings} numbers planted")
    assert planter.sendings
    assert not planter.found, "\n".join([f"again with --fuzz-seed {seed}", *planter.found])


def test_watch__sees_a_number_however_it_is_written(scene: Scene) -> None:
    """The instrument itself: what is stored is seen, by it and by `murakami scan`."""
    from murakami.foundation.accounts.models import Unit

    before = len(scan_database().findings)
    for count, way in enumerate(WAYS):
        assert NUMBER in squeezed(way(NUMBER))
        with watched() as watch:
            Unit.objects.create(code=f"planted-{count}", name=way(NUMBER))
        assert watch.places_of(NUMBER) == ["a row"]
    assert len(scan_database().findings) == before + len(WAYS)


def test_number__in_an_address_that_is_not_there_is_not_said_again(scene: Scene) -> None:
    for who, way in zip(cycle((Who.STRANGER, Who.RESIDENT, Who.HEAD)), WAYS, strict=False):
        said = way(NUMBER)
        for where in (f"/{said}/", f"/office/cases/{said}/", f"/my/filings/{said}/", f"{reverse('portal:search')}?q={said}"):
            with watched() as watch:
                answer = scene.browser(who).get(where)
            assert watch.places_of(NUMBER) == [], where
            assert answer.status_code == 200 or NUMBER not in squeezed(answer.content.decode()), where
