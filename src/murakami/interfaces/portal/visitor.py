"""Who is here: the resident who signed in, or before that the visitor of this browser session."""

import secrets
from dataclasses import replace
from typing import Final

from django.http import HttpRequest

from murakami.domain.intake.rules.ownership import ForFirm, Owner
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.vocabulary import Assurance

_KEY: Final = "visitor"


def owner_of(request: HttpRequest) -> Owner:
    """Say who this is. Staff signed in to the same browser are nobody here. SQL: what `actor_of` takes.

    What a browser began before somebody signed in there for a firm is not the firm's, unless it is claimed.
    """
    actor = actor_of(request)
    return Owner(
        account_id=actor.account_id if actor.has_mailbox else None,
        visitor="" if actor.is_business else request.session.get(_KEY, ""),
        mailbox_key=actor.mailbox_key if actor.has_mailbox else None,
        assurance=actor.assurance if actor.has_mailbox else Assurance.NONE,
        revocation_checked=actor.revocation_checked, firm=_firm_of(request))


def _firm_of(request: HttpRequest) -> ForFirm | None:
    account = request.user
    if not actor_of(request).is_business or not isinstance(account, Account):
        return None
    member = account.firm_member
    return ForFirm(name=member.firm.name, corporate_number=member.firm.corporate_number or "", member=member.name,
                   department=member.department)


def welcome(request: HttpRequest) -> Owner:
    """Give a browser that is about to begin something its secret, unless somebody signed in or it has one."""
    if owner_of(request).account_id is None and not request.session.get(_KEY):
        request.session[_KEY] = secrets.token_urlsafe(24)
    return owner_of(request)


def has_begun_before_signing_in(request: HttpRequest) -> bool:
    """Say whether this browser holds a visitor's secret whose conversations the account has not taken over yet."""
    return bool(request.session.get(_KEY)) and actor_of(request).has_mailbox


def claiming_owner(request: HttpRequest) -> Owner:
    """Say who this is together with what this browser began before. SQL: what `actor_of` takes."""
    return replace(owner_of(request), visitor=request.session.get(_KEY, ""))


def forget_visitor(request: HttpRequest) -> None:
    """Drop the secret once the account has taken over what it may; what is left in a draft ends with its time."""
    request.session.pop(_KEY, None)
