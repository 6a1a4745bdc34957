"""The memory behind lock-outs, shared by every process."""

from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from murakami.foundation.accounts.lockouts import Lockout, Tally, counted
from murakami.foundation.accounts.models import Attempts


class LockedOut(Exception):
    """Too many failures lately; `until` is the moment from which one may try again."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked until {until.isoformat()}")
        self.until = until


def refuse_when_locked(lockout: Lockout, subject: str, *, at: datetime) -> None:
    """Raise LockedOut when the door is shut for this subject (a sign-in name, an address). SQL: 1."""
    tally = _tally(Attempts.objects.filter(key=_key(lockout, subject)).first())
    if tally and tally.blocked_until and tally.is_blocked(at=at):
        raise LockedOut(tally.blocked_until)


def count_attempt(lockout: Lockout, subject: str, *, at: datetime) -> Tally:
    """Count one attempt of this subject. The subject itself is not stored. SQL: 2."""
    key = _key(lockout, subject)
    with transaction.atomic():
        stored = Attempts.objects.select_for_update().filter(key=key).first()
        tally = counted(_tally(stored), lockout=lockout, at=at)
        Attempts.objects.update_or_create(key=key, defaults={
            "count": tally.count, "first_at": tally.first_at, "blocked_until": tally.blocked_until})
    return tally


def forget_attempts(lockout: Lockout, subject: str) -> None:
    """Clear the count after a success. SQL: 1."""
    Attempts.objects.filter(key=_key(lockout, subject)).delete()


def _key(lockout: Lockout, subject: str) -> str:
    return salted_hmac(f"attempts.{lockout.purpose}", subject, algorithm="sha256").hexdigest()


def _tally(stored: Attempts | None) -> Tally | None:
    return Tally(stored.count, stored.first_at, stored.blocked_until) if stored else None
