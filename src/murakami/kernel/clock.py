"""What a clock that was set back leaves behind: moments that have not come yet. What they allowed has ended."""

from datetime import datetime, timedelta
from typing import Final

SLACK: Final = timedelta(minutes=5)
"""How far ahead of the clock a moment of ours may lie: clocks of several servers differ, and are put right by a little."""


def is_ahead(moment: datetime, *, at: datetime) -> bool:
    """Say whether a moment that was noted as past lies ahead: the clock was wrong then, or is wrong now."""
    return moment - at > SLACK
