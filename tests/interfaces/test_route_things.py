"""Whose a thing is: whoever may come in finds at an address only what belongs there, and nothing that is guessed."""

from urllib.parse import quote

import pytest
from django.conf import settings

from murakami.config.zones import serves
from tests.cast import Who
from tests.interfaces.routes import ROUTES, Route
from tests.interfaces.walk.answers import word_for
from tests.interfaces.walk.filling import request_body
from tests.interfaces.walk.mounted import HERE, parts_of
from tests.interfaces.walk.things import address, identifiers, insider
from tests.scene import Scene
from tests.tables import all_content, changed_since

GUESSES = ("0", "-1", "%2e%2e", "a" * 32, "f" * 64, "birth", "MK-2611-99999-9", "a" * 1000, "\x00", "葛\U000e0100城",
           "\u202e", "child-allowance-claim/x", "1e309", "me.name.value")
FOR_FIRMS = {"portal:my-firm-end", "portal:my-firm-readmit"}
OBJECTS = [route for route in HERE if parts_of(route.name) and not route.name.startswith("api:")]


@pytest.mark.parametrize("route", OBJECTS, ids=lambda route: route.name)
def test_route__knows_nothing_that_is_guessed(route: Route, scene: Scene) -> None:
    """Whoever may come in: another thing in the address is not there, and nothing has happened."""
    before, right = all_content(), identifiers(route.name, scene)
    bodies = {method: request_body(route, method, scene) for method in sorted(route.methods)}
    for part in parts_of(route.name):
        for guess in GUESSES:
            if guess == right[part]:
                continue
            target = _guessed(route, scene, part, guess)
            for method, body in bodies.items():
                browser = scene.browser(insider(route, scene))
                answer = browser.generic(method, target, **body)
                word = word_for(answer, browser)
                assert word in _expected(route, part, guess), f"{part}={guess!r} {method}: {answer.status_code} {answer.headers}"
    assert changed_since(before) == set()


def _expected(route: Route, part: str, guess: str) -> set[str]:
    # a page of the interview that is not asked any more leads back to the conversation, which is one's own
    own = {("portal:page", "page_key"), ("portal:leave-out", "instance"), ("portal:my-correction-item", "item_key")}
    words = {"404", "yes", "said"} if (route.name, part) in own else {"404"}
    # the scene has nobody of a firm: everybody in it is led to the door before anything is looked up
    words |= {"portal"} if route.name in FOR_FIRMS else set()
    return words | ({"said"} if guess == "\x00" else set())


def _guessed(route: Route, scene: Scene, part: str, guess: str) -> str:
    right = identifiers(route.name, scene)[part]
    return f"/{quote(guess, safe='')}/".join(address(route, scene).split(f"/{right}/")) if part != "number" else (
        address(route, scene).replace(right, quote(guess, safe="")))


@pytest.mark.parametrize(("who", "name", "swapped"), [
    (Who.RESIDENT, "portal:file", {"sha256": "letter_file"}),  # one's own talk, a file from elsewhere
    (Who.RESIDENT, "portal:receipt", {"key": "draft"}),
    (Who.RESIDENT, "portal:review", {"key": "correction"}),
    (Who.RESIDENT, "portal:my-letter", {"key": "correction"}),
    (Who.RESIDENT, "portal:my-correction", {"key": "letter"}),
    (Who.RESIDENT, "portal:my-file", {"sha256": "letter_file"}),
    (Who.CLERK, "office:case-file", {"sha256": "letter_file"}),
])
def test_route__gives_a_thing_only_where_it_belongs(who: Who, name: str, swapped: dict[str, str], scene: Scene) -> None:
    if who not in scene.sessions or not serves(settings.ZONE, ROUTES[name].home):
        pytest.skip("another zone's")
    before, other = all_content(), {part: getattr(scene, thing) for part, thing in swapped.items()}
    answer = scene.browser(who).get(address(ROUTES[name], scene, **other))
    # a draft has no receipt yet and leads back to where it stands
    assert (answer.status_code == 302 and "receipt" not in answer["Location"]) if name == "portal:receipt" else (
        answer.status_code == 404)
    assert changed_since(before) == set()
