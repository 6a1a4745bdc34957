"""The night after work: the people concerned are told which units looked at their cases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.flows.agency.tell_looks import tell_looks
from murakami.foundation.spool.daily import daily
from murakami.kernel.dates import JAPAN


@daily("looks.tell")
def tell_what_was_looked_at(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Tell of everything before this day began; days on which no process ran are caught up with."""
    tell_looks(until=at.astimezone(JAPAN).replace(hour=0, minute=0, second=0, microsecond=0), at=at)
