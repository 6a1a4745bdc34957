"""Taking the data to this release: closed, backed up, changed, looked at, open again; or taken back to the backup.

The note `upgrade.json` says how far it is. Killed anywhere, the next `murakami upgrade` reads the note: what was changed
half way is first taken back to the backup, so a refusal half way leaves nothing behind.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

import murakami
from murakami.config.operation.agreement import disagreements
from murakami.config.operation.backup import take_backup
from murakami.config.operation.layout import database_file
from murakami.config.operation.manifest import read_manifest
from murakami.config.operation.releases import UpgradeRefused, read_releases, refuse_unless_next
from murakami.config.operation.snapshots import taker_of
from murakami.config.operation.writing import write_json
from murakami.foundation.database.append_only import list_missing_triggers
from murakami.foundation.database.closing import RELEASE, alone, hang_notice, take_notice_down
from murakami.foundation.packs.linting import lint
from murakami.foundation.packs.loading import load
from murakami.foundation.packs.registry import LoadOrder
from murakami.kernel.versions import read_version

NOTE = "upgrade.json"
_PATIENCE_SECONDS = 300.0
_KNOWS_THE_NOTICE = read_version("0.2.0.dev0")
_SPARE_BYTES = 200 * 1024 * 1024
# rows of these rooms are what people acknowledged or are owed: an upgrade loses none
_KEPT = ("intake_", "mailbox_", "mandates_", "cases_", "events_", "files_", "looks_", "register_", "programme_", "learning_", "spool_")
Say = Callable[[str, str], None]


class UpgradeFailed(RuntimeError):
    """The change failed and was taken back: the data are as they were before; says why and where the backup is."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """From which release the data came, and where the backup of before stands (None: there was nothing to do)."""

    before: str
    backup: Path | None


def upgrade(shelf: Path, *, at: datetime, minutes: int, say: Say) -> Upgraded:
    """Take the data of this zone to this release, and every pack with it.

    `say(step, words)` is called before each step. `minutes` is what the page of the closed house promises.

    Raises:
        UpgradeRefused: before anything was changed.
        UpgradeFailed: everything was taken back.
        StillBusy: requests or a worker did not finish; nothing was changed.
    """
    note = _read_note()
    if note.get("phase") == "changing":
        say("back", "前の更新は途中で止まりました。バックアップに戻してから、やり直します。")
        with _closed(at=at, minutes=minutes):
            _go_back(Path(note["backup"]))
    before = _refuse_early(shelf)
    if not _is_needed():
        _finish()
        take_notice_down()
        return Upgraded(before, None)
    with _closed(at=at, minutes=minutes):
        say("backup", "閉めました。バックアップを取ります。")
        backup = take_backup(shelf, at=at).folder
        write_json(settings.DATA_DIR / NOTE, {"phase": "changing", "from": before, "to": murakami.__version__, "backup": backup})
        _change_or_go_back(backup, at=at, say=say)
    return Upgraded(before, backup)


def note_release() -> None:
    """Note that the data are of this release, whole."""
    write_json(settings.DATA_DIR / RELEASE, {"release": murakami.__version__})


def is_unfinished() -> bool:
    """Say whether an upgrade was cut off and waits to be run again."""
    return (settings.DATA_DIR / NOTE).exists()


def _change_or_go_back(backup: Path, *, at: datetime, say: Say) -> None:
    try:
        say("migrate", "データベースを新しい形にします。")
        _migrate()
        say("packs", "パックを読み込みます。")
        _load_packs(at)
        say("check", "すべてあることを確かめます。")
        problems = list(_problems_after(backup))
        if problems:
            raise UpgradeFailed("\n".join(problems))
    except Exception as error:
        say("back", "うまくいきませんでした。バックアップに戻します。")
        _go_back(backup)
        raise UpgradeFailed(f"{type(error).__name__}: {error}\n更新の前に戻しました。何も失われていません。バックアップは {backup} です。") from error
    say("open", "終わりました。開けます。")
    note_release()
    _finish()


@contextmanager
def _closed(*, at: datetime, minutes: int) -> Iterator[None]:
    """Close the house and wait until nobody is inside. It stays closed only while the change is neither done nor undone."""
    hang_notice(until=at + timedelta(minutes=minutes))
    try:
        with alone(patience_seconds=_PATIENCE_SECONDS):
            yield
    finally:
        if not is_unfinished():
            take_notice_down()


def _go_back(backup: Path) -> None:
    """Put the picture of the backup back: one transaction, so that being killed here means doing it once more."""
    taker = taker_of(connection.vendor)
    connection.close()
    taker.put_back(backup / taker.part)
    _finish()


def _finish() -> None:
    (settings.DATA_DIR / NOTE).unlink(missing_ok=True)


def _refuse_early(shelf: Path) -> str:
    """Refuse what cannot end well before the house is closed. Gives the release of the data."""
    _refuse_deaf_server()
    loader = MigrationLoader(connection)
    before = refuse_unless_next(frozenset(loader.applied_migrations), known=frozenset(loader.disk_migrations),
                                releases=read_releases(), ours=murakami.__version__)
    report = lint(settings.PACKS)
    if not report.is_clean:
        raise UpgradeRefused("パックに間違いがあります。murakami packs lint で直してください：\n" + "\n".join(
            str(problem) for problem in report.problems[:5]))
    _refuse_full_disk(shelf)
    return before


def _refuse_deaf_server() -> None:
    """The servers of 0.1 do not know the notice: they would go on writing into what is being changed."""
    address = f"http://{settings.ENVIRONMENT.host}:{settings.ENVIRONMENT.port}/healthz"
    try:
        with urlopen(address, timeout=2) as answer:
            version = str(json.load(answer)["version"])
    except (OSError, ValueError, KeyError):
        return
    if read_version(version) < _KNOWS_THE_NOTICE:
        raise UpgradeRefused(f"版 {version} の murakami serve が動いています。この版は閉めることができません。止めてから、もう一度実行してください。")


def _refuse_full_disk(shelf: Path) -> None:
    file = database_file()
    size = file.stat().st_size if file else 0
    shelf.mkdir(mode=0o700, parents=True, exist_ok=True)
    for place, needed in ((shelf, size + _SPARE_BYTES), (settings.DATA_DIR, 2 * size + _SPARE_BYTES)):
        free = shutil.disk_usage(place).free
        if free < needed:
            raise UpgradeRefused(f"{place} の空きが足りません（あと{(needed - free) // 1024**2 + 1} MB）。空けてから、もう一度実行してください。")


def _is_needed() -> bool:
    executor = MigrationExecutor(connection)
    release = settings.DATA_DIR / RELEASE
    is_ours = release.exists() and json.loads(release.read_text(encoding="utf-8"))["release"] == murakami.__version__
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes())) or not is_ours


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _load_packs(at: datetime) -> None:
    load(settings.PACKS, order=LoadOrder(at=at))


def _problems_after(backup: Path) -> Iterator[str]:
    """Compare with what the backup counted, and look whether the books agree."""
    before = read_manifest(backup).counts
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) & set(before)):
            if table.startswith(_KEPT):
                cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - a name from the catalogue
                now = cursor.fetchone()[0]
                if now < before[table]:
                    yield f"{table} の行が{before[table]}から{now}に減りました。"
    yield from (f"書き換えを防ぐしかけ {name} がありません。" for name in list_missing_triggers())
    yield from disagreements(DEFAULT_DB_ALIAS)


def _read_note() -> dict[str, Any]:
    try:
        note: dict[str, Any] = json.loads((settings.DATA_DIR / NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return note
