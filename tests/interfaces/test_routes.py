"""Every route × every role, walked over the addresses that are really mounted; see `routes.py` for the table.

On its own this runs for the zone `all`; `test_zones__…` runs it again as `edge` and as `core` in processes of their own.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from murakami.config.zones import serves
from tests import (
    breach_scene,
    held_scene,
    person_data_scene,
    programme_scene,
    protection_scene,
    spool_scene,
    staff_scene,
)
from tests.cast import OTHER_UNIT, UNIT, Who
from tests.interfaces.routes import ROUTES, Route
from tests.page_forms import read_form
from tests.scene import AWAITS_CORRECTION, IS_DECIDED, IS_NEW, ITEM, PARCEL, Desk, Scene, set_up_once
from tests.tables import all_content, changed_since

HERE = [route for route in ROUTES.values() if serves(settings.ZONE, route.home)
        and (route.name != "front-door" or settings.ZONE == "core")]
PAGES = [route for route in HERE if "GET" in route.methods]
# the API takes no cookies, so there is nothing that another site could use: tests/interfaces/api
FORMS = [route for route in HERE if "POST" in route.methods and not route.name.startswith("api:")]
ALSO_IN_THE_ZONES = [f"tests/interfaces/test_{name}.py" for name in ("routes", "relations", "relation_acts")]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
SIGN_INS = {"portal": "/sign-in/", "office": "/office/sign-in/"}
# what reading tells the agency, because that is what it means; who looked at a case is written in every zone's looks
READINGS_THAT_TELL = {"portal:my-letter": {"mailbox.Letter", "events.Event", "spool.Message"},
                      "portal:my-filing": {"mailbox.Message"},
                      "office:update": {"events.Event"}}


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), set_up_once() as scene:
        yield scene


@pytest.fixture
def scene(made: Scene, db: None) -> Scene:
    return made


# forms that only answer well to what a test of theirs has prepared: a code, a letter that is held, a register
NEEDS_MORE = {"office:sign-in", "office:own-password", "office:own-recovery-codes", "office:posted",
              "office:retry-letter", "office:match", "portal:my-mandate-answer",
              "office:reshuffles", "office:reshuffle-confirm", "office:own-passkey-add", "portal:passkey-add",
              "office:emergency-open", "office:mandate-end"}
# which of the resident's filings stands in the address; every other route takes the one whose case is new
FILING = {
    "office:cancel-correction": AWAITS_CORRECTION, "office:letter": IS_DECIDED, "office:close": IS_DECIDED,
    "portal:my-document": IS_DECIDED}
PLANNED = "3-2-2"  # an initiative of the unit in charge
IN_HAND = {"office:correction", "office:proposal", "office:check", "office:match", "office:approve", "office:return"}


def identifiers(name: str, scene: Scene) -> dict[str, str]:
    """What stands in the address of a route: things of the resident of the scene."""
    if not parts_of(name):
        return {}
    procedure = scene.with_file if name in {"office:case-file", "portal:my-file", "office:original"} else FILING.get(name, IS_NEW)
    receipt = scene.receipts.get(procedure, "MK-2611-00001-3")
    known = {"key": scene.draft, "event_id": "birth", "procedure": "child-allowance-claim", "instance": "sibling-1",
             "question": "me.lives_in_city", "page_key": "adult:me", "sha256": scene.file or "0" * 64,
             "receipt": receipt, "number": receipt, "item_key": scene.item,
             "edition": "2.3", "initiative": "2-1-2", "pair": "2.0..2.3"}
    known |= {"side": "giver", "code": PLANNED, "year": "2026", "task": "r8-birth-at-once", "kpi": "childcare-online", "risk": "r-two-counters"}
    known |= {"course": "privacy-basics", "session": scene.session, "result": scene.result, "signed": scene.signed, "unit": UNIT}
    known |= staff_scene.known(scene, name)
    known |= {"breach": breach_scene.BREACH}
    known |= spool_scene.known() | {"protection": protection_scene.PROTECTION}
    if name.startswith(("portal:receipt", "portal:satisfaction")):
        known["key"] = scene.filed
    if name.startswith("portal:my-correction"):
        known["key"] = scene.correction
    if name.startswith(("open:indicator", "office:indicator")):
        known["key"] = "filings"
    if name == "portal:my-mandate":
        known["key"] = scene.mandate
    if name == "portal:my-letter":
        known["key"] = scene.letter
    if name.startswith("office:held"):
        known["sha256"] = held_scene.held_digest()
    if name.startswith("api:"):
        known |= _named_by_api(name)
    if scene.stage:
        known |= scene.stage.known(name)
    return {part: known[part] for part in parts_of(name)}


def _named_by_api(name: str) -> dict[str, str]:
    from murakami.domain.procedures.queries import get_version

    named = {"life_event": "birth", "kind": "policy-edition", "page": "adult:me", "receipt_number": "MK-2611-00001-3",
             "sha256": get_version("child-allowance-claim").sha}
    return named | ({"key": "2.3"} if name == "api:publication" else {})


def prepare(name: str, scene: Scene) -> None:
    """Bring things to where the step of a route is possible."""
    desk = Desk(scene)
    if name in IN_HAND and scene.has_cases:
        desk.start(IS_NEW)
    if name in {"office:approve", "office:return"} and scene.has_cases:
        desk.propose(IS_NEW)
    if name in programme_scene.OFFICE_RUNS:
        programme_scene.run_as_office()
    if name == "office:evaluation-return":
        programme_scene.sign_first(scene)
    if name.startswith("office:held") and scene.has_cases:
        held_scene.hold_one(scene.receipts[IS_NEW], at=scene.at)
    if name.startswith("office:person-data") and scene.has_cases:
        person_data_scene.ask_for_own_data(scene.receipts[IS_NEW])
    if name.startswith("office:breach") and scene.has_cases:
        breach_scene.open_one([scene.receipts[IS_NEW]], unit=UNIT, account_id=int(scene.account(Who.HEAD)), at=scene.at)
    if name == "office:person-data-json" and scene.has_cases:
        person_data_scene.gather(scene.receipts[IS_NEW], account_id=int(scene.account(Who.CLERK)), at=scene.at)
    if name in protection_scene.ON_A_CASE and scene.has_cases:
        protection_scene.raise_one(scene.receipts[IS_NEW], at=scene.at)
    if name == "office:original" and scene.has_cases:
        held_scene.seal_one(scene.file, at=scene.at)
    if name in {"portal:my-correction-item", "portal:my-correction-check"}:
        scene.browser(Who.RESIDENT).post(reverse("portal:my-correction", args=[scene.correction]))


def sent(route: Route, scene: Scene) -> dict[str, object]:
    """What the form of a route sends when everything is right: as its page stands, with what is to be written."""
    written = {
        "portal:sign-in-email": {"email.value": "somebody@example.jp"}, "portal:my-filing": {"message.value": "こんにちは"},
        "portal:satisfaction": {"score": "5"}, "portal:begin-procedure": {}, "portal:result": {"procedure": ["child-allowance-claim"]},
        "office:held-decide": {"verdict.value": "release", "reason.value": "架空の理由です"}, "office:original": {"reason": "架空の理由です"},
        "office:correction": {"item": [ITEM], "kind-0.value": "incorrect", "reason-0.value": "架空の理由です"},
        "office:check": {}, "office:breach": {}, "office:breach-decide": {"decision.value": "no_notice", "reason.value": "架空の理由です"},
        "office:breach-new": {"kind.value": "leak", "summary.value": "架空の誤送信です", "unit.value": UNIT, "procedure.value": IS_NEW,
                              "found_on.year": "2026", "found_on.month": "1", "found_on.day": "5"},
        "office:proposal": {"outcome.value": "refused", "reasons.value": "架空の理由です"},
        "office:transfer": {"unit.value": OTHER_UNIT, "reason.value": "架空の理由です"},
        "office:return": {"reason.value": "架空の理由です"}, "office:case-talk": {"body.value": "こんにちは"},
        "office:cancel-correction": {"key": scene.correction}, "office:assign": {"assignee": scene.account(Who.HEAD)},
        "office:assign-several": {"case": f"{scene.receipts.get(IS_NEW)}:{scene.lock(IS_NEW)}", "assignee": scene.account(Who.HEAD)},
        "portal:my-mandate-ask": {"name.value": "架空 花子", "kind.value": "family", "acts.value": "file", "results.value": "no", "until.value": "year"},
        "portal:my-mandate-answer": {"code": "7K3M-P2XQ-9RTD"},
        "office:match": {"instance": "sibling-1", "register_number": "0000000001"},
        "office:plan-task-add": {"title.value": "架空のタスク"}, "office:plan-task-move": {"revision": plan_revision(), "state": "doing"},
        "office:plan-kpi-add": {"name.value": "架空", "definition.value": "数える", "unit.value": "件", "direction.value": "up"},
        "office:plan-risk-add": {"text.value": "架空", "likelihood.value": "1", "impact.value": "3"},
        "office:plan-decide": {"text.value": "架空の決定", "reason.value": "架空の理由"},
        "office:learning-session-new": {
            "course.value": "bpr-workshop", "day.year": "2099", "day.month": "12", "day.day": "3", "start.value": "t0900",
            "end.value": "t1200", "place.value": "架空の会議室", "capacity.value": "20"},
        "office:learning-check": {f"q{place}.value": "a" for place in range(5)},
        "office:learning-call-off": {"reason.value": "架空の理由です"},
        "office:plan-note": {"step.value": "observe", "text.value": "架空のメモ"},
        **programme_scene.WRITTEN, **staff_scene.written(scene),
        **spool_scene.WRITTEN, **protection_scene.WRITTEN,
    }.get(route.name, {})
    return {**_as_it_stands(route, scene), **written}


def plan_revision() -> int:
    """The count that a page of the plan would send; 0 where this zone has no plan."""
    if settings.ZONE == "edge":
        return 0
    from murakami.domain.programme.models import Initiative

    return Initiative.objects.get(code=PLANNED).revision


def _as_it_stands(route: Route, scene: Scene) -> dict[str, object]:
    if "GET" in route.methods and route.answers[insider(route, scene)] == "yes":
        query = f"?item={ITEM}" if route.name == "office:correction" else ""
        page = scene.browser(insider(route, scene)).get(address(route, scene) + query)
        with suppress(LookupError):
            return read_form(page.content, holding='type="submit"').filled(csrfmiddlewaretoken=None)
    if route.name in programme_scene.OFFICE_RUNS:
        return programme_scene.revisions(route.name)
    if route.name.startswith("office:") and scene.has_cases:
        receipt = identifiers(route.name, scene).get("receipt", "")
        return {"lock": scene.lock(next((one for one, number in scene.receipts.items() if number == receipt), IS_NEW))}
    return {}


# --- the addresses that are mounted -----------------------------------------------------------------------------------


def mounted(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from mounted(entry, inner)
        else:
            yield f"{space}{entry.name}", entry


def parts_of(name: str) -> list[str]:
    """The parts of a route's address, those of the including routes too."""
    return [part for possibility in _possibilities(name) for part in possibility[1]]


def _possibilities(name: str) -> list[tuple[str, list[str]]]:
    resolver, last = get_resolver(), name
    for space in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[space][1]
        last = name.rpartition(":")[2]
    return resolver.reverse_dict.getlist(last)[0][0]


def insider(route: Route, scene: Scene) -> Who:
    """Somebody whom the route lets in: who owns things where things are owned."""
    wanted = (Who.RESIDENT, Who.HEAD, Who.ADMINISTRATOR, Who.PERSONNEL, Who.AUDITOR, Who.ELSEWHERE,
              Who.STRANGER)
    return next((who for who in wanted if route.answers[who] == "yes" and who in (Who.STRANGER, *scene.sessions)), Who.STRANGER)


def address(route: Route, scene: Scene, **other: str) -> str:
    query = "?lang=ja&next=/-/components" if route.name == "components:display" else ""
    return reverse(route.name, kwargs={**identifiers(route.name, scene), **other}) + query


def test_table__holds_exactly_the_routes_of_this_zone() -> None:
    assert sorted(name for name, _ in mounted()) == sorted(route.name for route in HERE)


def test_table__no_route_without_a_name() -> None:
    assert [str(entry.pattern) for _, entry in mounted() if not entry.name] == []


# --- who comes in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("route", "method"), [
    pytest.param(route, method, id=f"{method} {route.name}") for route in HERE for method in sorted(route.methods)])
def test_route__answers_everybody_as_the_table_says(route: Route, method: str, scene: Scene) -> None:
    prepare(route.name, scene)
    before, target, body = all_content(), address(route, scene), _body(route, method, scene)
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
    for who in {Who.STRANGER, insider(route, scene)}:
        for token in ("", "x" * 64, "\x00", "あ" * 32):
            browser = scene.browser(who, checks_csrf=True)
            answer = browser.post(target, {**sent(route, scene), "csrfmiddlewaretoken": token})
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


# --- whose it is ----------------------------------------------------------------------------------------------------------

GUESSES = ("0", "-1", "%2e%2e", "a" * 32, "f" * 64, "birth", "MK-2611-99999-9", "a" * 1000, "\x00", "葛\U000e0100城",
           "\u202e", "child-allowance-claim/x", "1e309", "me.name.value")
OBJECTS = [route for route in HERE if parts_of(route.name) and not route.name.startswith("api:")]


@pytest.mark.parametrize("route", OBJECTS, ids=lambda route: route.name)
def test_route__knows_nothing_that_is_guessed(route: Route, scene: Scene) -> None:
    """Whoever may come in: another thing in the address is not there, and nothing has happened."""
    before = all_content()
    for part in parts_of(route.name):
        for guess in GUESSES:
            if guess == identifiers(route.name, scene)[part]:
                continue
            target = _guessed(route, scene, part, guess)
            for method in sorted(route.methods):
                browser = scene.browser(insider(route, scene))
                answer = browser.generic(method, target, **_body(route, method, scene))
                word = word_for(answer, browser)
                assert word in _expected(route, part, guess), f"{part}={guess!r} {method}: {answer.status_code} {answer.headers}"
    assert changed_since(before) == set()


def _expected(route: Route, part: str, guess: str) -> set[str]:
    # a page of the interview that is not asked any more leads back to the conversation, which is one's own
    own = {("portal:page", "page_key"), ("portal:leave-out", "instance"), ("portal:my-correction-item", "item_key")}
    words = {"404", "yes", "said"} if (route.name, part) in own else {"404"}
    return words | ({"said"} if guess == "\x00" else set())


def _guessed(route: Route, scene: Scene, part: str, guess: str) -> str:
    right = identifiers(route.name, scene)[part]
    return f"/{quote(guess, safe='')}/".join(address(route, scene).split(f"/{right}/")) if part != "number" else (
        address(route, scene).replace(right, quote(guess, safe="")))


@contextmanager
def undone() -> Iterator[None]:
    """Take back what is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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


# --- words and states -----------------------------------------------------------------------------------------------------


def word_for(answer: HttpResponse, browser: Client) -> str:
    """Sum an answer up in the words of the table, following it where it leads."""
    if answer.status_code == 401:
        return "token"
    if answer.status_code in {403, 404, 405}:
        return str(answer.status_code)
    if answer.status_code not in {301, 302, 303}:
        return "said" if answer.status_code in {400, 409, 422} else "yes"
    refused = "messages" in browser.cookies and "error" in str(_messages(browser))
    word = _where_it_leads(answer["Location"], browser)
    return "said" if refused and word == "yes" else word


def _where_it_leads(where: str, browser: Client) -> str:
    assert re.match(r"/(?![/\\])", where), f"leads away: {where}"
    path = where.partition("?")[0]
    for word, sign_in in SIGN_INS.items():
        if path == sign_in:
            return word
    return word_for(browser.get(where), browser)


def _messages(browser: Client) -> list[str]:
    request = RequestFactory().get("/")
    request.COOKIES["messages"] = browser.cookies["messages"].value
    return [message.tags for message in CookieStorage(request)]


def _body(route: Route, method: str, scene: Scene) -> dict[str, Any]:
    if method != "POST":
        return {}
    return {"data": urlencode(sent(route, scene), doseq=True),
            "content_type": "application/x-www-form-urlencoded"}


# --- the other zones ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.skipif(settings.ZONE != "all", reason="this is one of them")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="its processes use SQLite, whatever this one uses")
@pytest.mark.parametrize("zone", ["edge", "core"])
def test_zones__hold_the_table_too(zone: str, scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "parcel.json").write_text(scene.parcel)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))
            and name not in {"DATABASE_URL", "DATA_DIR"}}
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *ALSO_IN_THE_ZONES],
        env={**kept, "MURAKAMI_ZONE": zone, PARCEL: str(tmp_path / "parcel.json")}, cwd=root, capture_output=True,
        text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout[-5000:]
    assert " passed" in done.stdout
