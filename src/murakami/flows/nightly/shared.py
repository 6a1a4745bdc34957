"""The night of every zone: sessions that are over go, and so do the originals of files whose days are over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from murakami.foundation.accounts.sessions import forget_ended
from murakami.foundation.files.reports import SLICE, drop_originals
from murakami.foundation.spool.daily import daily


@daily("sessions.clear")
def clear_sessions(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Delete expired sessions; a signed-in visitor's is not among them."""
    SessionStore.clear_expired()
    forget_ended()


@daily("files.drop_originals")
def forget_originals(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Throw them away slice by slice."""
    while drop_originals(at=at) == SLICE:
        pass
