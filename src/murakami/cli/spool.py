"""Messages and background work: what an operator sees and decides."""

from typing import Annotated

import typer
from django.utils import timezone

from murakami.foundation.spool.operations import MessageNotDead, discard_message, retry_message
from murakami.foundation.spool.queries import get_status, list_dead_messages
from murakami.foundation.spool.worker import run_pending

app = typer.Typer(help="Messages between the zones and background work.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="The number that `murakami spool dead` shows")]


@app.command()
def status() -> None:
    """Count what waits and what failed for good."""
    now = get_status()
    print(f"waiting {now.waiting}, dead {now.dead}, oldest {now.oldest_at.isoformat() if now.oldest_at else '-'}")
    for direction, number in sorted(now.numbers.items()):
        print(f"{direction} through number {number}")


@app.command()
def dead() -> None:
    """List what failed for good and waits for a decision."""
    for each in list_dead_messages():
        print(
            f"{each.id}\t{each.topic}\t{each.key}\t{each.attempts} attempts\t"
            f"{each.waiting_behind} waiting behind\t{each.error}"
        )


@app.command()
def retry(number: Number) -> None:
    """Try a dead message again from the beginning."""
    try:
        retry_message(number, at=timezone.now())
    except MessageNotDead:
        raise typer.BadParameter(f"{number} is not dead. `murakami spool dead` lists the dead ones.") from None


@app.command()
def discard(number: Number) -> None:
    """Throw a dead message away; what waits behind it goes on."""
    try:
        discard_message(number)
    except MessageNotDead:
        raise typer.BadParameter(f"{number} is not dead. `murakami spool dead` lists the dead ones.") from None


@app.command()
def run() -> None:
    """Do everything that is due now, and end."""
    print(f"{run_pending()} done")
