"""`murakami upgrade`: the data to this release, with a backup first and a way back.

Exit codes: 0 done · 1 refused before or taken back: the data are as they were · 2 misuse.
"""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.conf import settings
from django.utils import timezone

import murakami
from murakami.config.operation.backup import BackupRunning
from murakami.config.operation.releases import UpgradeRefused
from murakami.config.operation.snapshots import SnapshotFailed
from murakami.config.operation.upgrading import UpgradeFailed, upgrade
from murakami.foundation.database.closing import StillBusy, release_of_data

_MINUTES = 15


def register(root: typer.Typer) -> None:
    """Add `upgrade`."""
    root.command("upgrade")(upgrade_data)


def upgrade_data(
    directory: Annotated[Path | None, typer.Argument(
        help="バックアップを置くところ（なければ MURAKAMI_BACKUP_DIR） / where the backup goes", show_default=False)] = None,
    minutes: Annotated[int, typer.Option(min=1, help="閉めている間のページが言う時間 / what the page promises")] = _MINUTES,
) -> None:
    """データをこの版に上げます。先にバックアップを取り、失敗したら自分で戻します。 / Take the data to this release."""
    shelf = directory or settings.ENVIRONMENT.backup_dir
    if shelf is None:
        typer.echo("murakami: バックアップを置くところを書いてください（引数か MURAKAMI_BACKUP_DIR）。", err=True)
        raise typer.Exit(2)
    noted = release_of_data()  # what the migrations tell is only from which release on they are the same
    try:
        done = upgrade(shelf.resolve(), at=timezone.now(), minutes=minutes, say=lambda _, words: print(words, flush=True))
    except (UpgradeRefused, UpgradeFailed, SnapshotFailed, BackupRunning) as error:
        _refuse(str(error))
    except StillBusy:
        _refuse("動いている仕事が終わりませんでした。何も変えていません。しばらくして、もう一度実行してください。")
    except OSError as error:
        _refuse(f"書けないところがありました（{error.strerror}）。空きと許可を確かめて、もう一度実行してください。続きから、または戻してからやり直します。")
    if done.backup is None:
        print(f"データはもう {murakami.__version__} です。")
        return
    before = noted or done.before
    print((f"{before} から {murakami.__version__} に上げました。" if before != murakami.__version__ else f"データを、この {murakami.__version__} の形にしました。")
          + f"前のバックアップ： {done.backup}")
    print("murakami serve と murakami worker を起動し直してください。前の版のままの窓口は、開きません。")


def _refuse(problem: str) -> NoReturn:
    typer.echo(f"murakami: {problem}", err=True)
    raise typer.Exit(1)
