"""`murakami indicators`: count what happened, without waiting for the night.

Exit codes: 0 done · 1 somebody else is counting · 2 misuse.
"""

from collections.abc import Callable
from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.zones import serves

app = typer.Typer(help="指標を集計します。 / Count the indicators.", no_args_is_help=True)
Keys = Annotated[list[str] | None, typer.Argument(help="指標の名前（なければすべて） / keys; all without", show_default=False)]


@app.callback()
def _only_where_indicators_are() -> None:
    if not serves(settings.ZONE, "core"):
        typer.echo("murakami: 指標は core にだけあります。 / Indicators exist only in the core zone.", err=True)
        raise typer.Exit(2)


@app.command()
def update() -> None:
    """前の集計のあとに増えたできごとを集計し、公表します。 / Count what is new and publish it."""
    from murakami.domain.indicators.operations.counting import update_indicators  # noqa: PLC0415 - core only

    _count(lambda: update_indicators(at=timezone.now()))


@app.command()
def recompute(keys: Keys = None) -> None:
    """すべてのできごとから集計し直し、公表します。 / Count from all events again and publish."""
    from murakami.domain.indicators.operations.counting import recompute as count_again  # noqa: PLC0415 - core only
    from murakami.domain.indicators.queries.definitions import list_indicators  # noqa: PLC0415 - core only

    unknown = sorted(set(keys or ()) - {one.key for one in list_indicators()})
    if unknown:
        typer.echo(f"murakami: 指標がありません：{'、'.join(unknown)} / no such indicator", err=True)
        raise typer.Exit(2)
    _count(lambda: count_again(at=timezone.now(), keys=keys or ()))


def _count(work: Callable[[], int]) -> None:
    from murakami.domain.indicators.operations.counting import OvertakenByAnother  # noqa: PLC0415 - core only
    from murakami.domain.indicators.operations.publishing import publish_indicators  # noqa: PLC0415 - core only

    try:
        months = work()
    except OvertakenByAnother:
        typer.echo("murakami: いまほかの処理が集計しています。 / Somebody else is counting.", err=True)
        raise typer.Exit(1) from None
    published = publish_indicators(at=timezone.now())
    typer.echo(f"{months}か月を集計し、{published}件を公表しました。 / {months} months counted, {published} published.")
