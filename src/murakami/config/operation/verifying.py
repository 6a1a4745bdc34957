"""Whether a backup, or the living installation, holds what it says it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection

from murakami.config.operation.agreement import disagreements
from murakami.config.operation.layout import place_of
from murakami.config.operation.manifest import FILES_LIST
from murakami.config.operation.reading import pictured
from murakami.config.operation.shelf import Backup
from murakami.config.operation.snapshots import taker_of
from murakami.config.operation.snapshots.postgresql import problems_of_server
from murakami.config.operation.snapshots.sqlite import problems_of
from murakami.config.operation.writing import digest_of
from murakami.foundation.database.append_only import list_missing_triggers


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found; well when nothing was. `counted` says of how much it was looked at."""

    problems: tuple[str, ...]
    files: int
    tables: int

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def verify_backup(backup: Backup) -> Verified:
    """Look at every part of a backup, and inside its database where that can be opened as it lies (SQLite)."""
    return Verified(tuple(_problems_of_backup(backup)), files=backup.manifest.files, tables=len(backup.manifest.counts))


def verify_installation() -> Verified:
    """Look at the living database and its files, while it works."""
    wanted = _named_files()
    problems = (*_problems_of_database(), *disagreements(DEFAULT_DB_ALIAS), *_problems_of_files(settings.FILES_DIR, wanted))
    return Verified(problems, files=len(wanted), tables=len(connection.introspection.table_names()))


def verify_digests(backup: Backup) -> Iterator[str]:
    """Compare every part and every content with its SHA-256."""
    for part in backup.manifest.parts:
        path = backup.folder / part.path
        if not path.is_file():
            yield f"バックアップの {part.path} がありません。別のバックアップを使ってください。"
        elif path.stat().st_size != part.size or digest_of(path) != part.sha256:
            yield f"バックアップの {part.path} が書き換わっているか、壊れています。別のバックアップを使ってください。"
    yield from _problems_of_files(backup.folder / "files", _listed_files(backup))


def _problems_of_backup(backup: Backup) -> Iterator[str]:
    found = list(verify_digests(backup))
    yield from found
    yield from (f"取ったときにもう、添付ファイル {digest} が失われていました。" for digest in backup.manifest.missing)
    taker = taker_of(backup.manifest.vendor)
    picture = backup.folder / taker.part
    if not picture.is_file() or found:
        return
    yield from taker.check(picture)
    if backup.manifest.vendor == "sqlite":
        with pictured(picture) as alias:
            yield from disagreements(alias)


def _problems_of_database() -> Iterator[str]:
    if connection.vendor == "postgresql":
        yield from problems_of_server()
    else:
        connection.ensure_connection()
        yield from problems_of(connection.connection)
    for name in list_missing_triggers():
        yield f"書き換えを防ぐしかけ {name} がありません。murakami migrate を実行してください。"


def _problems_of_files(root: Path, wanted: dict[str, int]) -> Iterator[str]:
    for digest, size in sorted(wanted.items()):
        path = place_of(root, digest)
        if not path.is_file():
            yield f"添付ファイル {digest} がありません。バックアップの files/{digest[:2]}/ から戻してください。"
        elif (size >= 0 and path.stat().st_size != size) or digest_of(path) != digest:
            yield f"添付ファイル {digest} が壊れています。バックアップの files/{digest[:2]}/ から戻してください。"


def _named_files() -> dict[str, int]:
    from murakami.foundation.files.models import StoredFile  # noqa: PLC0415 - read when the apps are ready

    return dict(StoredFile.objects.values_list("sha256", "size"))


def _listed_files(backup: Backup) -> dict[str, int]:
    path = backup.folder / FILES_LIST
    lines = path.read_text(encoding="ascii").splitlines() if path.is_file() else []
    return {line.split()[0]: -1 for line in lines}
