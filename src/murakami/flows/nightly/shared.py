"""The night of every zone: sessions that are over go, originals whose days are over, and what a killed process left."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore

from murakami.foundation.accounts.sessions import forget_ended
from murakami.foundation.files.reports import SLICE, drop_originals
from murakami.foundation.files.store import sweep_unfinished
from murakami.foundation.spool.daily import daily

LONGEST_WRITE: Final = timedelta(days=1)


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


@daily("files.sweep")
def sweep_files(payload: Mapping[str, Any], /, *, at: datetime) -> None:
    """Throw away what a process was writing into the store when it was killed, a day ago or earlier."""
    sweep_unfinished(older_than=at - LONGEST_WRITE)
