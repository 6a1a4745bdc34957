"""What may be done with a session, and when."""

from datetime import datetime, timedelta
from typing import Final

DOORS_OPEN: Final = timedelta(minutes=30)
"""How long before the beginning attendance is taken."""

CODE_LASTS: Final = timedelta(minutes=5)
"""How long a code shown on a screen is good."""


def takes_attendance(*, starts_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Say whether the code in the room counts now: from half an hour before the beginning until the end."""
    return starts_at - DOORS_OPEN <= at < ends_at


def code_ends_at(*, ends_at: datetime, at: datetime) -> datetime:
    """Name the moment from which a code made now for a screen is no longer good, at the latest the session's end."""
    return min(at + CODE_LASTS, ends_at)


def refusal_of_session(*, starts_at: datetime, ends_at: datetime, capacity: int, at: datetime) -> str | None:
    """Give the stable code of why a session cannot be opened, or None."""
    if ends_at <= starts_at:
        return "ends_before_it_starts"
    if starts_at <= at:
        return "in_the_past"
    return None if capacity >= 1 else "no_seats"


def refusal_of_seat(*, is_called_off: bool, starts_at: datetime, taken: int, capacity: int, at: datetime) -> str | None:
    """Give the stable code of why no seat can be taken, or None. `taken` are the other people's seats."""
    if is_called_off:
        return "called_off"
    if at >= starts_at:
        return "has_begun"
    return "full" if taken >= capacity else None


def refusal_of_giving_up(*, attended: bool, starts_at: datetime, at: datetime) -> str | None:
    """Give the stable code of why a seat cannot be given up, or None."""
    return "has_begun" if attended or at >= starts_at else None


def refusal_of_hand_list(*, is_called_off: bool, starts_at: datetime, at: datetime) -> str | None:
    """Give the stable code of why the host cannot tick names, or None: from half an hour before the beginning on."""
    if is_called_off:
        return "called_off"
    return None if at >= starts_at - DOORS_OPEN else "not_yet"


def refusal_of_call_off(*, is_called_off: bool, starts_at: datetime, reason: str, at: datetime) -> str | None:
    """Give the stable code of why a session cannot be called off, or None."""
    if is_called_off:
        return "called_off"
    if at >= starts_at:
        return "has_begun"
    return None if reason.strip() else "reason_missing"
