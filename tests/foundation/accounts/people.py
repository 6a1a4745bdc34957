"""Builders of people who act, for every test that needs somebody signed in."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import Account, Membership, ResidentProfile, StaffProfile, Unit
from murakami.foundation.accounts.sessions import enter
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, Role

LONG_AGO = date(2020, 4, 1)
CREATED = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


def make_unit(code: str = "kodomo", name: str = "こども課") -> Unit:
    """Find or make a unit."""
    return Unit.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_resident(**profile: object) -> Account:
    """Make a resident's account; `profile` are fields of ResidentProfile."""
    account = Account(kind=AccountKind.RESIDENT, created_at=CREATED)
    account.set_unusable_password()
    account.save()
    ResidentProfile.objects.create(account=account, **profile)
    return account


def make_staff(login_name: str = "kodomo-1", *, name: str = "職員　花子", password: str = PASSWORD,
               **roles: Role | tuple[Role, ...]) -> Account:
    """Make a member of staff with roles per unit code: `make_staff(kodomo=Role.CLERK)`."""
    account = Account(kind=AccountKind.STAFF, login_name=login_name, created_at=CREATED)
    account.set_password(password)
    account.save()
    StaffProfile.objects.create(account=account, name=name, set_up_at=CREATED)
    for unit, held in roles.items():
        for role in held if isinstance(held, tuple) else (held,):
            Membership.objects.create(account=account, unit=make_unit(unit), role=role.value, member_from=LONG_AGO)
    return account


def sign_in(client: Client, account: Account, *, assurance: Assurance = Assurance.ACCOUNT,
            at: datetime | None = None) -> None:
    """Open a session of the account in this client, as a finished sign-in does."""
    request = HttpRequest()
    request.session = client.session
    enter(request, account=account, assurance=assurance, at=at or timezone.now())
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key or ""
