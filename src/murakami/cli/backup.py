"""`murakami backup | restore | verify`: keeping, bringing back, and looking whether everything is there.

Exit codes: 0 done and well · 1 refused, or something is wrong · 2 misuse.
"""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.operation.backup import BackupRunning, take_backup
from murakami.config.operation.keys import PassphraseRefused
from murakami.config.operation.manifest import NotABackup
from murakami.config.operation.restoring import NUMBERS_AHEAD, RestoreRefused, restore_backup
from murakami.config.operation.shelf import find_backup
from murakami.config.operation.snapshots import SnapshotFailed
from murakami.config.operation.verifying import Verified, verify_backup, verify_installation

Shelf = Annotated[Path | None, typer.Argument(
    help="バックアップを並べるところ（なければ設定 MURAKAMI_BACKUP_DIR） / where backups stand", show_default=False)]
Passphrase = Annotated[Path | None, typer.Option(
    "--keys-passphrase-file", help="鍵を封じる合いことばのファイル。なければ鍵は入りません / seals or opens the keys")]
Ahead = Annotated[int, typer.Option(help="受付番号をいくつ飛ばすか / how many receipt numbers of each month to skip")]


def register(root: typer.Typer) -> None:
    """Add `backup`, `restore` and `verify`."""
    for command in (backup, restore, verify):
        root.command()(command)


def backup(directory: Shelf = None, passphrase: Passphrase = None,
           keep: Annotated[int, typer.Option(min=0, help="残す数。0 はすべて残す / how many to keep")] = 0) -> None:
    """動かしたまま、すべてを1つのバックアップに取ります。 / Take a whole backup while everything goes on."""
    try:
        taken = take_backup(_shelf(directory), at=timezone.now(), passphrase=_read(passphrase), keep=keep)
    except (BackupRunning, SnapshotFailed, PassphraseRefused) as error:
        _refuse(f"{error}\n前のバックアップはそのままです。 / No new backup; the older ones are as they were.")
    except OSError as error:
        _refuse(f"バックアップを書けません（{error.strerror}）。空きと書きこみの許可を確かめてください。前のバックアップはそのままです。")
    said = taken.manifest
    print(f"{taken.folder}\n{sum(said.counts.values())} rows, {said.files} files, manifest {taken.digest}")
    for folder in taken.removed:
        print(f"古いものを消しました： {folder}")
    for path in said.keys_left_out:
        print(f"鍵は入っていません。別の場所に、鍵をかけて残してください： {path}")
    if said.missing:
        _refuse(f"添付ファイル{len(said.missing)}件が失われています。murakami verify で確かめてください。バックアップは取れています。")


def restore(directory: Annotated[Path, typer.Argument(help="バックアップか、それが並ぶところ / a backup or where they stand")],
            passphrase: Passphrase = None, numbers_ahead: Ahead = NUMBERS_AHEAD) -> None:
    """空の DATA_DIR とデータベースに、バックアップ（なければ最新のもの）を戻します。 / Bring a backup back."""
    try:
        found = find_backup(directory, zone=settings.ZONE)
        done = restore_backup(found, at=timezone.now(), passphrase=_read(passphrase), numbers_ahead=numbers_ahead)
    except (NotABackup, RestoreRefused, SnapshotFailed, PassphraseRefused) as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"戻しきれませんでした（{error.strerror}）。空きと許可を確かめて、もう一度実行してください。")
    print(f"{found.folder} （{done.manifest.taken_at.isoformat()}、版 {done.manifest.release}）を戻しました。")
    if done.skipped_months:
        print(f"受付番号は、月ごとに{numbers_ahead}番飛ばして続けます。")
    for path in done.keys:
        print(f"鍵： {path}")
    print("次に： murakami upgrade （版が違うとき）、murakami verify、murakami doctor、murakami serve")


def verify(directory: Annotated[Path | None, typer.Argument(
        help="調べるバックアップ。なければ、動いているもの / a backup; without it, what is running", show_default=False)] = None,
) -> None:
    """バックアップ、または動いているものに、あるべきものがそろっているかを調べます。 / Look whether everything is there."""
    try:
        found = verify_backup(find_backup(directory, zone=settings.ZONE)) if directory else verify_installation()
    except NotABackup as error:
        _refuse(str(error))
    _say(found)


def _say(found: Verified) -> None:
    for problem in found.problems:
        print(f"× {problem}")
    print(f"{found.tables} tables, {found.files} files")
    if not found.is_well:
        _refuse(f"{len(found.problems)}件の問題があります。 / {len(found.problems)} problems.")
    print("すべてそろっています。 / Everything is there.")


def _shelf(directory: Path | None) -> Path:
    shelf = directory or settings.ENVIRONMENT.backup_dir
    if shelf is None:
        typer.echo("murakami: バックアップを並べるところを書いてください（引数か MURAKAMI_BACKUP_DIR）。", err=True)
        raise typer.Exit(2)
    return Path(shelf).resolve()


def _read(passphrase: Path | None) -> str:
    if passphrase is None:
        return ""
    try:
        return passphrase.read_text(encoding="utf-8").strip()
    except OSError as error:
        _refuse(f"合いことばのファイル {passphrase} を読めません（{error.strerror}）。")


def _refuse(problem: str) -> NoReturn:
    typer.echo(f"murakami: {problem}", err=True)
    raise typer.Exit(1)
