"""`murakami register`: the copy of the resident records.

Exit codes: 0 done · 1 refused, nothing changed · 2 misuse.
"""

from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.zones import serves

if TYPE_CHECKING:
    from murakami.domain.register.operations import Counts

app = typer.Typer(help="住民記録の写し。 / The copy of the resident records.", no_args_is_help=True)
File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="CSV（UTF-8 か CP932）。1行目は列の名前")]
_COLUMNS = (
    "列（日本語でも英語でも）：宛名番号 register_number・世帯番号 household_number・続柄 relation・氏 family_name・名 given_name・"
    "氏カナ family_kana・名カナ given_kana・生年月日 born_on・性別 sex（1男 2女 0不明 9その他）・郵便番号 postal_code・町字 town・"
    "番地 block・方書 building・地域 district・支援措置 is_protected（1有 0無）・転出年月日 left_on・死亡年月日 died_on。"
    "日付は 1990-04-01 でも 平成2年4月1日 でも。列はすべて要ります。個人番号があるファイルは読みません。")


@app.callback()
def _only_where_it_is_kept() -> None:
    if not serves(settings.ZONE, "core"):
        typer.echo("murakami: 住民記録の写しは core にだけあります。 / The register is kept in the core zone only.", err=True)
        raise typer.Exit(2)


@app.command(help=f"住民記録の写しをファイルから読み込みます。 / Load the register from a file.\n\n{_COLUMNS}")
def load(
    file: File,
    whole: Annotated[bool, typer.Option("--whole", help="全員のファイル：ここにない人は転出・除票とします（消しません） / who is missing has left")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="数だけを見せ、何も書きません / show counts, write nothing")] = False,
    skip_wrong: Annotated[bool, typer.Option("--skip-wrong", help="直すところのある行を飛ばし、FILE.wrong.csv に書きます / skip wrong lines, keep them")] = False,
) -> None:
    """Look the file through to its end, then write all of it or nothing."""
    from murakami.domain.register.tables import FileUnreadable  # noqa: PLC0415 - rooms of core alone
    from murakami.flows.agency.register_load import LinesWrong, look_through  # noqa: PLC0415

    try:
        looked = look_through(file, whole=whole, at=timezone.now(), wrong=_name, progress=_progress)
        if looked.wrong and (whole or not skip_wrong):
            why = "--whole では飛ばせません（飛ばした人が転出になります）。" if whole and skip_wrong else ""
            _refuse(f"直すところのある行が{looked.wrong}あります。何も書いていません。{why} / {looked.wrong} lines are wrong; nothing was written.")
        if dry_run:
            print(f"書いていません。 / Not written.\n{_said(looked.counts)}")
            return
        print(_said(_load(file, whole=whole, keep_wrong=bool(looked.wrong))))
    except FileUnreadable as problem:
        _refuse(f"{file.name}：{problem}")
    except LinesWrong:
        _refuse("読んでいる間にファイルが変わりました。何も書いていません。 / The file changed while it was read; nothing was written.")


def _load(file: Path, *, whole: bool, keep_wrong: bool) -> "Counts":
    from murakami.domain.register.tables import header_of  # noqa: PLC0415
    from murakami.flows.agency.register_load import WrongLines, load  # noqa: PLC0415

    at = timezone.now()
    aside = file.with_name(f"{file.name}.wrong.csv")
    try:
        kept: Any = closing(WrongLines(aside, header=header_of(file))) if keep_wrong else nullcontext()
    except FileExistsError:
        _refuse(f"{aside.name} がもうあります。見てから動かしてください。 / Move it away first.")
    with kept as lines:
        wrong: Callable[..., None] | None = lines.write if keep_wrong else None
        counts = load(file, whole=whole, at=at, progress=_progress, wrong=wrong)
    if keep_wrong:
        typer.echo(f"murakami: 読まなかった行：{aside}", err=True)
    return counts


def _said(counts: "Counts") -> str:
    return (f"新しい人 / new\t{counts.new:,}\n変わった人 / changed\t{counts.changed:,}\n"
            f"同じ人 / same\t{counts.same:,}\nいなくなった人 / gone\t{counts.gone:,}")


def _name(line: Any) -> None:
    from murakami.domain.register.columns import JAPANESE  # noqa: PLC0415

    for one in line.wrong:
        where = f"{JAPANESE[one.field]}（{one.field}）：" if one.field else ""
        typer.echo(f"{line.number}行目\t{where}{one.mend}", err=True)


def _progress(read: int) -> None:
    typer.echo(f"… {read:,}", err=True)


def _refuse(problem: str) -> NoReturn:
    typer.echo(f"murakami: {problem}", err=True)
    raise typer.Exit(1)
