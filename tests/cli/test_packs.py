"""`murakami packs`: what it prints and how it exits."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from murakami.cli.packs import app
from tests.sample_pack import PROCEDURE, spoil, write_pack


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_lint__says_that_all_is_well(pack: Path):
    result = run("lint", pack)
    assert result.exit_code == 0
    assert result.stdout == "間違いはありません：sample / No problems.\n"


def test_lint__prints_every_problem_and_exits_with_1(pack: Path):
    spoil(pack, PROCEDURE, "unit: kankyo", "unit: kankyou")
    result = run("lint", pack)
    assert result.exit_code == 1
    assert "sample/procedures/dog-registration.yaml:9  unit" in result.stderr
    assert result.stderr.endswith("1つのファイルに1件の間違いがあります。 / 1 problems.\n")


@pytest.mark.django_db
def test_load__says_what_it_did_and_diff_says_it_before(pack: Path):
    before = run("diff", pack)
    loaded = run("load", pack)
    assert (before.exit_code, loaded.exit_code) == (0, 0)
    assert loaded.stdout == before.stdout
    assert "+ procedure dog-registration\n" in loaded.stdout
    assert run("load", pack).stdout == "変わったことはありません。 / Nothing changed.\n"
    assert run("diff", pack).stdout == "読み込んでも変わりません。 / Load would change nothing.\n"
    spoil(pack, PROCEDURE, 'yen: "3000"', 'yen: "3500"')
    assert run("diff", pack).stdout == "~ procedure dog-registration\n    procedure.fee.yen: 3000 → 3500\n"


@pytest.mark.django_db
def test_load__refuses_a_wrong_pack(pack: Path):
    spoil(pack, PROCEDURE, "unit: kankyo", "unit: kankyou")
    assert run("load", pack).exit_code == 1
    assert run("diff", pack).exit_code == 1
    assert run("try", pack).exit_code == 1


def test_try__runs_the_trials_and_shows_what_came_out_otherwise(pack: Path):
    result = run("try", pack)
    assert result.exit_code == 0
    assert result.stdout.startswith("○ 犬を飼いはじめた人  (sample/trials/dogs.yaml:2)\n")
    line = spoil(pack, "trials/dogs.yaml", "{dog-registration: 2026-12-03}", "{dog-registration: 2026-12-04}")
    result = run("try", pack)
    assert result.exit_code == 1
    assert line
    assert "dog-registration の期限は 2026-12-04 のはずですが、2026-12-03 です。" in result.stdout


def test_stamp__says_what_it_marked(pack: Path):
    spoil(pack, "texts/ja/texts.yaml", "topic.dog.title: 飼っている犬", "topic.dog.title: 犬たち")
    assert run("stamp", pack, "--only", "topic.owner.*").stdout == "0件に印を付けました。 / 0 stamped.\n"
    assert run("stamp", pack).stdout.endswith("2件に印を付けました。 / 2 stamped.\n")
    assert run("lint", pack).exit_code == 0


def test_schemas__names_the_files(tmp_path: Path):
    result = run("schemas", tmp_path / "schemas")
    assert str(tmp_path / "schemas/procedures.schema.json") in result.stdout.splitlines()


def test_help__explains_every_command():
    text = run("--help").stdout
    for command in ("lint", "load", "diff", "try", "stamp", "schemas"):
        assert command in text


def test_lint__shows_the_first_problems_and_all_of_them_when_asked(pack: Path):
    for language in ("easy", "en"):
        (pack / f"texts/{language}/texts.yaml").unlink()
    assert run("lint", pack).stderr.count("\n  → ") == 30
    assert "（すべて見るには lint --all）" in run("lint", pack).stderr
    everything = run("lint", pack, "--all").stderr
    assert everything.count("\n  → ") > 30
    assert "lint --all" not in everything
