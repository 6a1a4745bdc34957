"""A whole journey, of residents and staff, with failures of every kind: no line of the log holds a value of a person."""

import json
import logging
from collections.abc import Iterator, Set
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse

from murakami.domain.intake.models import Filing
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import run_pending
from tests.cast import Who
from tests.fuzz.planting import Watch, watched
from tests.interfaces.walk.answers import undone
from tests.interfaces.walk.mounted import PAGES
from tests.interfaces.walk.things import address, insider
from tests.scene import Scene, set_up_once

pytestmark = pytest.mark.django_db
PLANTED = ("村上 植付", "植付町九丁目", "uetsuke@planted.example", "090-4321-8765", "planted-token-5d41402a")
SCENES = ("portal:my", "portal:my-filing", "portal:my-document", "portal:receipt", "portal:review", "portal:page", "portal:search",
          "office:work-list", "office:case", "office:case-history", "office:letter", "office:protections", "office:audit", "api:catalogue")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Scene, Watch]]:
    """The scene, and what was logged while everybody did what they had to."""
    with django_db_blocker.unblock(), watched() as watch, set_up_once() as scene:
        yield scene, replace(watch, lines=list(watch.lines))  # what the tests themselves say is no part of it


def personal(scene: Scene) -> Set[str]:
    """What must stand in no line: values that people typed, their addresses, their keys, and what is planted here."""
    typed = {text for filing in Filing.objects.all() for row in _rows(filing.document) for text in _texts(row["value"])}
    mails = set(EmailAddress.objects.values_list("email", flat=True))
    keys = {scene.cast.mailbox_key(Who.RESIDENT), *scene.receipts.values(), *scene.sessions.values()}
    return {text for text in typed | mails | keys | set(PLANTED) if (len(text) > 3 and not text.isascii()) or "@" in text or len(text) > 8}


def _rows(document: Any) -> Iterator[Any]:
    for topic in document["topics"]:
        yield from topic["rows"]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def leaks(scene: Scene, lines: list[str]) -> list[str]:
    """The lines that hold what they must not, each with what it holds."""
    read = [json.dumps(json.loads(line), ensure_ascii=False) for line in lines]
    return [f"{value}: {line}" for line in read for value in personal(scene) if value in line]


def test_log__of_a_whole_journey_names_nobody(made: tuple[Scene, Watch]) -> None:
    scene, watch = made
    assert len(personal(scene)) > 20
    with undone(), watched() as walk:
        for route in PAGES:
            if route.name in SCENES:
                answer = scene.browser(insider(route, scene)).get(address(route, scene), headers={"Referer": PLANTED[4]})
                assert answer.status_code < 500, route.name
    seen = [json.loads(line)["route"] for line in walk.lines if "route" in line]
    assert len(seen) > 8
    assert leaks(scene, watch.lines + walk.lines) == []


@pytest.mark.parametrize("path", [
    f"/my/filings/{PLANTED[0]}/", f"/search/?q={PLANTED[1]}", f"/nothing/{PLANTED[4]}/", f"/talks/{PLANTED[4]}/review/",
    f"/sign-in/?next=https://{PLANTED[2]}/", f"/office/?q={PLANTED[0]}", f"/api/v1/filings/{PLANTED[4]}", "/%ff%fe/"])
def test_log__of_what_is_refused_names_nobody(path: str, made: tuple[Scene, Watch]) -> None:
    scene, _watch = made
    with undone(), watched() as walk:
        for who in (Who.STRANGER, Who.RESIDENT, Who.CLERK):
            browser = scene.browser(who, checks_csrf=True)
            browser.get(path, headers={"X-Forwarded-For": PLANTED[3], "User-Agent": PLANTED[2]})
            browser.post(path, {"name": PLANTED[0], "email": PLANTED[2], "phone": PLANTED[3]})
    assert walk.lines
    assert leaks(scene, walk.lines) == []


def test_log__of_a_failure_names_its_place_and_not_what_failed(made: tuple[Scene, Watch]) -> None:
    scene, _watch = made
    broken = patch("murakami.interfaces.portal.my.overview.show", side_effect=ValueError(f"Key (name)=({PLANTED[0]}) exists"))
    with undone(), watched() as walk, broken:
        assert scene.browser(Who.RESIDENT).get(reverse("portal:my")).status_code == 500
    assert any("ValueError" in line for line in walk.lines), "whoever mends it must find it"
    assert leaks(scene, walk.lines) == []


def test_log__of_work_that_fails_names_the_topic_and_not_the_message(made: tuple[Scene, Watch], at: Any) -> None:
    scene, _watch = made
    with watched() as walk:
        Message.objects.create(topic="filing.received", key=PLANTED[4], ordering_key="o", place="core", at=at, not_before=at,
                               payload={"receipt_number": PLANTED[0], "document": PLANTED[1]})
        run_pending()
    assert any('"topic": "filing.received"' in line for line in walk.lines)
    assert leaks(scene, walk.lines) == []


def test_watch__hears_every_logger_of_the_software() -> None:
    """The instrument itself: what is said anywhere is heard, and a value in it would be found."""
    with watched() as walk:
        for name in ("murakami.new.room", "django.security.csrf", "django.request", "some.library"):
            logging.getLogger(name).error(PLANTED[0])
    assert len([line for line in walk.lines if PLANTED[0] in json.dumps(json.loads(line), ensure_ascii=False)]) >= 4
    assert settings.LOGGING["loggers"]["murakami"]["level"] == "INFO"
