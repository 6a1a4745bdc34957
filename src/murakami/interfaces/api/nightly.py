"""The API's night: answers of yesterday and tokens that nobody uses are forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.foundation.spool.daily import daily
from murakami.interfaces.api.repeating import forget_old_answers
from murakami.interfaces.api.tokens import forget_old_tokens


@daily("api.forget")
def forget_old_things(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Delete what is not kept any more."""
    forget_old_answers(at=at)
    forget_old_tokens(at=at)
