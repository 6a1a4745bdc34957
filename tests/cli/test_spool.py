"""What an operator sees and decides about messages."""

from datetime import datetime
from typing import Any

import pytest
from typer.testing import CliRunner

from murakami.cli import build
from murakami.foundation.spool.models import Carrying, Decision, Message, RefusedEnvelope
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
    _say("spool", "retry", str(dead), "--why", "the disk has room again")
    assert Message.objects.filter(key="a", dead_at=None, attempts=0).exists()
    decision = Decision.objects.get()
    assert (decision.decided, decision.reason, decision.by_account) == ("retried", "the disk has room again", None)
    assert decision.by.endswith("(command line)")


def test_discard__throws_away(dead: int) -> None:
    _say("spool", "discard", str(dead), "--why", "sent twice")
    assert not Message.objects.filter(key="a").exists()


@pytest.mark.parametrize("command", ["retry", "discard"])
def test_operator__is_told_when_there_is_nothing_to_decide(command: str) -> None:
    assert "is not dead" in _say("spool", command, "999", "--why", "x", code=2)


@pytest.mark.parametrize("why", [(), ("--why", " ")])
def test_operator__gives_a_reason(why: tuple[str, ...], dead: int) -> None:
    assert "--why" in _say("spool", "retry", str(dead), *why, code=2)


def test_status__says_what_hinders_the_traffic_and_that_the_other_zone_is_silent(settings: Any, at: datetime) -> None:
    settings.ZONE = "edge"
    Carrying.objects.create(pk=1, trouble="gone", detail="/srv/between", since=at, report={"dead": 3, "waiting": "?"}, heard_at=at)
    RefusedEnvelope.objects.create(number=7, reason="altered", at=at)
    said = _say("spool", "status")
    assert "HINDERED since 2026-11-23T00:00:00+00:00: gone (/srv/between)" in said
    assert "SILENT: core was last heard of 2026-11-23" in said
    assert "core reports: waiting 0, dead 3, refused 0" in said
    assert _say("spool", "refused") == "7\taltered\t2026-11-23T00:00:00+00:00\tasked for again\n"
    _say("spool", "new-directory")
