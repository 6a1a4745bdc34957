"""Whoever follows docs/guides/pack-author.md to the letter has a new procedure in the end."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from typer.testing import CliRunner

from murakami.cli.packs import app
from murakami.domain.procedures import queries
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guides/pack-author.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)
SOMETHING = "…"


@dataclass(frozen=True)
class Command:
    """A command of the guide and what the guide says it prints."""

    line: str
    printed: tuple[str, ...]


def commands_in(content: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", content, flags=re.MULTILINE)[1:]:
        line, *printed = part.rstrip("\n").split("\n")
        yield Command(line, tuple(printed))


def follow(block: re.Match[str]) -> None:
    """Do what one code block says: write its file, or run its commands and compare what they print."""
    if block["file"]:
        path = Path(block["file"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["content"], encoding="utf-8")
    elif block["language"] == "console":
        for command in commands_in(block["content"]):
            run(command)


def run(command: Command) -> None:
    program, group, *arguments = shlex.split(command.line)
    assert (program, group) == ("murakami", "packs")
    result = CliRunner().invoke(app, arguments)
    printed = [line for line in (result.stderr or result.stdout).splitlines() if line]
    pattern = "\n".join(r"(?s:.*)" if line == SOMETHING else re.escape(line) for line in command.printed)
    pattern = pattern.replace("(?s:.*)\n", r"(?s:.*\n)?").replace("\n(?s:.*)", r"(?s:\n.*)?")
    assert re.fullmatch(pattern, "\n".join(printed)), f"$ {command.line}\n{result.output}"


@pytest.fixture
def town(tmp_path: Path, at: datetime, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    """The packs as they are shipped, copied to a place where they may be changed, and loaded."""
    shutil.copytree(ROOT / "packs", tmp_path / "packs")
    monkeypatch.chdir(tmp_path)
    load([tmp_path / "packs/standard", tmp_path / "packs/murakami"], order=LoadOrder(at=at))
    return tmp_path


def test_guide__leads_to_a_new_procedure(town: Path, client: Client):
    blocks = [block for block in BLOCK.finditer(GUIDE) if block["file"] or block["language"] == "console"]
    assert len(blocks) == 12
    for block in blocks:
        follow(block)
    version = queries.get_version("newborn-visit")
    assert version.text("title", "ja") == "赤ちゃん訪問の申込み"
    assert "Murakami City" in version.text("summary", "en")
    assert queries.search("赤ちゃん訪問")[0].id in {"newborn-visit", "birth"}
    assert "newborn-visit" in [hit.id for hit in queries.search("赤ちゃん訪問")]
    assert "newborn-visit" in queries.get_life_event("birth").procedures


def test_guide__shows_the_new_procedure_in_the_portal(town: Path, client: Client):
    files = [block for block in BLOCK.finditer(GUIDE) if block["file"]]
    for block in files[:4]:
        follow(block)
    run(Command("murakami packs stamp packs/murakami", (SOMETHING,)))
    run(Command("murakami packs load packs/murakami", ("+ procedure newborn-visit",)))
    page = client.get(reverse("portal:procedure", kwargs={"procedure": "newborn-visit"}))
    assert page.status_code == 200
    assert "赤ちゃん訪問の申込み" in page.content.decode()
    assert "赤ちゃん訪問の申込み" in client.get(reverse("portal:catalogue")).content.decode()


def test_guide__links_only_to_what_is_there():
    for target in re.findall(r"\]\(([^)#]+)", GUIDE):
        assert (ROOT / "docs/guides" / target).exists(), target
