"""Whether the clock can be believed: work of the night deletes what is old, and a clock that jumps ahead makes all old."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

ALLOWANCE: Final = timedelta(hours=1)
PROBATION: Final = timedelta(days=1)
LONGEST_REST: Final = timedelta(days=30)
_log = logging.getLogger("murakami.spool")
Ticks = Callable[[], float]


def ticks_since_boot() -> float:
    """Count seconds since the machine started, sleep included: nobody sets this clock."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Steadiness:
    """Compares the clock with the ticks. One that jumped ahead is believed when it is back, or after a day as it is.

    `last_known` is the newest time on record when this process starts: a clock more than a month beyond it has jumped
    while nobody looked.
    """

    def __init__(self, *, now: datetime, last_known: datetime | None, ticks: Ticks = ticks_since_boot) -> None:
        self._ticks = ticks
        rested_too_long = last_known is not None and now - last_known > LONGEST_REST
        self._then, self._tick = last_known if rested_too_long and last_known else now, ticks()
        self._doubted_at: float | None = None

    def believes(self, now: datetime) -> bool:
        """Say whether `now` can be the time."""
        tick = self._ticks()
        ahead = now - self._then - timedelta(seconds=tick - self._tick)
        if ahead > ALLOWANCE and not self._is_over(tick):
            return False
        self._then, self._tick, self._doubted_at = now, tick, None
        return True

    def _is_over(self, tick: float) -> bool:
        if self._doubted_at is None:
            self._doubted_at = tick
            _log.error("clock jumped ahead, work of the night waits")
        return tick - self._doubted_at >= PROBATION.total_seconds()
