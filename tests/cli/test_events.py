"""What an operator does about the seal, and what an auditor takes away."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from murakami.cli import build
from murakami.flows.evidence import seal as seal_by_the_clock
from murakami.foundation.events.models import Checkpoint, Event
from murakami.foundation.events.operations import append
from murakami.foundation.keys.store import path_of_key
from murakami.foundation.spool.registry import GiveUp
from tests.foundation.events.sealed import verify

pytestmark = pytest.mark.django_db
runner = CliRunner()


@pytest.fixture(autouse=True)
def _own_key(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.EVENTS_KEY, settings.EVENTS_ORIGIN = tmp_path / "var", "", ""
    settings.BASE_URL, settings.ZONE = "https://shinsei.example.jp", "all"


def _say(*command: str, code: int = 0) -> str:
    result = runner.invoke(build(), ["events", *command])
    assert result.exit_code == code, result.output
    return result.output


def test_checkpoint__seals_and_prints_what_others_keep(at: datetime) -> None:
    assert "まだ" in _say("checkpoint", code=1)
    append(kind="a.b", subject_key="s", at=at)
    note = _say("checkpoint")
    assert note.startswith("shinsei.example.jp/events/all\n1\n")
    assert note == Checkpoint.objects.get().note == _say("checkpoint")


def test_key__names_the_log_as_its_checkpoints_do(at: datetime, settings: Any) -> None:
    before = _say("key")
    append(kind="a.b", subject_key="s", at=at)
    _say("checkpoint")
    settings.BASE_URL = "https://new.example.jp"
    assert _say("key") == before
    assert before.startswith("shinsei.example.jp/events/all+")


def test_export_and_prove__go_through_the_verifier(at: datetime, tmp_path: Path) -> None:
    for kind in ("a.b", "a.c", "a.d"):
        append(kind=kind, subject_key="s", at=at)
        (tmp_path / kind).write_text(_say("checkpoint"), encoding="utf-8")
    key = _say("key").strip()
    _say("export", str(tmp_path / "export"))
    said = verify(tmp_path / "export", "--witness", str(tmp_path / "a.b"), key=key)
    assert (said.code, said.first[:9]) == (0, "OK size=3"), said.said
    (tmp_path / "proof").write_text(_say("prove", str(Event.objects.get(kind="a.c").pk)), encoding="utf-8")
    assert verify(tmp_path / "proof", "--proof", key=key).first.startswith("OK included 1 in 3")
    (tmp_path / "growth").write_text(_say("prove", "--since", str(tmp_path / "a.b")), encoding="utf-8")
    assert verify(tmp_path / "growth", "--proof", key=key).first == "OK consistent 1 -> 3"
    assert json.loads(_say("export", "-").splitlines()[-1]) == {"end": {"checkpoints": 3, "leaves": 3, "waiting": 0}}


def test_prove__says_what_it_cannot(at: datetime) -> None:
    append(kind="a.b", subject_key="s", at=at)
    _say("checkpoint")
    assert "999" in _say("prove", "999", code=1)
    assert _say("prove", code=2)


def test_checkpoint__waits_for_the_operator_when_the_key_is_another(at: datetime) -> None:
    append(kind="a.b", subject_key="s", at=at)
    _say("checkpoint")
    path_of_key("events").unlink()
    append(kind="a.c", subject_key="s", at=at)
    assert "--new-key" in _say("checkpoint", code=1)
    with pytest.raises(GiveUp, match="--new-key"):
        seal_by_the_clock({}, at=at)
    assert _say("checkpoint", "--new-key").split("\n")[1] == "2"


def test_seal_by_the_clock__takes_in_what_is_new(at: datetime) -> None:
    append(kind="a.b", subject_key="s", at=at)
    seal_by_the_clock({}, at=at)
    assert Checkpoint.objects.get().size == 1
