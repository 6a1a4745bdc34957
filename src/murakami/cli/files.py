"""`murakami files`: the originals under seal, for whoever looks after the server of a zone (docs/guides/files.md).

Exit codes: 0 done · 1 refused, with the reason · 2 misuse.
"""

import os
import sys
from pathlib import Path
from typing import Annotated, BinaryIO, NoReturn

import typer
from django.utils import timezone

from murakami.flows.originals import original_for_operator
from murakami.foundation.events.rules import EventRefused
from murakami.foundation.files.store import FileDamaged, FileMissing
from murakami.foundation.keys.store import KeyRefused

app = typer.Typer(help="届いたままの元のファイル。 / Originals as they came.", no_args_is_help=True)
Digest = Annotated[str, typer.Argument(help="照合の値（前） / the hash before, as the case's page shows it")]
Target = Annotated[Path, typer.Argument(help="書き出すファイル / file to write")]
Reason = Annotated[str, typer.Option("--reason", help="理由のコード（英小文字） / reason, a code such as court_order")]


@app.callback()
def _files() -> None:
    """届いたままの元のファイル。 / Originals as they came."""


@app.command()
def original(digest: Digest, target: Target, reason: Reason) -> None:
    """元のファイルを取り出します。できごとに残ります。 / Fetch an original; the events say so."""
    sink = _create(target)
    try:
        with sink:
            sink.write(original_for_operator(digest, reason=reason, at=timezone.now()))
    except FileMissing:
        target.unlink()
        _refuse("その元のファイルはここにありません。 / There is no such original here.")
    except (FileDamaged, KeyRefused, EventRefused) as error:
        target.unlink()
        _refuse(f"取り出せません：{error} / Refused: {error}")


def _create(target: Path) -> BinaryIO:
    """Make the file first, for its owner alone: whoever cannot write it has fetched nothing."""
    try:
        return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        _refuse(f"{target} があります。別の名前にしてください。 / {target} exists. Choose another name.")
    except OSError as error:
        _refuse(f"{target} に書けません：{error.strerror} / Cannot write {target}: {error.strerror}")


def _refuse(text: str) -> NoReturn:
    print(text, file=sys.stderr)
    raise typer.Exit(1)
