"""`murakami programme`: the DX programme from the command line.

Exit codes: 0 done · 1 some mail was not taken · 2 misuse.
"""

from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.zones import serves

app = typer.Typer(help="DX推進の取組。 / The DX programme.", no_args_is_help=True)


@app.callback()
def _only_where_it_is_kept() -> None:
    if not serves(settings.ZONE, "core"):
        typer.echo("murakami: DX推進は core にだけあります。 / The programme is kept in the core zone only.", err=True)
        raise typer.Exit(2)


@app.command()
def digest(send: Annotated[bool, typer.Option("--send", help="本当に送ります / really send")] = False) -> None:
    """今日だれに何を知らせるかを見せます。--send で送ります。 / Show whom today's reminders would tell what; `--send` sends."""
    from murakami.flows.programme.digest import (  # noqa: PLC0415 - rooms of core alone
        SomeNotSent,
        draft_digests,
        send_digests,
    )

    at = timezone.now()
    drafted = list(draft_digests(at=at))
    if not drafted:
        print("いま知らせることはありません。何も待っていないか、今日はもう知らせました。 / Nothing to tell: nothing waits, or it was told today.")
    for one in drafted:
        print(f"{one.name}\t{one.email or '（アドレスなし / no address）'}\t{len(one.waiting)}")
        for waiting in one.waiting:
            print(f"\t{waiting.why}\t{waiting.code}\t{waiting.fiscal_year}\t{waiting.what}".rstrip())
    if send:
        try:
            print(f"{send_digests(at=at)} sent")
        except SomeNotSent as error:
            typer.echo(f"murakami: 送れなかったメールがあります（{error}）。 / Some mail was not taken.", err=True)
            raise typer.Exit(1) from None
