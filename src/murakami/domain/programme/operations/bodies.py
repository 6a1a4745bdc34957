"""Bodies of 図表2.6-1 and who belongs to them, from a day until a day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from murakami.domain.programme.models import Body, BodyMembership
from murakami.domain.programme.operations.cycle import CycleRefused, require_office
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.events.operations import append


class BodyNotFound(LookupError):
    """There is no such body, or no such place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a body: `account` None for somebody without one (an adviser), `until` the first day without it."""

    name: str
    position: str
    since: date
    until: date | None = None
    account: int | None = None


@transaction.atomic
def add_member(*, body: str, place: Place, actor: Actor, at: datetime) -> BodyMembership:
    """Give somebody a place in a body; the same place is given once.

    Raises CycleNotPermitted, BodyNotFound, CycleRefused(`name_missing` | `position_missing` | `days_wrong` |
    `account_unknown`). SQL: 7.
    """
    require_office(actor, at=at)
    found = Body.objects.select_for_update().filter(code=body, is_active=True).first()
    if found is None:
        raise BodyNotFound(body)
    if refusal := refusal_of_place(place):
        raise CycleRefused(refusal)
    account = None if place.account is None else Account.objects.filter(
        pk=place.account, kind="staff", is_active=True).first()
    if place.account is not None and account is None:
        raise CycleRefused("account_unknown")
    made, is_new = BodyMembership.objects.get_or_create(
        body=found, account=account, name=place.name.strip(), position=place.position.strip(), since=place.since,
        defaults={"until": place.until})
    if is_new:
        _tell(found, "programme.member_added", at=at)
    return made


@transaction.atomic
def end_membership(*, body: str, membership: int, until: date, actor: Actor, at: datetime) -> BodyMembership:
    """End a place; `until` is the first day without it. Raises CycleNotPermitted, BodyNotFound, CycleRefused(`days_wrong`).

    SQL: 6.
    """
    require_office(actor, at=at)
    found = BodyMembership.objects.select_for_update(of=("self",)).select_related("body").filter(
        pk=membership, body__code=body).first()
    if found is None:
        raise BodyNotFound(body)
    if found.until == until:
        return found
    if until <= found.since:
        raise CycleRefused("days_wrong")
    found.until = until
    found.save(update_fields=["until"])
    _tell(found.body, "programme.member_left", at=at)
    return found


def refusal_of_place(place: Place) -> str | None:
    """Give the stable code of why a place cannot be given so, or None."""
    if not place.name.strip():
        return "name_missing"
    if not place.position.strip():
        return "position_missing"
    return "days_wrong" if place.until is not None and place.until <= place.since else None


def _tell(body: Body, kind: str, *, at: datetime) -> None:
    append(kind=kind, subject_key=f"body-{body.code}"[:64], at=at, details={"body": body.kind})
