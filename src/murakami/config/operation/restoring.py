"""Bringing a backup back to an empty machine: everything is looked at first, the database is put in last."""

import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

import murakami
from murakami.config.operation.keys import NAME as KEYS
from murakami.config.operation.keys import open_keys, put_keys
from murakami.config.operation.layout import other_files, place_of, stored_contents
from murakami.config.operation.manifest import Manifest
from murakami.config.operation.shelf import Backup
from murakami.config.operation.snapshots import taker_of
from murakami.config.operation.verifying import verify_digests
from murakami.config.operation.writing import copy_digested, write_json
from murakami.config.zones import serves
from murakami.kernel.versions import read_version

_MARK = "restoring.json"
NUMBERS_AHEAD = 10_000


class RestoreRefused(RuntimeError):
    """A backup cannot be brought back here; nothing was changed. Each line says what is wrong and the mend."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, the key files that were written, and for how many months receipt numbers were skipped."""

    manifest: Manifest
    keys: list[Path] = field(default_factory=list)
    skipped_months: int = 0


def restore_backup(backup: Backup, *, at: datetime, passphrase: str = "", numbers_ahead: int = NUMBERS_AHEAD) -> Restored:
    """Bring a backup back into the empty DATA_DIR and the empty database of this zone. Killed, it can be run again.

    Receipt numbers go on `numbers_ahead` further: those given out after the backup must not be given a second time.

    Raises:
        RestoreRefused: something is there already, the backup is damaged or of another zone, database or later release.
        PassphraseRefused, SnapshotFailed, OSError: what was written stays; run it again after the mend.
    """
    manifest = backup.manifest
    reasons = [*_refusals(manifest), *_occupied()] or list(verify_digests(backup))
    if reasons:
        raise RestoreRefused(reasons)
    keys = open_keys(backup.folder / KEYS, passphrase=passphrase) if passphrase and manifest.has_keys else {}
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_json(settings.DATA_DIR / _MARK, {"backup": backup.folder, "at": at})
    _bring_files(backup.folder)
    placed = put_keys(keys)
    os.sync()
    taker = taker_of(connection.vendor)
    taker.put_back(backup.folder / taker.part)
    months = _skip_numbers(manifest, at=at, ahead=numbers_ahead)
    connection.close()
    (settings.DATA_DIR / _MARK).unlink()
    return Restored(manifest, placed, months)


def _refusals(manifest: Manifest) -> list[str]:
    reasons = []
    if manifest.zone != settings.ZONE:
        reasons.append(f"このバックアップは区域 {manifest.zone} のものです。MURAKAMI_ZONE={manifest.zone} にしてください。")
    if manifest.vendor != connection.vendor:
        reasons.append(f"このバックアップは {manifest.vendor} のものです。DATABASE_URL を {manifest.vendor} に合わせてください。")
    if read_version(manifest.release) > read_version(murakami.__version__):
        reasons.append(f"このバックアップは新しい版 {manifest.release} のものです。同じ版か、より新しい版を入れてください（いまは {murakami.__version__}）。")
    return reasons


def _occupied() -> list[str]:
    """Say what is there already, unless an earlier restore was cut off half way."""
    if (settings.DATA_DIR / _MARK).exists():
        return []
    reasons = []
    if not taker_of(connection.vendor).is_empty():
        reasons.append("データベースが空ではありません。空のデータベース（空の DATA_DIR か、新しい DATABASE_URL）を用意してください。"
                       "今のものは上書きしません。")
    if next(stored_contents(), None) or other_files(besides=settings.DATA_DIR / "static"):
        reasons.append(f"{settings.DATA_DIR} が空ではありません。空のディレクトリーを DATA_DIR にするか、今のものを別の場所に移してください。")
    return reasons


def _bring_files(folder: Path) -> None:
    for content in sorted((folder / "files").rglob("*")) if (folder / "files").is_dir() else ():
        target = place_of(settings.FILES_DIR, content.name)
        if content.is_file() and not (target.exists() and target.stat().st_size == content.stat().st_size):
            copy_digested(content, target)
    for other in sorted((folder / "other").rglob("*")) if (folder / "other").is_dir() else ():
        if other.is_file():
            target = settings.DATA_DIR / other.relative_to(folder / "other")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(other, target)


def _skip_numbers(manifest: Manifest, *, at: datetime, ahead: int) -> int:
    """Take the numbers of every month since the backup out of use; gives how many months. SQL: 1 a month and prefix."""
    if not ahead or not serves(settings.ZONE, "edge"):
        return 0
    from murakami.domain.intake.receipts import skip_receipt_numbers  # noqa: PLC0415 - a room of the edge

    return skip_receipt_numbers(count=ahead, since=manifest.taken_at, until=at)
