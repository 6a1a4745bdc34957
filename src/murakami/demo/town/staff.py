"""The fictitious staff, by unit, and the hours at which they work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from murakami.foundation.accounts.models import Membership
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Role

OFFICE = "digital"


@dataclass(frozen=True, slots=True)
class Place:
    """The people of a unit."""

    unit: str
    workers: tuple[Actor, ...]
    keeper: Actor | None

    @property
    def head(self) -> Actor | None:
        """Whoever heads the unit."""
        return next((worker for worker in self.workers if worker.units_as(Role.UNIT_HEAD)), None)


def list_places() -> Iterator[Place]:
    """List the units with their people, by code. SQL: 1."""
    found: dict[str, list[Actor]] = {}
    for one in Membership.objects.select_related("unit", "account__staff").filter(
            member_until=None, account__is_active=True).order_by("unit__code", "account__login_name"):
        found.setdefault(one.unit.code, []).append(Actor(
            kind=AccountKind.STAFF, account_id=one.account_id, name=one.account.staff.name,
            roles={Role(one.role): frozenset({one.unit.code})}))
    for unit, people in found.items():
        yield Place(unit, tuple(one for one in people if one.units),
                    next((one for one in people if one.units_as(Role.ADMINISTRATOR)), None))


def heads_by_unit() -> Mapping[str, Actor]:
    """Map units to whoever heads them. SQL: 1."""
    return {place.unit: place.head for place in list_places() if place.head}


def office_head() -> Actor | None:
    """The head of the DX office, who speaks for it in the demo. SQL: 1."""
    return next((place.head for place in list_places() if place.unit == OFFICE), None)


def office_hour(today: date, *, days_ago: int, rng: Random) -> datetime:
    """A time of an office day about so many days ago."""
    hour = time(rng.randint(9, 16), rng.randint(0, 59))
    return timezone.make_aware(datetime.combine(weekday_before(today - timedelta(days=max(1, days_ago))), hour))


def weekday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
