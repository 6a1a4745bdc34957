"""What the operator's pages have to show: a message that failed for good."""

from datetime import datetime
from typing import Any

from murakami.foundation.spool.models import Message

WRITTEN: dict[str, dict[str, Any]] = {"office:spool-message": {"decided.value": "discarded", "reason.value": "二重に届いたため"}}


def set_up(*, at: datetime) -> None:
    """Have a message of the past that nobody could handle."""
    Message.objects.create(topic="delivery.consented", key="dead", ordering_key="dead", place="core", payload={}, at=at, not_before=at,
                           dead_at=at, attempts=11, last_error="RuntimeError in hear_consent, line 5")


def known() -> dict[str, str]:
    """What stands in the addresses of the operator's pages."""
    dead = Message.objects.filter(key="dead", topic="delivery.consented").first()
    return {"message": str(dead.pk if dead else 1)}
