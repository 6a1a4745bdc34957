"""`murakami packs`: check, load, compare, try out and stamp packs.

Exit codes: 0 everything is well · 1 the packs have problems, a trial failed or a load was refused · 2 misuse.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated, Final, NoReturn, TypeVar

import typer
from django.conf import settings

from murakami.foundation.packs import linting, loading, stamping, trying
from murakami.foundation.packs.loading import LoadReport, PacksRefused
from murakami.foundation.packs.problems import Problem
from murakami.foundation.packs.reference import fill_tables
from murakami.foundation.packs.registry import Change, ChangeKind, LoadConflict, LoadOrder
from murakami.foundation.packs.schemas import write_schemas

T = TypeVar("T")
app = typer.Typer(help="パック（手続の定義）を調べ、読み込みます。 / Check and load packs.", no_args_is_help=True)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="パックのフォルダー（なければ設定 MURAKAMI_PACKS） / pack directories", show_default=False),
]
Replace = Annotated[
    list[str] | None,
    typer.Option("--replace", help="画面で作った版に代えてパックの版にするもの / take the pack's version of this"),
]
Only = Annotated[str, typer.Option("--only", help="印を付ける文の名前（* が使える） / keys to stamp, with wildcards")]
All = Annotated[bool, typer.Option("--all", help="間違いをすべて示す / show every problem")]
_SHOWN: Final = 30
_REFERENCE: Final = Path("docs/pack-reference.md")
_SIGNS: Final = {ChangeKind.ADDED: "+", ChangeKind.CHANGED: "~", ChangeKind.WITHDRAWN: "-"}


@app.command()
def lint(paths: Paths = None, show_all: All = False) -> None:
    """パックの間違いを、場所と直し方とともにすべて示します。データベースは使いません。 / Find every problem."""
    report = linting.lint(_packs(paths))
    if not report.is_clean:
        _refuse(report.problems, limit=len(report.problems) if show_all else _SHOWN)
    names = "、".join(entry.model.pack for entry in report.library.manifests)
    typer.echo(f"間違いはありません：{names} / No problems.")


@app.command()
def load(paths: Paths = None, replace: Replace = None) -> None:
    """パックを読み込み、変わったことを示します。間違いがあれば何も変えません。 / Load everything or nothing."""
    order = LoadOrder(at=datetime.now(UTC), replace=frozenset(replace or ()))
    report = _run(lambda: loading.load(_packs(paths), order=order))
    _say_changes(report, nothing="変わったことはありません。 / Nothing changed.")


@app.command()
def diff(paths: Paths = None, replace: Replace = None) -> None:
    """読み込むと何が変わるかを示します。何も変えません。 / Say what load would change."""
    order = LoadOrder(at=datetime.now(UTC), replace=frozenset(replace or ()))
    report = _run(lambda: loading.diff(_packs(paths), order=order))
    _say_changes(report, nothing="読み込んでも変わりません。 / Load would change nothing.")


@app.command(name="try")
def try_out(paths: Paths = None) -> None:
    """trials/ の例を動かし、期待と違うところを示します。データベースは使いません。 / Run the trials."""
    results = _run(lambda: trying.try_out(_packs(paths)))
    for result in results:
        typer.echo(f"{'○' if result.passed else '×'} {result.name}  ({result.file}:{result.line})")
        for difference in result.differences:
            typer.echo(f"    {difference}")
    failed = sum(not result.passed for result in results)
    typer.echo(
        f"{len(results)}件のうち{len(results) - failed}件が期待どおりです。 / {failed} of {len(results)} failed."
    )
    if failed:
        raise typer.Exit(1)


@app.command()
def stamp(paths: Paths = None, only: Only = "*") -> None:
    """日本語と読み比べた訳に、その日本語の印（of）を付けます。 / Mark translations as compared with their original."""
    stamps = stamping.stamp(_packs(paths), only=lambda key: fnmatch(key, only))
    for one in stamps:
        typer.echo(f"{one.file}  {one.key}  of: {one.of}")
    typer.echo(f"{len(stamps)}件に印を付けました。 / {len(stamps)} stamped.")


@app.command()
def schemas(directory: Annotated[Path, typer.Argument(help="書き出す先 / where to write")] = Path("schemas")) -> None:
    """エディターが書き方を助けるためのJSON Schemaを書き出します。 / Write JSON Schemas for editors."""
    for path in write_schemas(directory):
        typer.echo(str(path))


@app.command()
def reference(document: Annotated[Path, typer.Argument(help="書き直す文書 / the document")] = _REFERENCE) -> None:
    """docs/pack-reference.md の表を、いまの書き方に合わせて書き直します。 / Rewrite the tables of the reference."""
    document.write_text(fill_tables(document.read_text(encoding="utf-8")), encoding="utf-8")
    typer.echo(str(document))


def _packs(paths: list[Path] | None) -> list[Path]:
    return paths or list(settings.ENVIRONMENT.packs)


def _run(action: Callable[[], T]) -> T:
    try:
        return action()
    except PacksRefused as refused:
        _refuse(refused.problems)
    except LoadConflict as conflict:
        typer.echo(f"{conflict.problem.ja}\n→ {conflict.mend.ja}\n{conflict.problem.en} → {conflict.mend.en}", err=True)
        raise typer.Exit(1) from conflict


def _refuse(problems: Sequence[Problem], *, limit: int = _SHOWN) -> NoReturn:
    for problem in problems[:limit]:
        typer.echo(f"{problem}\n", err=True)
    if len(problems) > limit:
        typer.echo(f"… ほか{len(problems) - limit}件（すべて見るには lint --all） / and more: lint --all\n", err=True)
    files = len({problem.file for problem in problems})
    typer.echo(f"{files}つのファイルに{len(problems)}件の間違いがあります。 / {len(problems)} problems.", err=True)
    raise typer.Exit(1)


def _say_changes(report: LoadReport, *, nothing: str) -> None:
    for change in report.changes:
        typer.echo(_change_text(change))
    if not report.changes:
        typer.echo(nothing)


def _change_text(change: Change) -> str:
    details = "".join(f"\n    {line}" for line in change.details)
    return f"{_SIGNS[change.kind]} {change.what} {change.name}{details}"
