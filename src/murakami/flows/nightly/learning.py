"""Learning's night: how the units stand is written down, before the indicators are counted from it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.learning.operations.standings import note_standings
from murakami.foundation.spool.daily import daily


@daily("indicators.standings")
def note_how_units_stand(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Note what changed since it was last noted, and everything on the first night of a month."""
    note_standings(at=at)
