"""Who acts in a request."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import cast

from django.http import HttpRequest
from django.utils import timezone

from murakami.foundation.accounts.card import CardItems
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.rules import ANONYMOUS, Actor, Seat, staff_actor
from murakami.foundation.accounts.sessions import SignedIn, signed_in
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance, FirmRole


def actor_of(request: HttpRequest) -> Actor:
    """Say who acts; kept on the request, so it can be asked anywhere.

    SQL: 1 for a signed-in visitor (beside the session), 0 for others, 0 when asked again.
    """
    kept = request.__dict__.get("_murakami_actor")
    if kept is None:
        kept = request.__dict__["_murakami_actor"] = _read_actor(request)
    return cast(Actor, kept)


def firm_of(request: HttpRequest) -> int | None:
    """Say for which firm somebody acts, by its key; None for everybody else. SQL: what `actor_of` takes."""
    seat = actor_of(request).firm
    return seat.firm if seat else None


def _read_actor(request: HttpRequest) -> Actor:
    session = signed_in(request)
    if session is None or not request.user.is_authenticated:
        return ANONYMOUS
    account: Account = request.user
    if account.kind != session.kind:
        return ANONYMOUS
    return _ACTORS[session.kind](account, session)


def _staff(account: Account, session: SignedIn) -> Actor:
    return staff_actor(account_id=account.pk, name=account.staff.name, tenures=account.tenures,
                       day=timezone.localdate(), assurance=session.assurance)


def _resident(account: Account, session: SignedIn) -> Actor:
    profile = account.resident
    name = CardItems.from_json(profile.card_items).name
    by_card = session.assurance.reaches(Assurance.CARD_AUTH)
    return Actor(kind=session.kind, account_id=account.pk, name=name.whole if name else "",
                 mailbox_key=profile.mailbox_key, assurance=session.assurance,
                 revocation_checked=by_card and profile.revocation_checked)


def _business(account: Account, session: SignedIn) -> Actor:
    member, firm = account.firm_member, account.firm_member.firm
    return Actor(kind=session.kind, account_id=account.pk, name=member.name, mailbox_key=firm.mailbox_key,
                 assurance=session.assurance, firm=Seat(firm=firm.pk, firm_name=firm.name, role=FirmRole(member.role)))


_ACTORS: Mapping[AccountKind, Callable[[Account, SignedIn], Actor]] = MappingProxyType(
    {AccountKind.RESIDENT: _resident, AccountKind.STAFF: _staff, AccountKind.BUSINESS: _business})
