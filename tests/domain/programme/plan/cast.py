"""A small programme: the DX office, an initiative of こども課 with two years, one of them frozen, and people around it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from murakami.domain.programme.models import Body, Initiative, Kpi, KpiYear, Task, Year, YearPlan
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role
from tests.foundation.accounts.people import make_staff, make_unit

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
CODE = "3-2-2"
PAST, RUNNING = 2025, 2026


@dataclass(frozen=True)
class Cast:
    """Who writes the plan, and who may not."""

    office: Actor
    owner: Actor
    related: Actor
    promoter: Actor
    elsewhere: Actor
    administrator: Actor
    resident: Actor


def make_cast() -> Cast:
    """Make everybody, and the initiative whose they are."""
    for code, name in (("digital", "デジタル化推進室"), ("kodomo", "こども課"), ("hoken", "保健医療課"), ("zeimu", "税務課")):
        make_unit(code, name)
    Body.objects.get_or_create(code="dx-office", defaults={"kind": "office", "name": "推進室", "unit": "digital"})
    cast = Cast(office=staff("office", digital=Role.CLERK), owner=staff("owner", kodomo=Role.CLERK),
                related=staff("related", hoken=Role.UNIT_HEAD), promoter=staff("promoter", zeimu=Role.CLERK),
                elsewhere=staff("elsewhere", zeimu=Role.UNIT_HEAD), administrator=staff("admin", digital=Role.ADMINISTRATOR),
                resident=Actor(kind=AccountKind.RESIDENT, account_id=999))
    plant(promoter=cast.promoter)
    return cast


def staff(login_name: str, **roles: Role) -> Actor:
    """Make a member of staff with one role per unit."""
    account = make_staff(login_name, name=f"職員 {login_name}", **roles)
    held = {role: frozenset(unit for unit, one in roles.items() if one is role) for role in roles.values()}
    return Actor(kind=AccountKind.STAFF, account_id=account.pk, name=f"職員 {login_name}", roles=held)


def plant(*, promoter: Actor) -> Initiative:
    """Plant the initiative: 令和7年度 is frozen, 令和8年度 is running."""
    past = Year.objects.create(fiscal_year=PAST)
    Year.objects.create(fiscal_year=RUNNING)
    one = Initiative.objects.create(code=CODE, title="子育てのDX", owner_unit="kodomo", related_units=["hoken"], is_assumed=True)
    one.promoters.add(promoter.account_id)
    YearPlan.objects.create(initiative=one, fiscal_year=PAST, plan="去年の計画")
    YearPlan.objects.create(initiative=one, fiscal_year=RUNNING, plan="今年の計画")
    Task.objects.create(initiative=one, fiscal_year=RUNNING, key="t1", title="はじめのタスク", unit="kodomo")
    Task.objects.create(initiative=one, fiscal_year=PAST, key="t0", title="去年のタスク")
    typed = Kpi.objects.create(initiative=one, key="k1", name="申請の割合", definition="数える", unit="%", direction="up")
    KpiYear.objects.create(kpi=typed, fiscal_year=PAST, target=Decimal(50))
    Kpi.objects.create(initiative=one, key="k2", name="測る割合", definition="測る", unit="%", direction="up",
                       indicator="online-rate")
    past.state, past.document, past.sha256, past.frozen_at = "frozen", {"of": PAST}, "0" * 64, NOW
    past.save()
    return one
