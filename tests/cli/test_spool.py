"""What an operator sees and decides about messages."""

from datetime import datetime

import pytest
from typer.testing import CliRunner

from murakami.cli import build
from murakami.foundation.spool.models import Message
from murakami.foundation.spool.operations import send

pytestmark = pytest.mark.django_db
runner = CliRunner()


@pytest.fixture
def dead(at: datetime) -> int:
    """A message that failed for good, with one waiting behind it."""
    for key in "ab":
        send(topic="filing.received", payload={}, key=key, to="core", at=at, ordering_key="A")
    Message.objects.filter(key="a").update(dead_at=at, attempts=11, last_error="RuntimeError in open_case, line 5")
    return Message.objects.get(key="a").pk


def _say(*command: str, code: int = 0) -> str:
    result = runner.invoke(build(), command)
    assert result.exit_code == code, result.output
    return result.output


def test_status__counts(dead: int) -> None:
    assert _say("spool", "status").startswith("waiting 1, dead 1, oldest 2026-11-23T")


def test_dead__lists_number_topic_and_error(dead: int) -> None:
    line = _say("spool", "dead").strip().split("\t")
    assert line == [str(dead), "filing.received", "a", "11 attempts", "1 waiting behind", "RuntimeError in open_case, line 5"]


def test_retry__begins_again(dead: int) -> None:
    _say("spool", "retry", str(dead))
    assert Message.objects.filter(key="a", dead_at=None, attempts=0).exists()


def test_discard__throws_away(dead: int) -> None:
    _say("spool", "discard", str(dead))
    assert not Message.objects.filter(key="a").exists()


@pytest.mark.parametrize("command", ["retry", "discard"])
def test_operator__is_told_when_there_is_nothing_to_decide(command: str) -> None:
    assert "is not dead" in _say("spool", command, "999", code=2)
