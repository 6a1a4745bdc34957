"""Personal links: how long they live, and what of a token is kept."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

LINK_LIFE: Final = timedelta(days=14)


def fingerprint(token: str) -> str:
    """Digest a token; only this is kept, so that nobody who reads the database can open a link."""
    return sha256(token.encode()).hexdigest()


def may_open(*, expires_at: datetime, revoked_at: datetime | None, at: datetime) -> bool:
    """Say whether a link still opens at a moment."""
    return revoked_at is None and at < expires_at
