"""What somebody may not see they may not change: whatever they send, no row of any table becomes another.

Every form of the table of relations, sent by everybody it does not concern, over the same things as `test_relations.py`.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings

from tests.cast import Who
from tests.interfaces.relations import RELATIONS, line_of
from tests.interfaces.routes import Route
from tests.interfaces.test_relations import Stage
from tests.interfaces.walk.answers import undone, word_for
from tests.interfaces.walk.filling import NEEDS_MORE, sent
from tests.interfaces.walk.mounted import HERE
from tests.interfaces.walk.preparing import prepare
from tests.page_forms import read_form
from tests.scene import set_up_once
from tests.tables import noted_writes, whole_content

OUTSIDE = ("household", "ended", "stranger", "firm", "elsewhere")  # who has nothing to do with it, if the table does not let them in
REFUSED = {"404", "portal", "office", "said"}
ACTS = [route for route in HERE if "POST" in route.methods and (line := line_of(route.name)) and (line.answers or line.whole == "acts")]
OWN_ACTS = [route for route in ACTS if line_of(route.name).answers.get("self") == "yes" and settings.ZONE != "core"]


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Stage]:
    with django_db_blocker.unblock(), set_up_once() as scene:
        yield Stage(scene)


@pytest.fixture
def there(stage: Stage, db: None) -> Stage:
    return stage


@pytest.mark.parametrize("route", ACTS, ids=lambda route: route.name)
def test_act__of_somebody_it_does_not_concern_changes_nothing(route: Route, there: Stage) -> None:
    prepare(route.name, there.scene)
    form, target = filled(route, there), there.address(route)
    for relation in OUTSIDE:
        if not _is_outside(route, relation):
            continue
        with undone():
            browser = there.browser_in(relation)
            with noted_writes() as written:
                word = word_for(browser.post(target, form), browser)
            after = whole_content() if written else {}
        assert word in REFUSED, f"{relation}: {word}"
        assert not written or _without(there, relation) == after, f"{relation} wrote {written}"


@pytest.mark.parametrize("route", OWN_ACTS, ids=lambda route: route.name)
def test_act__of_whom_it_concerns_is_taken(route: Route, there: Stage) -> None:
    """The forms above are right: whoever may send them is let in."""
    prepare(route.name, there.scene)
    form = filled(route, there)
    with undone():
        browser = there.browser("self")
        word = word_for(browser.post(there.address(route), form), browser)
    assert word == "yes" or (word == "said" and route.name in NEEDS_MORE)


def filled(route: Route, there: Stage) -> dict[str, object]:
    """Fill in the form of a route as whoever may send it would."""
    may, form = [relation for relation in RELATIONS if line_of(route.name).answers.get(relation) == "yes"], dict[str, object]()
    if may and "GET" in route.methods:
        with undone(), suppress(LookupError):
            page = there.browser(may[0]).get(there.address(route))
            form = read_form(page.content, holding='type="submit"').filled(csrfmiddlewaretoken=None)
    return {**form, **sent(route, there.scene)}


def _is_outside(route: Route, relation: str) -> bool:
    answers = line_of(route.name).answers
    if answers:
        return answers[relation] in REFUSED
    return relation != "elsewhere" or route.answers[Who.ELSEWHERE] in REFUSED


def _without(there: Stage, relation: str) -> dict[str, str]:
    """What would be there, had nobody sent anything."""
    with undone():
        there.browser_in(relation)
        return whole_content()
