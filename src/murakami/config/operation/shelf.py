"""The directory in which backups stand side by side: which are whole, which is the newest, which may go."""

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from murakami.config.operation.manifest import NAME, Manifest, NotABackup, read_manifest


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole backup."""

    folder: Path
    manifest: Manifest


def name_of(zone: str, *, at: datetime, taken: Collection[str]) -> str:
    """Name a backup by zone and UTC time, so that names sort by age; a second one of the same second gets a number."""
    name = f"{zone}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return next(free for number in range(1, 1000) if (free := name if number == 1 else f"{name}-{number}") not in taken)


def list_backups(shelf: Path) -> list[Backup]:
    """List the whole backups, oldest first; what is half written or something else is passed over."""
    found = []
    for folder in shelf.iterdir() if shelf.is_dir() else ():
        if not folder.name.startswith(".") and (folder / NAME).is_file():
            try:
                found.append(Backup(folder, read_manifest(folder)))
            except NotABackup:
                continue
    return sorted(found, key=lambda backup: (backup.manifest.taken_at, backup.folder.name))


def find_backup(path: Path, *, zone: str) -> Backup:
    """Find the backup that `path` is, or the newest of `zone` that stands in it.

    Raises:
        NotABackup: it is none and holds none.
    """
    if (path / NAME).is_file():
        return Backup(path, read_manifest(path))
    whole = [backup for backup in list_backups(path) if backup.manifest.zone == zone]
    if not whole:
        raise NotABackup(f"{path} に、区域 {zone} の完全なバックアップがありません。場所と MURAKAMI_ZONE を確かめてください。")
    return whole[-1]


def remove_beyond(shelf: Path, *, keep: int, zone: str) -> tuple[Path, ...]:
    """Remove all but the newest `keep` backups of a zone; each vanishes from view before it is emptied."""
    mine = [backup.folder for backup in list_backups(shelf) if backup.manifest.zone == zone]
    old = mine[:-keep]
    for folder in old:
        hidden = folder.with_name(f".writing-{folder.name}")
        folder.rename(hidden)
        shutil.rmtree(hidden)
    return tuple(old)
