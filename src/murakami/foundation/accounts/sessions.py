"""Opening and closing sessions, and the times after which one ends by itself."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction
from django.dispatch import Signal
from django.http import HttpRequest

from murakami.foundation.accounts.devices import device_words
from murakami.foundation.accounts.models import Account, OpenSession
from murakami.foundation.accounts.vocabulary import AccountKind, Assurance
from murakami.foundation.limits.addresses import place_of
from murakami.kernel.clock import SLACK

_BACKEND = "murakami.foundation.accounts.backend.AccountBackend"
_KEY = "signed_in"
_LEFT = "_murakami_left"
_log = logging.getLogger(__name__)
_TOUCH_AFTER = timedelta(minutes=1)
ENDED: Final = Signal()
"""Sent with `account_id` when every session of an account ends but the one in hand: what stands for one ends too."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session may lie idle, and how long it may last at all."""

    idle: timedelta
    whole: timedelta


LIMITS: Mapping[AccountKind, Limits] = MappingProxyType({
    AccountKind.RESIDENT: Limits(idle=timedelta(hours=2), whole=timedelta(hours=24)),
    AccountKind.BUSINESS: Limits(idle=timedelta(hours=1), whole=timedelta(hours=8)),
    AccountKind.STAFF: Limits(idle=timedelta(minutes=30), whole=timedelta(hours=12)),
})


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a session remembers of its sign-in; times are seconds since 1970."""

    kind: AccountKind
    assurance: Assurance
    since: int
    seen: int
    proved: int = 0

    def is_fresh(self, *, at: datetime) -> bool:
        """Say whether its owner has proved a moment ago who they are; heavy acts ask again when not."""
        return 0 <= int(at.timestamp()) - self.proved < settings.PROOF_MINUTES * 60

    def is_over(self, *, at: datetime) -> bool:
        """Say whether the session has ended by itself; one that seems to come from the future would last too long."""
        now, limits = int(at.timestamp()), LIMITS[self.kind]
        idle, whole = limits.idle.total_seconds(), limits.whole.total_seconds()
        ahead = max(self.seen, self.since) - now > SLACK.total_seconds()
        return ahead or now - self.seen >= idle or now - self.since >= whole

    def to_session(self) -> dict[str, Any]:
        """Write it as session values."""
        return {"kind": self.kind.value, "assurance": self.assurance.value, "since": self.since, "seen": self.seen,
                "proved": self.proved}


def signed_in(request: HttpRequest) -> SignedIn | None:
    """Read who this session belongs to, as it was written at sign-in. SQL: what loading the session takes."""
    stored = request.session.get(_KEY)
    if not stored:
        return None
    return SignedIn(kind=AccountKind(stored["kind"]), assurance=Assurance(stored["assurance"]),
                    since=stored["since"], seen=stored["seen"], proved=stored.get("proved", stored["since"]))


def enter(request: HttpRequest, *, account: Account, assurance: Assurance, at: datetime) -> None:
    """Open a session for an account whose sign-in is complete.

    The session gets a new key. What an anonymous visitor had begun (`intake_keys`) stays; what another account
    left in this browser goes. A stronger sign-in of the same account raises its assurance; a weaker one keeps it, and
    how long it lasts.
    """
    before = signed_in(request)
    same = request.session.get("_auth_user_id") == str(account.pk)
    login(request, account, backend=_BACKEND)
    now = since = int(at.timestamp())
    if before and same and before.assurance is not assurance and before.assurance.reaches(assurance):
        assurance, since = before.assurance, before.since
    request.session[_KEY] = SignedIn(
        kind=AccountKind(account.kind), assurance=assurance, since=since, seen=now, proved=now).to_session()
    _note_open(request, account_id=account.pk, at=at)
    forget_actor(request)


def prove(request: HttpRequest, *, at: datetime) -> None:
    """Note that the owner of the session has just proved again who they are."""
    request.session[_KEY] = {**request.session[_KEY], "proved": int(at.timestamp())}


def leave(request: HttpRequest) -> None:
    """Close the session and forget everything in it."""
    OpenSession.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)
    forget_actor(request)
    setattr(request, _LEFT, True)


def has_left(request: HttpRequest) -> bool:
    """Say whether this request closed its session."""
    return hasattr(request, _LEFT)


def touch(request: HttpRequest, *, session: SignedIn, at: datetime) -> None:
    """Note that the session is in use, at most once a minute. While nothing can be written the page is shown all the same."""
    now = int(at.timestamp())
    if now - session.seen < _TOUCH_AFTER.total_seconds():
        return
    before, was_modified = request.session[_KEY], request.session.modified
    request.session[_KEY] = {**session.to_session(), "seen": now}
    try:
        with transaction.atomic():
            request.session.save()
            OpenSession.objects.filter(session_key=request.session.session_key or "").update(seen_at=at)
    except (DatabaseError, UpdateError, OSError) as error:
        _log.warning("the last use of a session could not be noted", extra={"key": type(error).__name__})
        request.session[_KEY] = before
    request.session.modified = was_modified


def list_open(account_id: int) -> Sequence[OpenSession]:
    """List where somebody is signed in, the latest use first. SQL: 1."""
    keys = Session.objects.values("session_key")
    return list(OpenSession.objects.filter(account_id=account_id, session_key__in=keys).order_by("-seen_at"))


def end_sessions(account_id: int, *, only: str = "", but: str = "") -> int:
    """End sessions of an account at once: all of them, only one, or all but one; returns how many. SQL: 3, 2 more for tokens."""
    found = OpenSession.objects.filter(account_id=account_id).exclude(session_key=but)
    keys = list((found.filter(session_key=only) if only else found).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    OpenSession.objects.filter(session_key__in=keys).delete()
    if not only:
        ENDED.send(sender=OpenSession, account_id=account_id)
    return len(keys)


def forget_ended() -> int:
    """Forget the sessions that have ended by themselves. SQL: 1."""
    return OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def _note_open(request: HttpRequest, *, account_id: int, at: datetime) -> None:
    key = request.session.session_key or ""
    OpenSession.objects.update_or_create(session_key=key, defaults={
        "account_id": account_id, "since": at, "seen_at": at, "device": device_words(request.META.get("HTTP_USER_AGENT", "")),
        "place": place_of(request)[:45]})


def forget_actor(request: HttpRequest) -> None:
    """Drop the actor that `permissions.actor_of` keeps on the request."""
    request.__dict__.pop("_murakami_actor", None)
