"""Messages and background work: what an operator sees and decides, in a zone without an office too."""

import getpass
import os
from datetime import datetime
from typing import Annotated

import typer
from django.utils import timezone

from murakami.flows.operating import decide_dead_message
from murakami.foundation.spool.between import Between, get_between, list_waiting
from murakami.foundation.spool.carrying.standing import forget_directory
from murakami.foundation.spool.decisions import Decided, DecidedBy
from murakami.foundation.spool.operations import MessageNotDead
from murakami.foundation.spool.queries import get_status, list_dead_messages
from murakami.foundation.spool.worker import run_pending

app = typer.Typer(help="Messages between the zones and background work.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="The number that `murakami spool dead` shows")]
Why = Annotated[str, typer.Option("--why", help="The reason; it is kept with your name")]


@app.command()
def status() -> None:
    """Count what waits and what failed for good; say what hinders the traffic between the zones."""
    now = get_status()
    print(f"waiting {now.waiting}, dead {now.dead}, oldest {_moment(now.oldest_at)}")
    for lot in list_waiting():
        print(f"  {lot.topic}\t{lot.count}\toldest {_moment(lot.oldest_at)}")
    between = get_between()
    if between is not None:
        _tell(between)


@app.command()
def refused() -> None:
    """List the newest envelopes that were not taken in, and whether they came again as they should."""
    between = get_between()
    for one in between.refused if between else ():
        print(f"{one.number}\t{one.reason}\t{_moment(one.at)}\t{'settled' if one.settled_at else 'asked for again'}")


@app.command()
def dead() -> None:
    """List what failed for good and waits for a decision."""
    for each in list_dead_messages():
        print(
            f"{each.id}\t{each.topic}\t{each.key}\t{each.attempts} attempts\t"
            f"{each.waiting_behind} waiting behind\t{each.error}"
        )


@app.command()
def retry(number: Number, why: Why) -> None:
    """Try a dead message again from the beginning."""
    _decide(number, "retried", why)


@app.command()
def discard(number: Number, why: Why) -> None:
    """Throw a dead message away; what waits behind it goes on."""
    _decide(number, "discarded", why)


@app.command("new-directory")
def new_directory() -> None:
    """Carry through another directory from now on, in both zones; what was not acknowledged is written into it again."""
    forget_directory()
    print("The next round takes the directory that MURAKAMI_SPOOL_DIR names now.")


@app.command()
def run() -> None:
    """Do everything that is due now, and end."""
    print(f"{run_pending()} done")


def _decide(number: int, decided: Decided, why: str) -> None:
    if not why.strip():
        raise typer.BadParameter("A decision needs its reason: --why \"…\"")
    try:
        decide_dead_message(number, decided=decided, by=DecidedBy(_who()), reason=why.strip(), at=timezone.now())
    except MessageNotDead:
        raise typer.BadParameter(f"{number} is not dead. `murakami spool dead` lists the dead ones.") from None


def _tell(between: Between) -> None:
    print(f"sent through number {between.sent}, last {_moment(between.written_at)}; not acknowledged {between.unacknowledged}, "
          f"oldest {_moment(between.oldest_unacknowledged_at)}")
    print(f"received through number {between.received}, last {_moment(between.taken_in_at)}")
    if between.trouble:
        print(f"HINDERED since {_moment(between.since)}: {between.trouble} ({between.detail})")
    if between.other.is_silent(at=timezone.now()):
        print(f"SILENT: {between.other.name} was last heard of {_moment(between.other.heard_at)}")
    print(f"{between.other.name} reports: waiting {between.other.waiting}, dead {between.other.dead}, refused {between.other.refused}")


def _moment(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else "-"


def _who() -> str:
    try:
        return f"{getpass.getuser()} (command line)"
    except (OSError, KeyError):
        return f"user {os.getuid()} (command line)"
