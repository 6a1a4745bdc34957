"""The four truth values of a condition."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


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


_ALL_BY_WEIGHT = (Truth.FALSE, Truth.ABSENT, Truth.UNKNOWN)
_ANY_BY_WEIGHT = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE)
_OPPOSITES = {Truth.TRUE: Truth.FALSE, Truth.FALSE: Truth.TRUE}


def all_of(truths: Iterable[Truth]) -> Truth:
    """Join by "and": FALSE wins, then ABSENT, then UNKNOWN; of nothing it is TRUE."""
    found = set(truths)
    return next((truth for truth in _ALL_BY_WEIGHT if truth in found), Truth.TRUE)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Join by "or": TRUE wins, then UNKNOWN, then FALSE; ABSENT only when all are; of nothing it is FALSE."""
    found = set(truths)
    if not found:
        return Truth.FALSE
    return next((truth for truth in _ANY_BY_WEIGHT if truth in found), Truth.ABSENT)


def opposite(truth: Truth) -> Truth:
    """Swap TRUE and FALSE; what is unknown or absent stays so."""
    return _OPPOSITES.get(truth, truth)
