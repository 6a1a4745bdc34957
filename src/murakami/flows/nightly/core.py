"""The core's night: indicators are counted and published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.indicators.operations.counting import OvertakenByAnother, update_indicators
from murakami.domain.indicators.operations.publishing import publish_indicators
from murakami.foundation.spool.daily import daily


@daily("indicators.update")
def count_indicators(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Count what came since the last night and publish the months that are over."""
    try:
        update_indicators(at=at)
    except OvertakenByAnother:
        return  # whoever counts now publishes
    publish_indicators(at=at)
