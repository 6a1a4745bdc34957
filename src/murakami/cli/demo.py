"""`murakami demo …`: the fictitious outside world and its people, refused outside demo mode."""

import os
import sys
from datetime import date
from typing import Annotated
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.environment import Environment
from murakami.demo.addresses import REALM, Service, WorldAddresses, client_key_path, staff_path
from murakami.demo.gate import NotADemo, refuse_outside_demo
from murakami.demo.house.processes import PortTaken, ProcessEnded, refuse_taken_ports, running
from murakami.demo.house.shapes import House, Shape, plan_house
from murakami.demo.house.steps import StepFailed, Town, prepare
from murakami.demo.staff_sheet import read_staff

_BUSY_UNIT = "こども課"  # births go there; another town's demo shows its first unit
app = typer.Typer(no_args_is_help=True, help="The fictitious outside world of the demo (MURAKAMI_DEMO=1).")


@app.callback()
def _only_in_demo() -> None:
    try:
        refuse_outside_demo(Environment())
    except NotADemo as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(2) from refusal


@app.command()
def key() -> None:
    """Make what the software needs of the demo's providers: its own key, whose place is printed, issuer and secret."""
    from murakami.demo.provider.certificates import kept_issuer  # noqa: PLC0415 - an optional dependency
    from murakami.demo.provider.keys import business_secret, client_key  # noqa: PLC0415 - an optional dependency

    client_key(settings.DATA_DIR)
    business_secret(settings.DATA_DIR)
    kept_issuer(settings.DATA_DIR)
    print(client_key_path(settings.DATA_DIR))


@app.command()
def people() -> None:
    """Make the fictitious staff of every unit and print how to sign in as them."""
    from murakami.demo.staff_sheet import StaffSignIn, write_staff  # noqa: PLC0415
    from murakami.foundation.accounts.operations.demo_staff import create_demo_staff  # noqa: PLC0415 - core only

    today = timezone.localdate()
    made = create_demo_staff(demo=settings.DEMO, since=date(today.year - 1, 4, 1), at=timezone.now())
    rows = tuple(StaffSignIn(one.login_name, one.name, one.unit, one.role, one.password, one.secret) for one in made)
    write_staff(staff_path(settings.DATA_DIR), rows)
    for row in rows:
        print(f"{row.login_name}\t{row.unit}\t{row.role}\t{row.password}\t{row.secret}")


@app.command()
def run(
    shape: Annotated[Shape, typer.Option(help="all: one process; zones: edge and core as two")] = "all",
    residents: Annotated[int, typer.Option(help="How many people live in the fictitious town")] = 3000,
    seed: Annotated[int, typer.Option(help="Another number is another town")] = 1,
    cases: Annotated[int, typer.Option(help="How many births have been filed before the demo begins")] = 24,
) -> None:
    """Prepare what is missing and run the whole demo until stopped (Ctrl-C, SIGTERM)."""
    house = plan_house(shape, data_dir=settings.DATA_DIR, port=settings.ENVIRONMENT.port, inherited=os.environ)
    try:
        refuse_taken_ports(house)
        prepare(house, packs=settings.PACKS, say=_say,
                town=Town(residents=residents, seed=seed, cases=cases))
        with running(house):
            _say_addresses(house)
    except (PortTaken, StepFailed, ProcessEnded) as error:
        sys.exit(f"murakami demo: {type(error).__name__}: {error}")


def _say(line: str) -> None:
    print(line, flush=True)


def _say_addresses(house: House) -> None:
    print(
        f"\n  住民のページ / residents   {house.zone_of('edge').url}/"
        f"\n  職員のページ / staff       {house.zone_of('core').url}/office/"
        f"\n  架空の世界   / the world   {house.world.home}   （カード・メール・職員のサインイン / cards, mails, staff sign-ins）"
        f"\n{_staff_examples(house)}"
        "\n  Ctrl-C で終わります。 / Ctrl-C ends it.\n",
        flush=True,
    )


def _staff_examples(house: House) -> str:
    """A clerk and a head to begin with: those of the unit that the fictitious families write to most."""
    rows = read_staff(staff_path(house.data_dir))
    units = [row.unit for row in rows]
    chosen = [row for row in rows if row.unit == (_BUSY_UNIT if _BUSY_UNIT in units else next(iter(units), ""))]
    return "".join(f"\n    {row.unit} {row.role}：{row.login_name} / {row.password}" for row in chosen) + (
        "\n    6けたのコードは架空の世界のページに / the six digits are on the world's page\n")


@app.command()
def world(
    service: str = typer.Option("", help="The address of the software, when it is not MURAKAMI_BASE_URL or this port."),
    office: str = typer.Option("", help="The address of the staff's pages, when they stand elsewhere."),
    listen_on: str = typer.Option("127.0.0.1", help="The network address to listen on."),
) -> None:
    """Serve the card provider, the post office and the staff's codes until stopped (Ctrl-C, SIGTERM)."""
    from murakami.demo.world import run_world  # noqa: PLC0415 - an optional dependency

    addresses, base = _addresses(), service.rstrip("/") or settings.BASE_URL
    print(f"The fictitious world: {addresses.home}", flush=True)
    run_world(data_dir=settings.DATA_DIR, addresses=addresses, listen_on=listen_on,
              service=Service(portal=f"{base}/", office=office or f"{base}/office/"), redirect_uris=_redirect_uris(base))


def _addresses() -> WorldAddresses:
    """The world stands where the software has been told to look for it."""
    issuer, default = urlsplit(settings.OIDC_ISSUER), WorldAddresses()
    if issuer.path not in {"", f"/{REALM}"}:
        raise typer.BadParameter(f"MURAKAMI_OIDC_ISSUER must end with /{REALM} in the demo.")
    return WorldAddresses(host=issuer.hostname or default.host, port=issuer.port or default.port,
                          mail_port=settings.EMAIL_PORT)


def _redirect_uris(base: str) -> tuple[str, ...]:
    """Where the provider may send people back: the software under each name of this machine."""
    from django.urls import reverse  # noqa: PLC0415 - the addresses of the zone

    parts = urlsplit(base)
    port = f":{parts.port}" if parts.port else ""
    places = [base, *(f"http://{host}{port}" for host in ("localhost", "127.0.0.1"))]
    backs = [reverse("portal:sign-in-card-back"), reverse("portal:signed"), reverse("portal:sign-in-business-back")]
    return tuple(dict.fromkeys(f"{place}{back}" for back in backs for place in places))
