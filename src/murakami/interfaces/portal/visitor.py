"""Who is here: the resident who signed in, or before that the visitor of this browser session."""

import secrets
from typing import Final

from django.http import HttpRequest

from murakami.domain.intake.rules.ownership import Owner
from murakami.foundation.accounts.permissions import actor_of
from murakami.foundation.accounts.vocabulary import Assurance

_KEY: Final = "visitor"


def owner_of(request: HttpRequest) -> Owner:
    """Say who this is. Staff signed in to the same browser are nobody here. SQL: what `actor_of` takes."""
    actor = actor_of(request)
    return Owner(
        account_id=actor.account_id if actor.is_resident else None,
        visitor=request.session.get(_KEY, ""),
        mailbox_key=actor.mailbox_key if actor.is_resident else None,
        assurance=actor.assurance if actor.is_resident else Assurance.NONE,
        revocation_checked=actor.revocation_checked)


def welcome(request: HttpRequest) -> Owner:
    """Give a browser that is about to begin something its secret, unless somebody signed in or it has one."""
    if owner_of(request).account_id is None and not request.session.get(_KEY):
        request.session[_KEY] = secrets.token_urlsafe(24)
    return owner_of(request)


def has_begun_before_signing_in(request: HttpRequest) -> bool:
    """Say whether this browser holds a visitor's secret whose conversations the account has not taken over yet."""
    return bool(request.session.get(_KEY)) and actor_of(request).is_resident


def forget_visitor(request: HttpRequest) -> None:
    """Drop the secret once the account owns what was begun."""
    request.session.pop(_KEY, None)
