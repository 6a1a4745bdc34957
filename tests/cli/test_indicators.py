"""`murakami indicators`: counts, publishes, and says what it cannot do."""

import pytest
from typer.testing import CliRunner

from murakami.cli.indicators import app
from murakami.domain.indicators.models import Progress
from murakami.domain.publications.models import Publication
from tests.packs_loaded import load_packs

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, done.output


def test_update__counts_and_publishes():
    load_packs()
    code, said = run("update")
    assert code == 0
    assert "件を公表しました" in said
    assert Publication.objects.filter(kind="indicator", key="population").exists()
    assert Progress.objects.exists()


def test_recompute__of_one_indicator():
    load_packs()
    assert run("recompute", "online-rate")[0] == 0


def test_recompute__of_an_unknown_indicator_is_misuse():
    code, said = run("recompute", "no-such")
    assert code == 2
    assert "no-such" in said
