"""The keys on the command line: made, shown, believed, renewed; nobody's own card, and none where there is one zone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from murakami.cli import build
from murakami.foundation.spool.models import Carrying

runner = CliRunner()
Say = Callable[..., str]


@pytest.fixture
def say(settings: Any, tmp_path: Path) -> Say:
    """Run a command of one zone."""

    def run(zone: str, *command: str, code: int = 0) -> str:
        settings.ZONE, settings.KEYS_DIR = zone, tmp_path / zone
        result = runner.invoke(build(), ["keys", *command])
        assert result.exit_code == code, result.output
        return str(result.output)

    return run


def test_keys__pair_two_zones_with_two_commands_on_each(say: Say, tmp_path: Path) -> None:
    for zone in ("edge", "core"):
        shown = say(zone, "show")
        assert shown == say(zone, "show")
        (tmp_path / f"{zone}.txt").write_text(shown[: shown.index("# ")])
    assert say("core", "trust", str(tmp_path / "edge.txt")).startswith("edge\t")
    assert "not the card of edge" in say("core", "trust", str(tmp_path / "core.txt"), code=1)
    assert say("core", "list").count("\n") == 2


def test_keys__are_renewed_beside_the_ones_before(say: Say) -> None:
    before = say("edge", "make")
    after = say("edge", "rotate")
    assert say("edge", "list") == f"own\t{after}own\t{before}"


@pytest.mark.django_db
def test_keys__are_not_renewed_again_before_the_other_zone_knows_the_new_one(say: Say) -> None:
    say("edge", "make")
    name = say("edge", "rotate").split("\t")[1]
    assert "does not know the newest key" in say("edge", "rotate", code=1)
    Carrying.objects.create(pk=1, report={"knows": [name.replace("-", "")]})
    say("edge", "rotate")
    say("edge", "rotate", "--now")


def test_keys__are_believed_no_longer(say: Say, tmp_path: Path) -> None:
    card = tmp_path / "edge.txt"
    card.write_text(say("edge", "show").split("# ")[0])
    say("core", "trust", str(card))
    name = say("core", "list").split("\t")[2]
    say("core", "distrust", name)
    assert say("core", "list") == ""
    assert "No believed key" in say("core", "distrust", name, code=1)


@pytest.mark.parametrize("content", [None, "nothing"])
def test_trust__names_what_is_no_card(content: str | None, say: Say, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "card").write_text(content)
    assert str(tmp_path / "card") in say("core", "trust", str(tmp_path / "card"), code=1) or content is not None


def test_keys__are_not_needed_where_there_is_one_zone(say: Say) -> None:
    assert "only one zone" in say("all", "show", code=2)
