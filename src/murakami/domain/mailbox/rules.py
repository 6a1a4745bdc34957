"""Pure decisions about what stands in a mailbox: what is open, what the resident may do, what comes next."""

from datetime import date, datetime
from enum import StrEnum

MESSAGE_LENGTH = 2000  # characters; longer matters are attachments


class ItemState(StrEnum):
    """Where a filing stands, in the resident's eyes. The agency's states, plus the moment before it has confirmed."""

    FILED = "filed"
    RECEIVED = "received"
    UNDER_REVIEW = "under_review"
    IN_WORK = "in_work"
    CORRECTION_REQUESTED = "correction_requested"
    AWAITING_APPROVAL = "awaiting_approval"
    DECIDED = "decided"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class EntryKind(StrEnum):
    """What a line of the timeline tells."""

    FILED = "filed"
    PROGRESSED = "progressed"
    CORRECTION_REQUESTED = "correction_requested"
    CORRECTION_ANSWERED = "correction_answered"
    SUPPLEMENTED = "supplemented"
    LETTER = "letter"
    MESSAGE_FROM_UNIT = "message_from_unit"
    MESSAGE_TO_UNIT = "message_to_unit"
    WITHDRAWAL_SENT = "withdrawal_sent"


class NextStep(StrEnum):
    """The one thing to tell first about a filing."""

    ANSWER_CORRECTION = "answer_correction"
    READ_LETTER = "read_letter"
    READ_MESSAGE = "read_message"
    WAIT = "wait"
    NOTHING = "nothing"


ENDED = frozenset({ItemState.DECIDED, ItemState.CLOSED, ItemState.WITHDRAWN})


def is_ended(state: str) -> bool:
    """Say whether the agency's work on a filing is over."""
    return state in ENDED


def is_newer(*, known: datetime, told: datetime) -> bool:
    """Say whether news may replace what is shown: late messages never turn the state back."""
    return told >= known


def refusal_of_withdrawal(*, state: str, withdrawal_sent: bool) -> str | None:
    """Give the stable code of why a filing cannot be withdrawn, or None.

    A filing can be withdrawn until the agency has decided or closed it.
    """
    if withdrawal_sent or state == ItemState.WITHDRAWN:
        return "already_withdrawn"
    return "already_ended" if is_ended(state) else None


def refusal_of_message(*, body: str, state: str) -> str | None:
    """Give the stable code of why a message cannot be sent, or None."""
    if not body.strip():
        return "empty"
    if len(body) > MESSAGE_LENGTH:
        return "too_long"
    return "withdrawn" if state == ItemState.WITHDRAWN else None


def refusal_of_answer(*, state: str, answered_at: datetime | None, closed_at: datetime | None) -> str | None:
    """Give the stable code of why a correction cannot be answered any more, or None.

    Answering after the day asked for is accepted: the office decides what lateness means, not the software.
    """
    if answered_at is not None:
        return "already_answered"
    if closed_at is not None:
        return "no_longer_wanted"
    return "already_ended" if is_ended(state) else None


def next_step(*, state: str, open_corrections: int, unread_letters: int, unread_messages: int) -> NextStep:
    """Choose what to tell first: what waits for the resident comes before what waits for the office."""
    if open_corrections and not is_ended(state):
        return NextStep.ANSWER_CORRECTION
    if unread_letters:
        return NextStep.READ_LETTER
    if unread_messages:
        return NextStep.READ_MESSAGE
    return NextStep.NOTHING if is_ended(state) else NextStep.WAIT


def days_left(*, until: date, today: date) -> int:
    """Count the days until `until`, that day included as 0; negative when it has passed."""
    return (until - today).days
