"""What may happen to a meeting, and when."""

from enum import StrEnum


class MeetingState(StrEnum):
    """How far it has come."""

    PLANNED = "planned"
    ISSUED = "issued"
    HELD = "held"


def refusal_of_changing(state: MeetingState) -> str | None:
    """Refuse to change the agenda of a meeting whose papers are out; None while it is planned."""
    return None if state is MeetingState.PLANNED else "papers_are_out"


def refusal_of_issuing(state: MeetingState, *, items: int) -> str | None:
    """Refuse papers without an agenda, or again after the meeting; None where they may go out."""
    if state is MeetingState.HELD:
        return "meeting_is_held"
    return None if items else "agenda_empty"


def refusal_of_minutes(state: MeetingState, minutes: str) -> str | None:
    """Refuse minutes before the papers were out, or without words; None where they may be kept."""
    if state is MeetingState.PLANNED:
        return "papers_not_out"
    return None if minutes.strip() else "minutes_missing"


def refusal_of_outcome(state: MeetingState) -> str | None:
    """Refuse decisions and tasks of a meeting whose papers were never out."""
    return "papers_not_out" if state is MeetingState.PLANNED else None
