"""Fictitious staff for the demo: a clerk, a head and an administrator in every open unit."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account, Membership, StaffProfile, Unit
from murakami.foundation.accounts.operations.staff import place_staff
from murakami.foundation.accounts.vocabulary import AccountKind, Role

_GIVEN = {Role.CLERK: ("係員", "さくら"), Role.UNIT_HEAD: ("課長", "けやき"), Role.ADMINISTRATOR: ("管理者", "もみじ")}
_PASSWORD = "murakami-demo-2026"  # noqa: S105 - shown on the demo's page, refused outside demo mode


class NotADemo(RuntimeError):
    """Fictitious staff were asked for outside demo mode."""


@dataclass(frozen=True, slots=True)
class DemoStaff:
    """How to sign in as somebody fictitious."""

    login_name: str
    name: str
    unit: str
    role: str
    password: str
    secret: str


def create_demo_staff(*, demo: bool, since: date, at: datetime) -> tuple[DemoStaff, ...]:
    """Make the fictitious staff of every open unit, or give those who exist new authenticators.

    `demo` is the setting of this process. Their password is the same for all and known to everybody.

    Raises:
        NotADemo: `demo` is off; nothing is made.
    """
    if not demo:
        raise NotADemo("fictitious staff exist only with MURAKAMI_DEMO=1")
    hashed = make_password(_PASSWORD)  # once: hashing is slow on purpose
    units = Unit.objects.filter(is_open=True).order_by("code")
    with transaction.atomic():
        return tuple(_made(unit, role, hashed, since=since, at=at) for unit in units for role in Role)


def _made(unit: Unit, role: Role, hashed: str, *, since: date, at: datetime) -> DemoStaff:
    login_name, (title, given) = f"{unit.code}-{role.value.replace('_', '-')}", _GIVEN[role]
    made = DemoStaff(login_name=login_name, name=f"架空　{given}", unit=unit.name, role=title, password=_PASSWORD,
                     secret=second_factor.new_secret())
    account, _ = Account.objects.update_or_create(
        login_name=login_name, defaults={"password": hashed},
        create_defaults={"kind": AccountKind.STAFF, "password": hashed, "created_at": at})
    StaffProfile.objects.get_or_create(account=account, defaults={"name": made.name, "email": f"{login_name}@example.jp"})
    second_factor.enrol(account=account, secret=made.secret, step=0, at=at)
    if not Membership.objects.filter(account=account, unit=unit, role=role.value, member_until__isnull=True).exists():
        place_staff(login_name=login_name, unit=unit.code, role=role, since=since)
    return made
