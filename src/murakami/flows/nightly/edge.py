"""The edge's night: drafts that nobody has touched for long are forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from murakami.domain.intake.operations.expiring import SLICE, expire_intakes
from murakami.foundation.spool.daily import daily


@daily("intake.expire")
def forget_old_drafts(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Delete them slice by slice, so that no resident waits behind the work of the night."""
    while expire_intakes(at=at, days=settings.DRAFT_DAYS) == SLICE:
        pass
