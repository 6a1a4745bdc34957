"""Tokens: random, kept only as digests, carried in the Authorization header and nowhere else.

A token stands for a browser: before signing in it owns what was begun with it, afterwards the account does. Once
somebody has signed in with it, it ends as a session of the residents' pages ends.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from murakami.domain.intake.rules.ownership import Owner, digest_of_visitor
from murakami.flows.conversation.starting import NOBODY, Resident
from murakami.foundation.accounts.card import CardItems
from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.sessions import LIMITS
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance
from murakami.foundation.database.prepared import Given, Prepared
from murakami.interfaces.api.models import AccessToken
from murakami.kernel.clock import is_ahead

_PREFIX: Final = "mkt_"
_LONGEST: Final = 100
_FIND: Final = Prepared(lambda: AccessToken.objects.filter(digest=Given("digest")).select_related("account__resident"))


class NoSuchToken(LookupError):
    """Nobody was given this token, or it was given back."""


class TokenOver(LookupError):
    """The token was good once; its time is over."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sends a request: the token, whose conversations are theirs, and what may be known of them."""

    token: AccessToken
    owner: Owner
    resident: Resident

    @property
    def name(self) -> str:
        """What limits count by: the account, or the token."""
        return f"account {self.token.account_id}" if self.token.account_id else f"token {self.token.pk}"


def draw_token() -> str:
    """Draw a token that nobody can guess: 256 bits."""
    return _PREFIX + secrets.token_urlsafe(32)


def give_token(secret: str, *, account: Account | None = None, at: datetime) -> AccessToken:
    """Write down that a token was given. SQL: 1."""
    return AccessToken.objects.create(digest=digest_of_visitor(secret), account=account, made_at=at, seen_at=at)


def holder_of(secret: str, *, at: datetime) -> Holder:
    """Find who holds a token, and note once in a while that it is in use.

    Raises NoSuchToken, TokenOver. SQL: 1, and 1 more once a minute (once a day before anybody signed in).
    """
    token = _FIND.find(digest=digest_of_visitor(secret)) if len(secret) <= _LONGEST else None
    if token is None:
        raise NoSuchToken
    if at >= ends_at(token) or is_ahead(token.seen_at, at=at) or not _is_welcome(token.account):
        raise TokenOver
    if at - token.seen_at >= (timedelta(minutes=1) if token.account_id else timedelta(days=1)):
        AccessToken.objects.filter(pk=token.pk).update(seen_at=at)
    return Holder(token=token, owner=_owner(token, secret), resident=_resident(token.account))


def ends_at(token: AccessToken) -> datetime:
    """Say when a token ends if it is not used meanwhile."""
    if token.account_id is None:
        return token.seen_at + timedelta(days=settings.DRAFT_DAYS)
    limits = LIMITS[AccountKind.RESIDENT]
    return min(token.seen_at + limits.idle, token.made_at + limits.whole)


def end_token(token: AccessToken) -> None:
    """Take a token back. What was begun with it stays its account's; without one nobody reaches it any more. SQL: 2."""
    token.delete()


def end_tokens(account_id: int) -> None:
    """Take every token of an account back: its owner has ended what is open elsewhere. SQL: 2."""
    AccessToken.objects.filter(account_id=account_id).delete()


def is_fresh(token: AccessToken, *, at: datetime) -> bool:
    """Say whether whoever holds a token has signed in with it a moment ago."""
    return not is_ahead(token.made_at, at=at) and at - token.made_at < timedelta(minutes=settings.PROOF_MINUTES)


def forget_old_tokens(*, at: datetime) -> int:
    """Delete tokens that ended long ago. SQL: at most 4."""
    before = at - timedelta(days=settings.DRAFT_DAYS)
    gone, _by_model = AccessToken.objects.filter(seen_at__lt=before).delete()
    return gone


def _is_welcome(account: Account | None) -> bool:
    return account is None or (account.is_active and account.kind == AccountKind.RESIDENT)


def _owner(token: AccessToken, secret: str) -> Owner:
    account = token.account
    if account is None:
        return Owner(account_id=None, visitor=secret, mailbox_key=None, assurance=Assurance.NONE)
    return Owner(account_id=account.pk, visitor=secret, mailbox_key=account.resident.mailbox_key, assurance=Assurance.ACCOUNT)


def _resident(account: Account | None) -> Resident:
    if account is None:
        return NOBODY
    profile = account.resident
    return Resident(card=CardItems.from_json(profile.card_items), card_read_at=profile.card_read_at,
                    memory_allowed=profile.memory_allowed)
