"""The cast that all tests share: the same people, made by the operations that make real ones, each with a browser.

`assemble` works in every zone: residents exist where residents come in, staff where staff do, the stranger everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.test import Client
from django.utils import timezone

from murakami.foundation.accounts.models import Account, Unit
from murakami.foundation.accounts.operations.residents import enter_by_email
from murakami.foundation.accounts.rules import Actor
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, Role
from tests.foundation.accounts.people import sign_in

UNIT, OTHER_UNIT, TOWN_UNIT = "kodomo", "fukushi", "somu"
LONG_AGO = date(2020, 4, 1)


class Who(StrEnum):
    """Everybody who may stand in front of a page."""

    STRANGER = "stranger"  # nobody has signed in
    RESIDENT = "resident"  # whose drafts, filings and letters the scene is about
    NEIGHBOUR = "neighbour"  # another resident; files for others too, and has things of their own
    CLERK = "clerk"  # of the unit in charge
    HEAD = "head"  # of the unit in charge
    ELSEWHERE = "elsewhere"  # a clerk of another unit
    ADMINISTRATOR = "administrator"  # looks after the unit's people, has no cases
    PERSONNEL = "personnel"  # looks after everybody's places in the whole town, has no cases
    AUDITOR = "auditor"  # reads what others did in the whole town, has no cases


RESIDENTS = (Who.RESIDENT, Who.NEIGHBOUR)
STAFF: Mapping[Who, tuple[str, Role]] = {
    Who.CLERK: (UNIT, Role.CLERK), Who.HEAD: (UNIT, Role.UNIT_HEAD), Who.ELSEWHERE: (OTHER_UNIT, Role.CLERK),
    Who.ADMINISTRATOR: (UNIT, Role.ADMINISTRATOR), Who.PERSONNEL: (TOWN_UNIT, Role.PERSONNEL),
    Who.AUDITOR: (TOWN_UNIT, Role.AUDITOR),
}


@dataclass(frozen=True)
class Cast:
    """The people of a test."""

    accounts: Mapping[Who, Account]

    def browser(self, who: Who, *, checks_csrf: bool = False) -> Client:
        """Open a browser in which `who` has just signed in; a failing page is answered, not raised."""
        client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False)
        if who in self.accounts:
            sign_in(client, self.accounts[who], at=timezone.now())
        return client

    def actor(self, who: Who) -> Actor:
        """Say who this member of staff is to an operation."""
        unit, role = STAFF[who]
        return Actor(kind=AccountKind.STAFF, account_id=self.accounts[who].pk, name=who.value,
                     roles={role: frozenset({unit})}, assurance=Assurance.ACCOUNT)

    def mailbox_key(self, who: Who) -> str:
        """The mailbox of a resident."""
        return self.accounts[who].resident.mailbox_key


def assemble(*, at: datetime) -> Cast:
    """Make everybody whom this zone lets in."""
    people: dict[Who, Account] = {}
    if "resident" in settings.ACCOUNT_KINDS:
        people |= {who: enter_by_email(email=f"{who}@example.jp", current=None, at=at) for who in RESIDENTS}
    if "staff" in settings.ACCOUNT_KINDS:
        people |= {who: _member(who, unit=unit, role=role, at=at) for who, (unit, role) in STAFF.items()}
    return Cast(people)


def _member(who: Who, *, unit: str, role: Role, at: datetime) -> Account:
    from murakami.foundation.accounts.operations.staff import (
        add_placed_staff,  # second factors live where staff come in
    )

    Unit.objects.get_or_create(code=unit, defaults={"name": unit})
    add_placed_staff(login_name=f"cast-{who}", name=f"職員 {who}", unit=unit, role=role, since=LONG_AGO, at=at)
    return Account.objects.select_related("staff").get(login_name=f"cast-{who}")
