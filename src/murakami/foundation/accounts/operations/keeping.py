"""Keeping staff accounts from the office's pages: made, locked, opened again, reset; by whoever looks after the person."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from murakami.foundation.accounts.models import Account, StaffProfile
from murakami.foundation.accounts.operations.rights import RightRefused, grant_right
from murakami.foundation.accounts.operations.staff import StartPassword, add_staff, reset_staff
from murakami.foundation.accounts.rules import Actor, refusal_of_grant, refusal_of_keeping
from murakami.foundation.accounts.sessions import end_sessions
from murakami.foundation.accounts.staff_pages import find_person
from murakami.foundation.accounts.vocabulary import Role
from murakami.foundation.events.operations import append
from murakami.foundation.events.rules import new_subject_key


@transaction.atomic
def welcome_staff(*, actor: Actor, login_name: str, name: str, email: str, unit: str, role: Role, since: date,
                  at: datetime) -> StartPassword:
    """Make the account of a new starter with a first place; the password is shown once and not kept.

    Raises LoginNameTaken; RightRefused as `grant_right`. SQL: 14.
    """
    refusal = refusal_of_grant(actor=actor, account_id=0, role=role, unit=unit)
    if refusal:
        raise RightRefused(refusal)
    start = add_staff(login_name=login_name, name=name, at=at)
    account = Account.objects.get(login_name=login_name)
    StaffProfile.objects.filter(account=account).update(email=email)
    grant_right(actor=actor, account_id=account.pk, unit=unit, role=role, since=since, at=at)
    return start


@transaction.atomic
def lock_person(*, actor: Actor, account_id: int, at: datetime) -> None:
    """Shut an account at once, its open sessions too, until it is opened again. Raises RightRefused. SQL: 7."""
    account = _kept(actor, account_id, at)
    if StaffProfile.objects.filter(account=account, locked_at=None).update(locked_at=at):
        Account.objects.filter(pk=account.pk).update(is_active=False)
        end_sessions(account.pk)
        _event("staff.locked", actor=actor, at=at)


@transaction.atomic
def unlock_person(*, actor: Actor, account_id: int, at: datetime) -> None:
    """Open an account again that was locked; its rights are as they were. Raises RightRefused. SQL: 7."""
    account = _kept(actor, account_id, at)
    if StaffProfile.objects.filter(account=account).exclude(locked_at=None).update(locked_at=None):
        Account.objects.filter(pk=account.pk).update(is_active=True)
        _event("staff.unlocked", actor=actor, at=at)


@transaction.atomic
def reset_person(*, actor: Actor, account_id: int, at: datetime) -> StartPassword:
    """Take away password and second factor of somebody who lost them; every session ends. Raises RightRefused. SQL: 12."""
    account = _kept(actor, account_id, at)
    start = reset_staff(login_name=account.login_name or "", at=at)
    _event("staff.reset", actor=actor, at=at)
    return start


@transaction.atomic
def set_person_email(*, actor: Actor, account_id: int, email: str, at: datetime) -> None:
    """Say where reminders of a member of staff, or of oneself, go; "" for nowhere. `email` is a clean address.

    Raises RightRefused. SQL: 5.
    """
    account = _kept(actor, account_id, at, own=True)
    StaffProfile.objects.filter(account=account).update(email=email)


@transaction.atomic
def end_sessions_of(*, actor: Actor, account_id: int, at: datetime) -> int:
    """End every session of somebody whom the actor looks after; returns how many. Raises RightRefused. SQL: 9."""
    account = _kept(actor, account_id, at)
    ended = end_sessions(account.pk)
    _event("staff.sessions_ended", actor=actor, at=at)
    return ended


def _kept(actor: Actor, account_id: int, at: datetime, *, own: bool = False) -> Account:
    """Take the account of somebody whom the actor looks after; `own` allows oneself."""
    person = find_person(account_id, on=timezone.localdate(at))
    if person is None:
        raise RightRefused("staff_unknown")
    refusal = refusal_of_keeping(actor=actor, account_id=account_id, tenures=person.tenures)
    if refusal and not (own and actor.account_id == account_id):
        raise RightRefused(refusal)
    return Account.objects.select_for_update().get(pk=account_id)


def _event(kind: str, *, actor: Actor, at: datetime) -> None:
    append(kind=kind, subject_key=new_subject_key(), at=at, details={"by": actor.account_id})
