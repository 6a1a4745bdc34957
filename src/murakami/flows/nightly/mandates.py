"""The night of mandates: both sides are told of the last day, and names in invitations that led to nothing are forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.mandates.tidying import forget_names
from murakami.flows.mandates.telling import remind_of_last_days
from murakami.foundation.spool.daily import daily


@daily("mandates.night")
def tidy_mandates(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Remind and forget; a second run of the same night finds nothing."""
    remind_of_last_days(at=at)
    forget_names(at=at)
