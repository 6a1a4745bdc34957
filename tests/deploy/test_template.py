"""What a bundle is made of: every setting commented, exactly the packages of work, nothing else."""

from pathlib import Path

import pytest

from murakami.config.environment import list_variables
from murakami.config.settings_page import settings_template
from tests.deploy.bundling import ROOT, load

launcher = load(ROOT / "deploy" / "launcher.py")
bundler = load(ROOT / "scripts" / "make_bundle.py")


def test_template__has_every_setting_as_a_comment_with_its_meaning() -> None:
    lines = settings_template().splitlines()
    assert all(not line or line.startswith("#") for line in lines)
    for name, default, _ in list_variables():
        place = lines.index(f"#{name}={default}")
        assert lines[place - 1].startswith("# ")


@pytest.mark.parametrize(("line", "found"), [
    ("A=b", {"A": "b"}), ("  A=b c  ", {"A": "b c"}), ("A='b # c'", {"A": "b # c"}), ('A="b"', {"A": "b"}), ("A=", {"A": ""}),
    ("#A=b", {}), ("; A=b", {}), ("", {}), ("A", {}), ("A=postgres://u:p%40w@h/n?x=1", {"A": "postgres://u:p%40w@h/n?x=1"}),
])
def test_read_settings__reads_as_systemd_does(line: str, found: dict[str, str]) -> None:
    assert launcher.read_settings(line) == found


def test_lock_blocks__cuts_a_lock_into_requirements_with_their_digests() -> None:
    blocks = dict(bundler.lock_blocks((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    assert "".join(blocks.values()) == (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert all("--hash=sha256:" in block for block in blocks.values())


def test_runtime_names__are_locked_and_leave_out_the_tools_of_developers() -> None:
    blocks = dict(bundler.lock_blocks((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    names = bundler.runtime_names()
    assert names <= set(blocks)
    assert {"django", "gunicorn", "fido2", "psycopg-binary"} <= names
    assert not names & {"pytest", "mypy", "ruff", "playwright"}
    assert "pip" in blocks


def test_units__name_only_placeholders_that_are_filled() -> None:
    filled = {"RELEASE", "SETTINGS", "USER", "DATA", "WRITABLE", "BACKUPS", "WORKER_INSIDE", "STATE"}
    for path in (ROOT / "deploy" / "units").iterdir():
        text = Path(path).read_text(encoding="utf-8")
        for name in filled:
            text = text.replace(f"@{name}@", "")
        assert "@" not in text.replace("@system-service", "").replace("@privileged", "").replace("@obsolete", ""), path.name
