"""Pure decisions about the book of looks: for what somebody looked, and what of it the person concerned is told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

EMERGENCY_PAGE: Final = "office:emergency-case"  # a case of another unit, opened in an emergency


class Purpose(StrEnum):
    """For what a page shows a case."""

    REVIEW = "review"
    FILES = "files"
    TALK = "talk"
    CORRECTION = "correction"
    DECISION = "decision"
    LETTER = "letter"
    TRANSFER = "transfer"
    EMERGENCY = "emergency"
    OWN_DATA = "own_data"
    BREACH = "breach"


_PURPOSES: Final[Mapping[str, Purpose]] = MappingProxyType({
    "case-files": Purpose.FILES, "case-file": Purpose.FILES, "originals": Purpose.FILES, "original": Purpose.FILES,
    "held-file": Purpose.FILES, "case-talk": Purpose.TALK, "correction": Purpose.CORRECTION,
    "proposal": Purpose.DECISION, "approve": Purpose.DECISION, "return": Purpose.DECISION, "letter": Purpose.LETTER,
    "person-data": Purpose.OWN_DATA, "person-data-json": Purpose.OWN_DATA, "transfer": Purpose.TRANSFER, "breach": Purpose.BREACH, "breach-report": Purpose.BREACH, "breach-notices": Purpose.BREACH,
    "breach-decide": Purpose.BREACH, EMERGENCY_PAGE.partition(":")[2]: Purpose.EMERGENCY,
})


@dataclass(frozen=True, slots=True)
class CaseLook:
    """One look at a case, without who it was."""

    receipt_number: str
    at: datetime
    unit: str
    route: str


@dataclass(frozen=True, slots=True, order=True)
class HourOfLooks:
    """How often a unit looked at a case for one purpose within an hour; `hour` is its beginning, UTC."""

    hour: datetime
    unit: str
    purpose: Purpose
    times: int


def purpose_of(route: str) -> Purpose:
    """Say for what a page of the office shows a case; a page without a purpose of its own is the review."""
    return _PURPOSES.get(route.partition(":")[2], Purpose.REVIEW)


def gather_hours(looks: Iterable[CaseLook]) -> Mapping[str, tuple[HourOfLooks, ...]]:
    """Gather looks by case, each case's hours in the order of time."""
    counted = Counter((look.receipt_number, _hour_of(look.at), look.unit, purpose_of(look.route)) for look in looks)
    gathered: dict[str, list[HourOfLooks]] = {}
    for (receipt_number, hour, unit, purpose), times in counted.items():
        gathered.setdefault(receipt_number, []).append(HourOfLooks(hour, unit, purpose, times))
    return {receipt_number: tuple(sorted(hours)) for receipt_number, hours in gathered.items()}


def _hour_of(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
