"""`murakami town`: the fictitious town of the demo."""

from datetime import date

import typer
from django.conf import settings
from django.utils import timezone

from murakami.demo.town.synthesis import synthesise as draw

app = typer.Typer(help="The fictitious town of the demo.", no_args_is_help=True)


@app.callback()
def town() -> None:
    """The fictitious town of the demo."""


@app.command()
def synthesise(
    residents: int = typer.Option(3000, min=1, max=200_000, help="How many people live in the town."),
    seed: int = typer.Option(1, help="The same seed gives the same town."),
    cases: int = typer.Option(24, min=0, max=20_000, help="How many births are filed, with cases in every state."),
    today: str = typer.Option("", help="The day on which the town stands, YYYY-MM-DD; default is today."),
) -> None:
    """Draw a fictitious town on the real places: a register, residents to sign in as, and cases in every state."""
    if not settings.DEMO:
        raise typer.BadParameter("a fictitious town is drawn in demo mode alone; set MURAKAMI_DEMO=1")
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the postbox opens later, and nobody reads mails of the past
    day = date.fromisoformat(today) if today else timezone.localdate()
    report = draw(residents=residents, seed=seed, births=cases, today=day, data_dir=settings.DATA_DIR)
    typer.echo(report)
