"""The question after filing: asked once, answered or not, and nobody's."""

from datetime import datetime

import pytest

from murakami.domain.intake.models import Filing, Intake
from murakami.foundation.events.models import Event
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.worker import run_pending
from tests.interfaces.portal.talk.browsing import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(browser: Browser) -> Browser:
    browser.to_review()
    browser.file()
    return browser


def page(browser: Browser) -> str:
    return browser.get("receipt/").content.decode()


def answer(browser: Browser, score: str) -> None:
    sent = browser.post("receipt/satisfaction", {"score": score})
    assert sent.status_code == 302
    assert sent["Location"].endswith("/receipt/#satisfaction")


def test_receipt__asks_and_needs_no_answer(filed: Browser):
    shown = page(filed)
    assert shown.count('name="score"') == 5
    assert "答えなくても" in shown
    assert "<textarea" not in shown


def test_satisfaction__is_taken_once_and_asked_no_more(filed: Browser):
    answer(filed, "5")
    answer(filed, "1")
    assert [message.payload["score"] for message in Message.objects.filter(topic="intake.satisfied")] == [5]
    shown = page(filed)
    assert 'name="score"' not in shown
    assert "ありがとうございました" in shown


@pytest.mark.parametrize("score", ["", "0", "6", "よい", "5; drop"])
def test_satisfaction__takes_nothing_that_was_not_offered(filed: Browser, score: str):
    answer(filed, score)
    assert not Message.objects.filter(topic="intake.satisfied").exists()
    assert 'name="score"' in page(filed)


def test_satisfaction__becomes_an_event_that_leads_to_nobody(filed: Browser):
    answer(filed, "4")
    run_pending()
    event = Event.objects.get(kind="intake.satisfaction")
    assert (event.details, event.procedure, event.channel) == ({"score": 4}, "birth", "online")
    assert (event.at.minute, event.at.second) == (0, 0)
    others = {*Intake.objects.values_list("subject_key", flat=True), *Filing.objects.values_list("subject_key", flat=True)}
    assert event.subject_key not in others
    assert Event.objects.filter(subject_key=event.subject_key).count() == 1


def test_satisfaction__is_not_asked_before_filing(browser: Browser, at: datetime):
    browser.to_review()
    assert browser.post("receipt/satisfaction", {"score": "5"}).status_code == 404
