"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from murakami.config.environment import list_variables
from murakami.config.settings_page import settings_page

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "murakami"
FILES = [path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts]
# the command line says which settings Django takes, and the demo starts its processes with settings of their own
READS_ENVIRONMENT = {"config/environment.py", "config/wsgi.py", "cli/__init__.py", "cli/demo.py"}


def test_settings__are_all_documented() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "docs/settings.md is not what the settings say: run `make docs`"
    for name, _, means in list_variables():
        assert f"`{name}`" in page
        assert means.strip().endswith("."), f"{name} says its meaning in sentences"


def test_environment__is_read_in_one_place() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in FILES
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert found <= READS_ENVIRONMENT


@pytest.mark.django_db
def test_migrations__are_all_written() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_files__have_one_subject() -> None:
    too_long = {path.relative_to(SOURCE).as_posix(): lines for path in FILES
                if (lines := path.read_text(encoding="utf-8").count("\n")) > 400}
    assert too_long == {}


def test_names__are_no_drawers() -> None:
    drawers = {"utils", "helpers", "common", "misc", "manager", "managers"}
    found = [path.relative_to(SOURCE).as_posix() for path in FILES if drawers & {path.stem, path.parent.name}]
    assert found == []


def test_modules__say_what_they_are_for() -> None:
    silent = [
        path.relative_to(SOURCE).as_posix()
        for path in FILES
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
