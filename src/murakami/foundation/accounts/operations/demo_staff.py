"""Fictitious staff for the demo: a clerk, a head and an administrator in every open unit."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.models import Account, Membership, StaffProfile, Unit
from murakami.foundation.accounts.operations.staff import place_staff
from murakami.foundation.accounts.vocabulary import TOWN_ROLES, UNIT_ROLES, AccountKind, Role

_GIVEN = {Role.CLERK: ("係員", "さくら"), Role.UNIT_HEAD: ("課長", "けやき"), Role.ADMINISTRATOR: ("管理者", "もみじ"),
          Role.PERSONNEL: ("人事担当", "かえで"), Role.AUDITOR: ("監査担当", "ひいらぎ")}
_GENERAL_AFFAIRS = "somu"
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

    Who looks beyond one unit sits in general affairs, or in the first unit of a town without it.

    `demo` is the setting of this process. Their password is the same for all and known to everybody.

    Raises:
        NotADemo: `demo` is off; nothing is made.
    """
    if not demo:
        raise NotADemo("fictitious staff exist only with MURAKAMI_DEMO=1")
    hashed = make_password(_PASSWORD)  # once: hashing is slow on purpose
    units = list(Unit.objects.filter(is_open=True).order_by("code"))
    centre = [unit for unit in units if unit.code == _GENERAL_AFFAIRS] or units[:1]
    places = [(unit, role) for unit in units for role in UNIT_ROLES] + [(unit, role) for unit in centre for role in TOWN_ROLES]
    with transaction.atomic():
        return tuple(_made(unit, role, hashed, since=since, at=at) for unit, role in places)


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
