"""Every route × every role, walked over the addresses that are really mounted; see `routes/` for the tables.

On its own this runs for the zone of its settings; `test_zones.py` runs it again as `edge` and as `core`.
"""

import pytest
from django.contrib.sessions.models import Session

from tests.cast import Who
from tests.interfaces.routes import Route
from tests.interfaces.walk.answers import undone, word_for
from tests.interfaces.walk.filling import NEEDS_MORE, request_body, sent
from tests.interfaces.walk.mounted import FORMS, HERE, PAGES, mounted
from tests.interfaces.walk.preparing import prepare
from tests.interfaces.walk.things import address, insider
from tests.scene import Scene
from tests.tables import all_content, changed_since

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# what reading tells the agency, because that is what it means; who looked at a case is written in every zone's looks
READINGS_THAT_TELL = {"portal:my-letter": {"mailbox.Letter", "events.Event", "spool.Message"},
                      "portal:my-filing": {"mailbox.Message"},
                      "office:update": {"events.Event"}}


def test_table__holds_exactly_the_routes_of_this_zone() -> None:
    assert sorted(name for name, _ in mounted()) == sorted(route.name for route in HERE)


def test_table__no_route_without_a_name() -> None:
    assert [str(entry.pattern) for _, entry in mounted() if not entry.name] == []


@pytest.mark.parametrize(("route", "method"), [
    pytest.param(route, method, id=f"{method} {route.name}") for route in HERE for method in sorted(route.methods)])
def test_route__answers_everybody_as_the_table_says(route: Route, method: str, scene: Scene) -> None:
    prepare(route.name, scene)
    before, target, body = all_content(), address(route, scene), request_body(route, method, scene)
    for who in (Who.STRANGER, *scene.sessions):
        with undone():
            browser = scene.browser(who)
            answer = browser.generic(method, target, **body)
            word = word_for(answer, browser)
            if word == "said" and route.name in NEEDS_MORE:
                word = "yes"
            assert word == route.answers[who], f"{who}: {answer.status_code} {answer.headers}"
            assert answer.status_code != 500
            assert route.answers[who] == "yes" or changed_since(before) == set(), f"{who} changed something"


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_page__changes_nothing_by_being_read(route: Route, scene: Scene) -> None:
    before = all_content()
    for who in {Who.STRANGER, insider(route, scene)}:
        for method in ("GET", "HEAD"):
            scene.browser(who).generic(method, address(route, scene))
    assert changed_since(before) <= READINGS_THAT_TELL.get(route.name, set())


@pytest.mark.parametrize("route", FORMS, ids=lambda route: route.name)
def test_form__is_refused_without_its_token(route: Route, scene: Scene) -> None:
    before, sessions, target = all_content(), Session.objects.count(), address(route, scene)
    form = sent(route, scene)
    for who in {Who.STRANGER, insider(route, scene)}:
        for token in ("", "x" * 64, "\x00", "あ" * 32):
            browser = scene.browser(who, checks_csrf=True)
            answer = browser.post(target, {**form, "csrfmiddlewaretoken": token})
            # a page that keeps what was typed comes back to itself and asks to send again
            assert answer.status_code == 403 or answer.headers.get("Location") == target, f"{who} {token!r}"
    assert changed_since(before) == set()
    assert Session.objects.count() == sessions


@pytest.mark.parametrize("route", HERE, ids=lambda route: route.name)
def test_route__takes_no_other_method(route: Route, scene: Scene) -> None:
    allowed = route.methods | ({"HEAD"} if "GET" in route.methods else set())
    before = all_content()
    for who in {Who.STRANGER, insider(route, scene)}:
        browser = scene.browser(who)
        for method in set(METHODS) - allowed:
            answer = browser.generic(method, address(route, scene))
            assert word_for(answer, browser) in {"405", route.answers[who]} - {"yes"}, f"{who} {method}"
    assert changed_since(before) == set()
