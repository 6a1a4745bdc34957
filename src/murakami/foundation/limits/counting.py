"""Counting at a door: in this process, and in the table that all processes share."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import connection
from django.dispatch import Signal
from django.utils.crypto import salted_hmac

from murakami.foundation.limits.models import Count
from murakami.foundation.limits.rules import Door, Limit

PLACES: Final = 1 << 15
"""The places of a door. Two people may stand on one: then they share its limit, which is wide enough for some."""


REFUSED: Final = Signal()
"""Sent with the door as its sender whenever a limit is reached."""


class TooOften(Exception):
    """A limit is reached; nothing was done. `wait` says after how many seconds one may try again."""

    def __init__(self, door: Door, *, wait: int) -> None:
        super().__init__(f"{door.value}: again in {wait} s")
        self.door = door
        self.wait = wait


@dataclass(slots=True)
class _Seen:
    """What this process knows of a place in a window: `told` is the table's count, `own` came since."""

    window: int
    told: int = 0
    own: int = 0


class _Places:
    """What this process knows of every place it has seen: at most one entry a door and place."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: dict[tuple[Door, int], _Seen] = {}

    def count(self, door: Door, place: int, *, limit: Limit, window: int) -> int:
        """Count one more here; gives how many the table should be told now, 0 for none, -1 where the limit is reached."""
        with self._lock:
            seen = self._seen.get((door, place))
            if seen is None or seen.window != window:
                seen = self._seen[door, place] = _Seen(window)
            if seen.told > limit.count:
                return -1
            seen.own += 1
            if seen.own < limit.step(door) and seen.told + seen.own <= limit.count:
                return 0
            own, seen.own = seen.own, 0
            return own

    def told(self, door: Door, place: int, *, window: int, used: int) -> None:
        """Note what the table has counted."""
        with self._lock:
            seen = self._seen.get((door, place))
            if seen is not None and seen.window == window:
                seen.told = max(seen.told, used)

    def forget(self) -> None:
        """Forget everything: for tests."""
        with self._lock:
            self._seen.clear()


SEEN: Final = _Places()


def knock(door: Door, who: str, *, at: datetime) -> None:
    """Count one use of a door by `who` (an address, an account, a token).

    Whoever is refused is not counted further: the window ends when it ends.

    Raises:
        TooOften: the limit of the door is reached.
    SQL: 1; at a reading door 1 after every eighth of the limit, else none; none for whoever is refused already.
    """
    limit: Limit | None = settings.LIMITS.get(door.value)
    if limit is None:
        return
    place, window = number_of(door, who), limit.window(at)
    due = SEEN.count(door, place, limit=limit, window=window)
    if due == 0:
        return
    used = limit.count + 1 if due < 0 else _tell(door, place, window=window, times=due)
    SEEN.told(door, place, window=window, used=used)
    if used > limit.count:
        REFUSED.send(sender=door)
        raise TooOften(door, wait=limit.wait(at))


def number_of(door: Door, who: str) -> int:
    """Number the place of somebody at a door: nobody without our key can tell who stands where, or choose a place."""
    digest = salted_hmac(f"limits.{door.value}", who, algorithm="sha256").digest()
    return int.from_bytes(digest[:4], "big") % PLACES


def _tell(door: Door, place: int, *, window: int, times: int) -> int:
    """Add to the table's count of this window; another window's count, also of a clock that was wrong, begins anew."""
    table = connection.ops.quote_name(Count._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (door, place, span, used) VALUES (%s, %s, %s, %s) "  # noqa: S608 - our own table name
            f"ON CONFLICT (door, place) DO UPDATE SET span = excluded.span, used = excluded.used + "
            f"CASE WHEN {table}.span = excluded.span THEN {table}.used ELSE 0 END RETURNING used",
            [door.value, place, window, times])
        return int(cursor.fetchone()[0])
