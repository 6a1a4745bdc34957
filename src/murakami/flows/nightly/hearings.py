"""The hearings' night: who commented is forgotten when the promised time is over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.domain.programme.operations.forgetting import forget_commenters
from murakami.foundation.spool.daily import daily


@daily("programme.forget_commenters")
def forget_who_commented(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Forget names and contacts; the comments and their answers stay."""
    forget_commenters(at=at)
