"""All reading of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, FilteredRelation, Q

from murakami.foundation.accounts.card import CardItems
from murakami.foundation.accounts.models import (
    Account,
    Membership,
    ResidentProfile,
    SignInRecord,
    StaffProfile,
    Unit,
)
from murakami.foundation.accounts.rules import Actor, Tenure, staff_actor
from murakami.foundation.accounts.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Resident:
    """What the software keeps about a resident's account."""

    account_id: int
    mailbox_key: str
    email: str
    has_card: bool
    card: CardItems
    card_read_at: datetime | None
    revocation_checked: bool
    electronic_delivery: bool
    electronic_delivery_at: datetime | None
    memory_allowed: bool
    told_of_news: bool


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff in a unit, as lists for assigning show them."""

    account_id: int
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A member of staff in a place; unit and role are empty for somebody without any."""

    login_name: str
    name: str
    unit: str
    role: str
    is_set_up: bool


@dataclass(frozen=True, slots=True)
class StaffPerson:
    """An active member of staff on a day: who they are when they act, and where their mail goes ("": nowhere)."""

    actor: Actor
    email: str


def get_resident(account_id: int) -> Resident:
    """Read a resident's account. Raises ResidentProfile.DoesNotExist. SQL: 1."""
    return _resident(ResidentProfile.objects.get(account_id=account_id))


def find_resident_by_mailbox(mailbox_key: str) -> Resident | None:
    """Find whose mailbox a key opens. SQL: 1."""
    profile = ResidentProfile.objects.filter(mailbox_key=mailbox_key).first()
    return _resident(profile) if profile else None


def find_email(account_id: int) -> str:
    """Say where a resident's mail goes; "" for nowhere, and for whoever is no resident. SQL: 1."""
    return ResidentProfile.objects.filter(account_id=account_id).values_list("email", flat=True).first() or ""


def list_units() -> Sequence[Unit]:
    """List the open units by code. SQL: 1."""
    return list(Unit.objects.filter(is_open=True).order_by("code"))


def list_colleagues(*, unit: str, on: date, procedure: str | None = None) -> Sequence[Colleague]:
    """List who works in a unit on a day, clerks and head, by name; only for a procedure where it is named. SQL: 1."""
    rows = Membership.objects.filter(
        Q() if procedure is None else Q(purpose__in=("", procedure)),
        Q(member_until__isnull=True) | Q(member_until__gt=on), unit__code=unit, member_from__lte=on,
        account__is_active=True, role__in=("clerk", "unit_head"),
    ).values_list("account_id", "account__staff__name", "role").order_by("account__staff__name", "role")
    return [Colleague(*row) for row in rows]


def list_staff(*, on: date) -> Sequence[StaffLine]:
    """List all active staff with their places on a day, one line per place. SQL: 1."""
    in_force = Q(memberships__member_from__lte=on) & (
        Q(memberships__member_until__isnull=True) | Q(memberships__member_until__gt=on))
    rows = Account.objects.filter(kind="staff", is_active=True).annotate(
        place=FilteredRelation("memberships", condition=in_force),
    ).values_list("login_name", "staff__name", "place__unit__code", "place__role", "staff__set_up_at").order_by(
        F("place__unit__code").asc(nulls_first=True), "login_name", "place__role")
    return [StaffLine(login or "", name, unit or "", role or "", at is not None) for login, name, unit, role, at in rows]


def name_staff(account_ids: Sequence[int]) -> dict[int, str]:
    """Name members of staff, also those who have left. SQL: 1."""
    return dict(StaffProfile.objects.filter(account_id__in=set(account_ids)).values_list("account_id", "name"))


def list_sign_ins(*, account_id: int, limit: int = 10) -> Sequence[SignInRecord]:
    """List the latest lines of an account's sign-in book. SQL: 1."""
    return list(SignInRecord.objects.filter(account_id=account_id).order_by("-at", "-pk")[:limit])


def _resident(profile: ResidentProfile) -> Resident:
    return Resident(
        account_id=profile.account_id, mailbox_key=profile.mailbox_key, email=profile.email or "",
        has_card=profile.oidc_sub is not None, card=CardItems.from_json(profile.card_items),
        card_read_at=profile.card_read_at, revocation_checked=profile.revocation_checked,
        electronic_delivery=profile.electronic_delivery,
        electronic_delivery_at=profile.electronic_delivery_at, memory_allowed=profile.memory_allowed,
        told_of_news=profile.told_of_news)


def find_staff(account_id: int, *, on: date) -> StaffPerson | None:
    """Find an active member of staff with the roles of a day; None for everybody else. SQL: 1."""
    return next(iter(list_staff_people(on=on, only=[account_id])), None)


def list_staff_people(*, on: date, only: Sequence[int] | None = None) -> Sequence[StaffPerson]:
    """List active members of staff with their roles on a day, all or some, by account. SQL: 1."""
    rows = Account.objects.filter(kind="staff", is_active=True, **({} if only is None else {"pk__in": only})).values_list(
        "pk", "staff__name", "staff__email", "memberships__unit__code", "memberships__role", "memberships__member_from",
        "memberships__member_until", "memberships__purpose", "memberships__absent_id").order_by("pk")
    people: dict[int, tuple[str, str, list[Tenure]]] = {}
    for account_id, name, email, unit, role, since, until, purpose, absent in rows:
        tenures = people.setdefault(account_id, (name, email, []))[2]
        if unit:
            tenures.append(Tenure(unit=unit, role=Role(role), since=since, until=until, purpose=purpose,
                                  absent=absent))
    return [StaffPerson(actor=staff_actor(account_id=account_id, name=name, tenures=held, day=on), email=email) for account_id, (name, email, held) in people.items()]
