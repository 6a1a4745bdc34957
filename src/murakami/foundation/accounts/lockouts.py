"""When repeated failures shut a door for a while: pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from murakami.kernel.clock import is_ahead


@dataclass(frozen=True, slots=True)
class Lockout:
    """After `limit` failures within `window` the door stays shut for `shut_for`."""

    purpose: str
    limit: int
    window: timedelta
    shut_for: timedelta


@dataclass(frozen=True, slots=True)
class Tally:
    """Failures counted since `first_at`; `blocked_until` is the moment from which one may try again."""

    count: int
    first_at: datetime
    blocked_until: datetime | None = None

    def is_blocked(self, *, at: datetime) -> bool:
        """Say whether the door is shut at this moment; not for a day because the clock was set back by one."""
        return self.blocked_until is not None and at < self.blocked_until and not is_ahead(self.first_at, at=at)


STAFF_SIGN_IN = Lockout("staff", limit=5, window=timedelta(minutes=15), shut_for=timedelta(minutes=15))
CODES_TO_ONE_ADDRESS = Lockout("mail", limit=5, window=timedelta(hours=1), shut_for=timedelta(hours=1))
CODES_FROM_ONE_PLACE = Lockout("place", limit=60, window=timedelta(hours=1), shut_for=timedelta(hours=1))


def counted(tally: Tally | None, *, lockout: Lockout, at: datetime) -> Tally:
    """Count one more failure; the one that reaches the limit shuts the door, and a new window starts after it."""
    if tally is None or at - tally.first_at >= lockout.window or is_ahead(tally.first_at, at=at) or _was_blocked(tally, at):
        tally = Tally(count=0, first_at=at)
    tally = replace(tally, count=tally.count + 1)
    if tally.count >= lockout.limit:
        return replace(tally, blocked_until=at + lockout.shut_for)
    return tally


def _was_blocked(tally: Tally, at: datetime) -> bool:
    return tally.blocked_until is not None and at >= tally.blocked_until
