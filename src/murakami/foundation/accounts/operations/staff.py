"""Staff accounts and their places in units: made, placed, reset, closed by an administrator."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from murakami.foundation.accounts import second_factor
from murakami.foundation.accounts.lockouts import STAFF_SIGN_IN
from murakami.foundation.accounts.models import Account, Membership, StaffProfile, Unit
from murakami.foundation.accounts.operations.lockouts import forget_attempts
from murakami.foundation.accounts.operations.staff_names import LoginNameTaken, StaffUnknown, UnitUnknown
from murakami.foundation.accounts.operations.start_passwords import note_drawn
from murakami.foundation.accounts.sessions import end_sessions
from murakami.foundation.accounts.vocabulary import AccountKind, Role

_PASSWORD_LETTERS = 20


@dataclass(frozen=True, slots=True)
class StartPassword:
    """What a member of staff needs for the first sign-in, within `START_DAYS`; shown once and not kept."""

    login_name: str
    password: str


def add_staff(*, login_name: str, name: str, at: datetime) -> StartPassword:
    """Make a staff account without any place yet; its owner sets up password and authenticator at first sign-in.

    Raises:
        LoginNameTaken: choose another name.
    """
    start = StartPassword(login_name=login_name, password=draw_password())
    account = Account(kind=AccountKind.STAFF, login_name=login_name, created_at=at)
    account.set_password(start.password)
    try:
        with transaction.atomic():
            account.save()
            StaffProfile.objects.create(account=account, name=name)
            note_drawn(account_id=account.pk, at=at)
    except IntegrityError as error:
        raise LoginNameTaken(login_name) from error
    return start


def add_placed_staff(
    *, login_name: str, name: str, unit: str, role: Role, since: date, at: datetime
) -> StartPassword:
    """Make a staff account with its first place, both or neither. Raises LoginNameTaken, UnitUnknown."""
    with transaction.atomic():
        start = add_staff(login_name=login_name, name=name, at=at)
        place_staff(login_name=login_name, unit=unit, role=role, since=since)
    return start


def place_staff(*, login_name: str, unit: str, role: Role, since: date, until: date | None = None) -> Membership:
    """Give a member of staff a role in a unit from a day on; placing twice the same changes only its end.

    Raises:
        StaffUnknown, UnitUnknown: nothing is changed.
    """
    found = Unit.objects.filter(code=unit, is_open=True).first()
    if found is None:
        raise UnitUnknown(unit)
    membership, _ = Membership.objects.update_or_create(
        account=get_staff(login_name), unit=found, role=role.value, member_from=since, purpose="", absent=None,
        defaults={"member_until": until})
    return membership


def end_placement(*, login_name: str, unit: str, role: Role, until: date) -> int:
    """End a role that is still in force, and what deputies hold of it; `until` is the first day without it.

    Returns how many ended.
    """
    account = get_staff(login_name)
    running = Membership.objects.filter(
        account=account, unit__code=unit, role=role.value, member_until__isnull=True, member_from__lt=until)
    with transaction.atomic():
        ended = running.update(member_until=until)
        if ended:
            _end_deputies(Membership.objects.filter(absent=account, unit__code=unit, role=role.value), until=until)
    return ended


def set_staff_email(*, login_name: str, email: str) -> StaffProfile:
    """Say where reminders of a member of staff go; "" for nowhere. `email` is a clean address.

    Raises:
        StaffUnknown: nothing is changed.
    """
    profile = get_staff(login_name).staff
    profile.email = email
    profile.save(update_fields=["email"])
    return profile


def reset_staff(*, login_name: str, at: datetime) -> StartPassword:
    """Take away password, authenticator and lock-out, and end every open session, for a member who lost them.

    Raises:
        StaffUnknown: no such sign-in name.
    """
    account = get_staff(login_name)
    start = StartPassword(login_name=login_name, password=draw_password())
    with transaction.atomic():
        account.set_password(start.password)
        account.save(update_fields=["password"])
        second_factor.forget(account=account)
        note_drawn(account_id=account.pk, at=at)
        end_sessions(account.pk)
        forget_attempts(STAFF_SIGN_IN, login_name)
    return start


def close_staff(*, login_name: str, at: datetime) -> None:
    """Close an account for good: it opens nothing any more, nor do deputies for it; what it did stays. Raises StaffUnknown."""
    account, today = get_staff(login_name), timezone.localdate(at)
    with transaction.atomic():
        account.is_active = False
        account.set_unusable_password()
        account.save(update_fields=["is_active", "password"])
        open_places = Membership.objects.filter(account=account, member_until__isnull=True)
        open_places.filter(member_from__gte=today).delete()
        open_places.update(member_until=today)
        _end_deputies(Membership.objects.filter(absent=account), until=today)


def _end_deputies(held: QuerySet[Membership], *, until: date) -> None:
    held.filter(member_from__gte=until).delete()
    held.filter(member_until__gt=until).update(member_until=until)


def change_password(*, account: Account, password: str) -> None:
    """Set a new password; every other session of the account ends."""
    account.set_password(password)
    account.save(update_fields=["password"])


def get_staff(login_name: str) -> Account:
    """Take a member of staff by the sign-in name. Raises StaffUnknown. SQL: 1."""
    account = Account.objects.filter(kind=AccountKind.STAFF, login_name=login_name).first()
    if account is None:
        raise StaffUnknown(login_name)
    return account


def draw_password() -> str:
    """Draw a first password that can be read aloud."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(_PASSWORD_LETTERS // 5))
