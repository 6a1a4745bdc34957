"""Pure decisions of the spool: what may be sent where, when to try again, when to give up."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

MESSAGE_LEASE: Final = timedelta(seconds=30)  # a killed worker's messages are free again after this
TASK_LEASE: Final = timedelta(minutes=3)  # longer than any mail server or printer may take
_DELAYS: Final = (1, 5, 30, 120, 600, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600)  # seconds; together about a day
MOST_ATTEMPTS: Final = len(_DELAYS) + 1
LONGEST_DELAY: Final = timedelta(seconds=max(_DELAYS))


def delay_after(attempts: int) -> timedelta:
    """Say how long to wait after that many failed attempts."""
    return timedelta(seconds=_DELAYS[min(attempts, len(_DELAYS)) - 1])


def is_worn_out(attempts: int) -> bool:
    """Say whether an operator must decide now."""
    return attempts >= MOST_ATTEMPTS


def refusal_of_route(*, topic: str, to: str, topics: Mapping[str, str]) -> str | None:
    """Say why `topic` may not go to zone `to`, or None."""
    if topic not in topics:
        return f"The topic {topic!r} is not on the list of what may travel between the zones (config/topics.py)."
    if topics[topic] != to:
        return f"The topic {topic!r} goes to {topics[topic]}, never to {to} (config/topics.py)."
    return None


def local_places(zone: str) -> tuple[str, ...]:
    """List where messages are handled in this zone; `here` is its own background work."""
    return ("edge", "core") if zone == "all" else (zone,)


def other_zone(zone: str) -> str | None:
    """Name the zone that this one exchanges messages with, or None where one process serves both."""
    return {"edge": "core", "core": "edge"}.get(zone)


def ordering_key_of(payload: Mapping[str, Any], *, key: str) -> str:
    """Choose what a message is ordered by when its sender does not say: its receipt number, else itself alone."""
    return str(payload.get("receipt_number") or key)
