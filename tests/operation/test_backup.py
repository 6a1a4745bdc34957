"""A backup is whole or not there, and brings everything back to an empty machine."""

import json
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from murakami.config.operation.manifest import NotABackup, read_manifest
from murakami.config.operation.restoring import RestoreRefused, restore_backup
from murakami.config.operation.shelf import Backup, find_backup
from murakami.config.operation.verifying import verify_backup
from tests.operation.installation import Installation

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shelf(town: Installation, passphrase: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the town's backup with its keys stands."""
    shelf = tmp_path_factory.mktemp("backups") / "shelf"
    key = town.data_dir / "keys" / "events.pem"
    key.parent.mkdir(mode=0o700, exist_ok=True)
    key.write_text("a key")
    key.chmod(0o600)
    (town.data_dir / "remarks.txt").write_text("something a room keeps beside the database")
    town.run("backup", str(shelf), "--keys-passphrase-file", passphrase)
    return shelf


def only(shelf: Path) -> Path:
    """The one backup that stands there."""
    [backup] = [path for path in shelf.iterdir() if not path.name.startswith(".")]
    return backup


@pytest.fixture
def own(shelf: Path, tmp_path: Path) -> Path:
    """A copy of the backup that a test may damage."""
    return Path(shutil.copytree(only(shelf), tmp_path / "own"))


def test_backup__says_of_itself_what_it_holds(town: Installation, shelf: Path) -> None:
    said = json.loads((only(shelf) / "manifest.json").read_text())
    assert (said["zone"], said["has_keys"], said["missing"]) == ("all", True, [])
    assert said["counts"]["intake_filing"] == len(town.filled["receipts"])
    assert said["migrations"]["intake"][0] == "0001_initial"
    assert {part["path"].split("/")[0] for part in said["parts"]} >= {"files.sha256", "keys.jwe", "other"}
    assert said["files"] > 0


def test_backup__is_checked_by_tools_that_are_not_ours(shelf: Path) -> None:
    done = subprocess.run(["sha256sum", "--check", "--quiet", "files.sha256"], cwd=only(shelf), check=False)
    assert done.returncode == 0


def test_restore__brings_everything_back_to_an_empty_machine(
    town: Installation, shelf: Path, passphrase: str, spare: list[dict[str, str]], tmp_path: Path
) -> None:
    back = Installation(tmp_path / "data", database=spare[1])
    back.run("restore", str(shelf), "--keys-passphrase-file", passphrase)
    assert "すべてそろっています" in back.run("verify")
    assert back.ask("sorted(m('cases.Case').objects.values_list('receipt_number', flat=True))") == sorted(
        town.filled["receipts"])
    assert (back.data_dir / "keys" / "events.pem").read_text() == "a key"
    assert (back.data_dir / "keys" / "events.pem").stat().st_mode & 0o077 == 0
    assert (back.data_dir / "remarks.txt").exists()
    given_out = "max(m('intake.ReceiptSerial').objects.values_list('last', flat=True))"
    assert back.ask(given_out) == town.ask(given_out) + 10_000
    assert "空ではありません" in back.refuse("restore", str(shelf))


def test_restore__cut_off_half_way_is_run_again(shelf: Path, spare: list[dict[str, str]], tmp_path: Path) -> None:
    back = Installation(tmp_path / "data", database=spare[2])
    half = tmp_path / "data" / "files" / "ab"
    half.mkdir(parents=True)
    (half / ("ab" * 32)).write_text("half")
    assert "空ではありません" in back.refuse("restore", str(shelf))
    (tmp_path / "data" / "restoring.json").write_text("{}")
    back.run("restore", str(shelf))
    assert not (tmp_path / "data" / "restoring.json").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("part", "said"), [("files", "添付ファイル"), ("files.sha256", "files.sha256 がありません")])
def test_verify__names_what_is_missing(own: Path, part: str, said: str) -> None:
    gone = own / part
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    assert said in verify_backup(find_backup(own, zone="all")).problems[0]


def test_find_backup__takes_nothing_without_its_manifest(own: Path) -> None:
    (own / "manifest.json").unlink()
    with pytest.raises(NotABackup, match="完全なバックアップがありません"):
        find_backup(own, zone="all")


@pytest.mark.django_db
def test_verify__names_what_was_altered(own: Path) -> None:
    picture = next(own.glob("database.*"))
    altered = bytearray(picture.read_bytes())
    altered[len(altered) // 2] ^= 1
    picture.write_bytes(altered)
    found = verify_backup(find_backup(own, zone="all"))
    assert found.problems == (f"バックアップの {picture.name} が書き換わっているか、壊れています。別のバックアップを使ってください。",)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value", "said"), [
    ("zone", "core", "MURAKAMI_ZONE=core"), ("release", "9.0.0", "新しい版 9.0.0"), ("vendor", "oracle", "DATABASE_URL"),
])
def test_restore__refuses_what_is_not_for_this_place(own: Path, at: datetime, name: str, value: str, said: str) -> None:
    manifest = own / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), name: value}))
    with pytest.raises(RestoreRefused, match=said):
        restore_backup(Backup(own, read_manifest(own)), at=at)


def test_restore__refuses_another_passphrase(own: Path, spare: list[dict[str, str]], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("another passphrase that is long enough")
    back = Installation(tmp_path / "data", database=spare[3])
    assert "合いことばが違う" in back.refuse("restore", str(own), "--keys-passphrase-file", str(wrong))


def test_backup__without_a_passphrase_says_that_keys_are_not_in_it(town: Installation, shelf: Path, tmp_path: Path) -> None:
    assert "鍵は入っていません" in town.run("backup", str(tmp_path / "shelf"))
    assert not (only(tmp_path / "shelf") / "keys.jwe").exists()


def test_backup__links_what_the_last_one_holds_and_keeps_as_many_as_told(town: Installation, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    for _ in range(3):
        town.run("backup", str(shelf), "--keep", "2")
    kept = sorted(path for path in shelf.iterdir() if not path.name.startswith("."))
    digest = town.filled["file"]
    assert len(kept) == 2
    assert len({(backup / "files" / digest[:2] / digest).stat().st_ino for backup in kept}) == 1


def test_backup__half_written_is_never_taken_for_whole(town: Installation, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    half = shelf / ".writing-all-20261101T000000Z"
    half.mkdir(parents=True)
    (half / "manifest.json").write_text("{}")
    assert "完全なバックアップがありません" in town.refuse("verify", str(shelf))
    town.run("backup", str(shelf))
    assert not half.exists()


def test_backup__on_a_full_disk_leaves_nothing_behind(town: Installation, tmp_path: Path) -> None:
    """The files of this process may not grow beyond 100 KB: the database does not fit."""
    limited = ("import resource, signal, runpy, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
               "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)); sys.argv = ['murakami', *sys.argv[1:]]; "
               "runpy.run_module('murakami', run_name='__main__')")
    done = subprocess.run([sys.executable, "-c", limited, "backup", str(tmp_path / "shelf")], env=town.environment,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "前のバックアップはそのままです" in done.stderr
    assert [path.name for path in (tmp_path / "shelf").iterdir()] == [".lock"]


def test_verify__names_what_the_books_disagree_on(
    shelf: Path, spare: list[dict[str, str]], town: Installation, tmp_path: Path
) -> None:
    back = Installation(tmp_path / "data", database=spare[4])
    back.run("restore", str(shelf), "--numbers-ahead", "0")
    lost, file = town.filled["receipts"][0], town.filled["file"]
    back.ask(f"[m('mailbox.MailboxItem').objects.filter(receipt_number='{lost}').delete()[0], "
             "m('intake.ReceiptSerial').objects.update(last=0)]")
    (back.data_dir / "files" / file[:2] / file).write_text("damaged")
    said = back.refuse("verify")
    assert f"受付番号 {lost} が、マイページにありません" in said
    assert f"受付番号 {lost} は、まだ出していないはずの番号です" in said
    assert f"添付ファイル {file} が壊れています" in said
