"""The programme's night: everybody for whom something waits gets one mail about all of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from murakami.flows.programme.digest import send_digests
from murakami.foundation.spool.daily import daily


@daily("programme.digest")
def send_programme_digests(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Send the day's digests; whom the mail server refused is tried again with the task."""
    send_digests(at=at)
