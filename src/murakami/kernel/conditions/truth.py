"""The four truth values of a condition."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final


class Truth(Enum):
    """Whether a condition holds.

    UNKNOWN can still become TRUE or FALSE by an answer; ABSENT speaks of a field that is hidden or of nobody.
    """

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    ABSENT = "absent"

    @classmethod
    def of(cls, holds: bool) -> Truth:
        """Name a plain yes or no."""
        return cls.TRUE if holds else cls.FALSE


# plain names: evaluation does little else than compare with these, and an Enum looks its members up anew each time
TRUE: Final = Truth.TRUE
FALSE: Final = Truth.FALSE
UNKNOWN: Final = Truth.UNKNOWN
ABSENT: Final = Truth.ABSENT


def all_of(truths: Iterable[Truth]) -> Truth:
    """Join by "and": FALSE wins, then ABSENT, then UNKNOWN; of nothing it is TRUE."""
    found = TRUE
    for truth in truths:
        if truth is FALSE:
            return truth
        if truth is ABSENT or (truth is UNKNOWN and found is TRUE):
            found = truth
    return found


def any_of(truths: Iterable[Truth]) -> Truth:
    """Join by "or": TRUE wins, then UNKNOWN, then FALSE; ABSENT only when all are; of nothing it is FALSE."""
    found: Truth | None = None
    for truth in truths:
        if truth is TRUE:
            return truth
        if found is None or truth is UNKNOWN or (truth is FALSE and found is ABSENT):
            found = truth
    return FALSE if found is None else found


def opposite(truth: Truth) -> Truth:
    """Swap TRUE and FALSE; what is unknown or absent stays so."""
    if truth is TRUE:
        return FALSE
    return TRUE if truth is FALSE else truth
