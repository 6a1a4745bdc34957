"""The night before work begins in a new place: reshuffles whose day has come are applied."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.flows.reshuffle.apply import apply_due
from murakami.foundation.spool.daily import daily

APPLY = "staff.reshuffle"


@daily(APPLY)
def apply_reshuffles(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Apply them; a day on which no process ran is caught up with."""
    apply_due(at=at)
