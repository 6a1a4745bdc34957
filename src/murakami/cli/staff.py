"""`murakami staff`: who works here, in which unit, as what.

Exit codes: 0 done · 1 refused, nothing changed · 2 misuse.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, TypeVar

import typer
from django.conf import settings
from django.utils import timezone

from murakami.config.zones import serves
from murakami.foundation.accounts.operations.email_codes import clean_address
from murakami.foundation.accounts.operations.staff_names import LoginNameTaken, StaffUnknown, UnitUnknown
from murakami.foundation.accounts.queries import list_staff, list_units
from murakami.foundation.accounts.vocabulary import Role
from murakami.kernel.fields import FieldErrors
from murakami.kernel.fields.base import ParseContext

T = TypeVar("T")
app = typer.Typer(help="職員のアカウントを作り、課に置きます。 / Staff accounts.", no_args_is_help=True)

LoginName = Annotated[str, typer.Argument(help="職員番号（サインインの名前） / sign-in name")]
UnitCode = Annotated[str, typer.Argument(help="課の名前（パックの英字でも日本語でも） / a unit: its code or its name")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.callback()
def _only_where_staff_are() -> None:
    if not serves(settings.ZONE, "core"):
        typer.echo("murakami: 職員は core にだけいます。 / Staff exist only in the core zone.", err=True)
        raise typer.Exit(2)


@app.command()
def add(login_name: LoginName, name: str, unit: UnitCode, role: Role = Role.CLERK) -> None:
    """職員を作って課に置き、7日間使えるはじめのパスワードを一度だけ表示します。 / Make an account; prints a start password for 7 days."""
    from murakami.foundation.accounts.operations import staff  # noqa: PLC0415 - second factors are installed in core only

    start = _or_refuse(lambda: staff.add_placed_staff(
        login_name=login_name, name=name, unit=_code(unit), role=role, since=timezone.localdate(), at=timezone.now()))
    print(f"{start.login_name}\t{start.password}")


@app.command()
def place(login_name: LoginName, unit: UnitCode, role: Role, since: Day = None, until: Day = None) -> None:
    """職員に課での役割を与えます。until は、役割がなくなる最初の日です。 / Give a role; `until` is the first day without."""
    from murakami.foundation.accounts.operations import staff  # noqa: PLC0415

    _or_refuse(lambda: staff.place_staff(
        login_name=login_name, unit=_code(unit), role=role, since=since.date() if since else timezone.localdate(),
        until=until.date() if until else None))


@app.command()
def mail(login_name: LoginName, address: Annotated[str, typer.Argument(help="空にすると送りません / empty: no mail")]) -> None:
    """仕事のお知らせを送るメールアドレスを決めます。サインインには使いません。 / Say where reminders go; never a way to sign in."""
    from murakami.foundation.accounts.operations import staff  # noqa: PLC0415

    try:
        clean = clean_address(address, context=ParseContext(timezone.localdate(), "メールアドレス")) if address else ""
    except FieldErrors:
        typer.echo(f"murakami: 「{address}」はメールアドレスではありません。 / Not an address.", err=True)
        raise typer.Exit(1) from None
    _or_refuse(lambda: staff.set_staff_email(login_name=login_name, email=clean))


@app.command("list")
def list_all() -> None:
    """今日いる職員を、課と役割とともに並べます。 / List who works here today."""
    for line in list_staff(on=timezone.localdate()):
        state = "" if line.is_set_up else "設定前 / not set up"
        print("\t".join((line.login_name, line.name, line.unit, line.role, state)).rstrip())


@app.command()
def reset(login_name: LoginName) -> None:
    """パスワードと認証アプリをなくした職員を、はじめに戻します。 / Take away password, authenticator and lock-out."""
    from murakami.foundation.accounts.operations import staff  # noqa: PLC0415

    start = _or_refuse(lambda: staff.reset_staff(login_name=login_name, at=timezone.now()))
    print(f"{start.login_name}\t{start.password}")


@app.command()
def close(login_name: LoginName) -> None:
    """職員のアカウントを閉じます。したことの記録は残ります。 / Close an account for good."""
    from murakami.foundation.accounts.operations import staff  # noqa: PLC0415

    _or_refuse(lambda: staff.close_staff(login_name=login_name, at=timezone.now()))


def _code(said: str) -> str:
    return next((unit.code for unit in list_units() if unit.name == said), said)


def _known_units() -> str:
    known = [f"  {unit.code}\t{unit.name}" for unit in list_units()]
    if not known:
        return "課がまだ1つもありません。先に murakami packs load をしてください。 / No unit yet: load the packs first."
    return "\n".join(["ある課 / known units:", *known])


def _or_refuse(act: Callable[[], T]) -> T:
    try:
        return act()
    except LoginNameTaken as error:
        problem = f"職員番号「{error}」は使われています。 / The sign-in name {error} is taken."
    except StaffUnknown as error:
        problem = f"職員番号「{error}」の職員はいません。 / Nobody has the sign-in name {error}."
    except UnitUnknown as error:
        problem = f"課「{error}」はありません。 / There is no open unit {error}.\n{_known_units()}"
    typer.echo(f"murakami: {problem}", err=True)
    raise typer.Exit(1)
