"""Public comment (パブリックコメント): until when one may speak, and what everybody reads of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

SCHEMA: Final = 1
UNANSWERED: Final = timedelta(days=365)
"""How long after a hearing's end names and contacts are kept at most, where no results are published."""


class HearingPhase(StrEnum):
    """Where a hearing stands on a day."""

    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """A hearing as it is announced."""

    edition: str
    opens_on: date
    closes_on: date  # the last day on which comments are taken
    announcement: str
    names_kept_days: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A comment with what the municipality makes of it; of its sender nothing is known here."""

    number: str
    about: str
    body: str
    effect: str
    answer: str


def phase_of(*, opens_on: date, closes_on: date, is_answered: bool, on: date) -> HearingPhase:
    """Say where a hearing stands on a day."""
    if is_answered:
        return HearingPhase.ANSWERED
    if on < opens_on:
        return HearingPhase.AHEAD
    return HearingPhase.OPEN if on <= closes_on else HearingPhase.CLOSED


def names_forgotten_on(*, closes_on: date, answered_on: date | None, kept_days: int) -> date:
    """Name the day on which it is forgotten who commented: so many days after the results, or a year after the end."""
    return closes_on + UNANSWERED if answered_on is None else answered_on + timedelta(days=kept_days)


def hearing_document(announced: Announced, *, draft: Mapping[str, Any], changes: Mapping[str, Any], result: str = "",
                     comments: Iterable[Answered] = (), answered_at: datetime | None = None, adopted: bool = False) -> dict[str, Any]:
    """Make what is published of a hearing: its announcement, the draft and what changed, later the answers; plain JSON.

    `draft` and `changes` are the public documents of the edition; once it is adopted they are no longer told here.
    """
    return {
        "schema": SCHEMA, "edition": announced.edition, "title": draft["title"], "version_title": draft["version_title"],
        "period": draft["period"], "opens_on": announced.opens_on.isoformat(), "closes_on": announced.closes_on.isoformat(),
        "announcement": announced.announcement, "adopted": adopted, "result": result,
        "answered_at": answered_at.isoformat() if answered_at else "", "names_kept_days": announced.names_kept_days,
        "initiatives": [{"code": one["code"], "title": one["title"]} for one in draft["initiatives"]],
        "draft": None if adopted else dict(draft), "changes": None if adopted else dict(changes),
        "comments": [{"number": one.number, "about": one.about, "body": one.body, "effect": one.effect, "answer": one.answer}
                     for one in comments]}
