"""The night of every zone: sessions that are over go."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from murakami.foundation.spool.daily import daily


@daily("sessions.clear")
def clear_sessions(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Delete expired sessions; a signed-in visitor's is not among them."""
    SessionStore.clear_expired()
