"""`murakami events`: the seal on the book of events, for operators and auditors (docs/evidence.md).

Exit codes: 0 done · 1 refused, with the reason · 2 misuse.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from django.utils import timezone

from murakami.flows.evidence import signer_of_log
from murakami.foundation.events.exporting import list_export
from murakami.foundation.events.proving import NotSealed, prove_event, prove_growth
from murakami.foundation.events.queries import find_newest_checkpoint
from murakami.foundation.events.sealing import SealedByAnother, SealRefused, seal_events
from murakami.foundation.keys.store import KeyRefused
from murakami.kernel.json_values import canonical_json
from murakami.kernel.merkle.notes import NoteRefused

app = typer.Typer(help="できごとの記録の封印と証明。 / The seal on the events, and proofs of it.", no_args_is_help=True)
NewKey = Annotated[bool, typer.Option("--new-key", help="鍵か名前を変えたとき / the key or the name is meant to change")]
File = Annotated[Path, typer.Argument(help="書き出すファイル（- は標準出力） / file to write, - for standard output")]
Number = Annotated[int | None, typer.Argument(help="できごとの番号 / number of an event", show_default=False)]
Since = Annotated[Path | None, typer.Option("--since", help="前のチェックポイント / an older checkpoint", show_default=False)]


@app.command()
def checkpoint(new_key: NewKey = False) -> None:
    """いま封印し、署名したチェックポイントを表示します。 / Seal now and print the signed checkpoint."""
    with _refusals():
        seal_events(at=timezone.now(), load=signer_of_log, may_change_signer=new_key)
    newest = find_newest_checkpoint()
    if newest is None:
        _refuse("まだできごとがありません。 / There are no events yet.")
    print(newest.note, end="")


@app.command()
def key() -> None:
    """確かめる人に渡す公開鍵を表示します。 / Print the public key that verifiers need."""
    newest = find_newest_checkpoint()
    with _refusals():
        print(signer_of_log(newest.origin if newest else "").public)


@app.command()
def export(file: File) -> None:
    """すべてのできごとと封印を JSON の行で書き出します。 / Write all events and their seal as JSON lines."""
    lines = (canonical_json(line) + "\n" for line in list_export(at=timezone.now()))
    if str(file) == "-":
        sys.stdout.writelines(lines)
        return
    with file.open("x", encoding="utf-8") as out:
        out.writelines(lines)


@app.command()
def prove(number: Number = None, since: Since = None) -> None:
    """できごとが封印にあること、または前のチェックポイントから続くことの証明を表示します。 / Print a proof as JSON."""
    if (number is None) == (since is None):
        raise typer.BadParameter("番号か --since のどちらか一つ / a number or --since, one of them")
    with _refusals():
        proof = prove_event(number) if number is not None else prove_growth(Path(str(since)).read_text(encoding="utf-8"))
    print(json.dumps(proof, ensure_ascii=False, indent=1))


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except SealedByAnother:
        _refuse("いまほかの処理が封印しています。 / Somebody else is sealing.")
    except NotSealed as missing:
        _refuse(f"封印にありません：{missing} / not in the signed tree: {missing}")
    except (SealRefused, KeyRefused, NoteRefused, OSError) as refused:
        _refuse(str(refused))


def _refuse(reason: str) -> NoReturn:
    typer.echo(f"murakami: {reason}", err=True)
    raise typer.Exit(1)
