"""Opening and closing sessions, and the times after which one ends by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest

from murakami.foundation.accounts.models import Account
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance

_BACKEND = "murakami.foundation.accounts.backend.AccountBackend"
_KEY = "signed_in"
_TOUCH_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may lie idle, and how long it may last at all."""

    idle: timedelta
    whole: timedelta


LIMITS: Mapping[AccountKind, Limits] = MappingProxyType({
    AccountKind.RESIDENT: Limits(idle=timedelta(hours=2), whole=timedelta(hours=24)),
    AccountKind.STAFF: Limits(idle=timedelta(minutes=30), whole=timedelta(hours=12)),
})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a session remembers of its sign-in; times are seconds since 1970."""

    kind: AccountKind
    assurance: Assurance
    since: int
    seen: int

    def is_over(self, *, at: datetime) -> bool:
        """Say whether the session has ended by itself."""
        now, limits = int(at.timestamp()), LIMITS[self.kind]
        idle, whole = limits.idle.total_seconds(), limits.whole.total_seconds()
        return now - self.seen >= idle or now - self.since >= whole

    def to_session(self) -> dict[str, Any]:
        """Write it as session values."""
        return {"kind": self.kind.value, "assurance": self.assurance.value, "since": self.since, "seen": self.seen}


def signed_in(request: HttpRequest) -> SignedIn | None:
    """Read who this session belongs to, as it was written at sign-in. SQL: what loading the session takes."""
    stored = request.session.get(_KEY)
    if not stored:
        return None
    return SignedIn(kind=AccountKind(stored["kind"]), assurance=Assurance(stored["assurance"]),
                    since=stored["since"], seen=stored["seen"])


def enter(request: HttpRequest, *, account: Account, assurance: Assurance, at: datetime) -> None:
    """Open a session for an account whose sign-in is complete.

    The session gets a new key. What an anonymous visitor had begun (`intake_keys`) stays; what another account
    left in this browser goes. A stronger sign-in of the same account raises its assurance, a weaker one keeps it.
    """
    before = signed_in(request)
    same = request.session.get("_auth_user_id") == str(account.pk)
    login(request, account, backend=_BACKEND)
    if before and same and before.assurance.reaches(assurance):
        assurance = before.assurance
    now = int(at.timestamp())
    request.session[_KEY] = SignedIn(
        kind=AccountKind(account.kind), assurance=assurance, since=now, seen=now).to_session()
    forget_actor(request)


def leave(request: HttpRequest) -> None:
    """Close the session and forget everything in it."""
    logout(request)
    forget_actor(request)


def touch(request: HttpRequest, *, session: SignedIn, at: datetime) -> None:
    """Note that the session is in use, at most once a minute."""
    now = int(at.timestamp())
    if now - session.seen >= _TOUCH_AFTER.total_seconds():
        request.session[_KEY] = {**session.to_session(), "seen": now}


def forget_actor(request: HttpRequest) -> None:
    """Drop the actor that `permissions.actor_of` keeps on the request."""
    request.__dict__.pop("_murakami_actor", None)
