"""From the first release to this one: nothing is lost, and what is cut off half way leaves nothing behind."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import murakami
from murakami.config.operation.releases import Release, UpgradeRefused, read_releases, refuse_unless_next, release_of
from murakami.kernel.versions import read_version
from tests.operation.installation import ROOT, Installation
from tests.serving import fresh_databases, migrate

COUNT = 10_000


def _release(number: str, *last: tuple[str, str]) -> Release:
    return Release(number, frozenset(last))


KNOWN = frozenset({("a", "1"), ("a", "2"), ("a", "3"), ("b", "1")})
RELEASES = (_release("0.1.0", ("a", "1"), ("b", "1"), ("elsewhere", "9")), _release("0.2.0", ("a", "2"), ("b", "1")))


@pytest.mark.parametrize(("applied", "ours", "found"), [
    ({("a", "1"), ("b", "1")}, "0.2.0", "0.1.0"), ({("a", "1"), ("a", "2"), ("b", "1")}, "0.3.0", "0.2.0"),
    ({("a", "1"), ("a", "2"), ("b", "1")}, "0.2.0", "0.2.0"),
])
def test_refuse_unless_next__lets_one_step_pass(applied: set[tuple[str, str]], ours: str, found: str) -> None:
    assert refuse_unless_next(frozenset(applied), known=KNOWN, releases=RELEASES, ours=ours) == found


@pytest.mark.parametrize(("applied", "ours", "said"), [
    ({("a", "1"), ("b", "1"), ("c", "1")}, "0.2.0", "古い版には戻せません"),
    ({("a", "1"), ("b", "1"), ("a", "4")}, "0.2.0", "a.4"),
    ({("a", "1"), ("b", "1")}, "0.3.0", "先に 0.2.0 に上げてください"),
    ({("b", "1")}, "0.2.0", "空のデータベースで始めてください"),
    (set(), "0.2.0", "空のデータベースで始めてください"),
])
def test_refuse_unless_next__names_the_mend(applied: set[tuple[str, str]], ours: str, said: str) -> None:
    with pytest.raises(UpgradeRefused, match=said):
        refuse_unless_next(frozenset(applied), known=KNOWN, releases=RELEASES, ours=ours)


def test_releases__are_recorded_up_to_the_one_before_this() -> None:
    numbers = [read_version(release.number) for release in read_releases()]
    assert numbers
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < read_version(murakami.__version__)


@pytest.mark.django_db
def test_release_of__knows_the_database_of_this_release_as_at_least_the_last() -> None:
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    applied = MigrationLoader(connection).applied_migrations
    assert release_of(applied, installed=frozenset(apps.app_configs), releases=read_releases()) == read_releases()[-1].number


@pytest.fixture
def database() -> Iterator[dict[str, str]]:
    """A fresh database, as settings."""
    with fresh_databases(1) as [one]:
        yield one


def old(root: Path, zone: str, database: dict[str, str], *, count: int) -> Installation:
    """A zone as 0.1.0 left it."""
    (root / "data").mkdir()
    more = {} if zone == "all" else {"MURAKAMI_SPOOL_DIR": str(root / "between")}
    made = Installation(root / "data", zone, database, more)
    made.filled = made.script("tests.operation.frozen", str(count))["rows"]
    return made


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A small town as 0.1.0 left it, to be copied."""
    with fresh_databases(1) as [database]:
        yield old(tmp_path_factory.mktemp("pattern"), "all", database, count=20)


@pytest.fixture
def place(pattern: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A copy of the small town."""
    with fresh_databases(1, like=pattern.database) as [database]:
        shutil.copytree(pattern.data_dir, tmp_path / "data")
        yield Installation(tmp_path / "data", "all", database, filled=pattern.filled)


def rows(place: Installation, tables: dict[str, int]) -> dict[str, int]:
    """Count the rows of the tables."""
    ask = "{{t: (c.execute(f'SELECT count(*) FROM {{t}}'), c.fetchone()[0])[1] for t in {!r}}}"
    return dict(place.ask(f"(lambda c: {ask.format(sorted(tables))})(connection.cursor())"))


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["edge", "core"])
def test_upgrade__from_the_first_release_with_ten_thousand_cases_loses_nothing(
    zone: str, tmp_path: Path, database: dict[str, str]
) -> None:
    place = old(tmp_path, zone, database, count=COUNT)
    assert COUNT in place.filled.values()
    said = place.run("upgrade", str(tmp_path / "shelf"))
    assert f"0.1.0 から {murakami.__version__} に上げました" in said
    assert lost(place) == {}
    assert "すべてそろっています" in place.run("verify")
    assert "もう" in place.run("upgrade", str(tmp_path / "shelf"))
    assert {path.name for path in place.data_dir.glob("*.json")} == {"release.json"}


def lost(place: Installation) -> dict[str, int]:
    """What is less than it was; packs that are loaded write events of their own."""
    now = rows(place, place.filled)
    return {table: now[table] - before for table, before in place.filled.items() if now[table] < before}


def cut(place: Installation, shelf: Path, step: str, how: str) -> subprocess.CompletedProcess[str]:
    """Run an upgrade that is cut off or fails at a step."""
    return subprocess.run([sys.executable, "-m", "tests.operation.cut", str(shelf), step, how], env=place.environment,
                          cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize("step", ["half", "check"])
def test_upgrade__that_fails_takes_everything_back_and_says_so(step: str, tmp_path: Path, place: Installation) -> None:
    applied = "(lambda c: (c.execute('SELECT app, name FROM django_migrations'), sorted(c.fetchall()))[1])(connection.cursor())"
    before = place.ask(applied)
    done = cut(place, tmp_path / "shelf", step, "fail")
    assert done.returncode == 1, done.stderr
    assert "更新の前に戻しました。何も失われていません" in done.stderr
    assert place.ask(applied) == before
    assert rows(place, place.filled) == place.filled
    assert list(place.data_dir.glob("*.json")) == []


@pytest.mark.slow
@pytest.mark.crash
@pytest.mark.parametrize("step", ["backup", "migrate", "half", "packs", "check", "open"])
def test_upgrade__killed_anywhere_goes_on_when_it_is_run_again(step: str, tmp_path: Path, place: Installation) -> None:
    assert cut(place, tmp_path / "shelf", step, "kill").returncode == -9
    assert (place.data_dir / "maintenance.json").exists(), "the house stays closed"
    if step != "backup":
        assert "murakami upgrade" in place.refuse("serve")
    said = place.run("upgrade", str(tmp_path / "shelf"))
    assert f"0.1.0 から {murakami.__version__} に上げました" in said
    assert lost(place) == {}
    assert {path.name for path in place.data_dir.glob("*.json")} == {"release.json"}


@pytest.mark.slow
def test_upgrade__refuses_what_a_newer_release_left(tmp_path: Path, database: dict[str, str]) -> None:
    place = Installation(tmp_path / "data", database=database)
    migrate(place.environment)
    place.ask("connection.cursor().execute(\"INSERT INTO django_migrations (app, name, applied) "
              "VALUES ('intake', '9999_of_tomorrow', '2030-01-01')\") and None")
    assert "古い版には戻せません" in place.refuse("upgrade", str(tmp_path / "shelf"))
    assert not (place.data_dir / "maintenance.json").exists()


@pytest.mark.slow
def test_serve__refuses_data_of_another_release(tmp_path: Path, database: dict[str, str]) -> None:
    place = Installation(tmp_path / "data", database=database)
    migrate(place.environment)
    (place.data_dir / "release.json").write_text(json.dumps({"release": "9.0.0"}))
    assert "release 9.0.0" in place.refuse("serve")
