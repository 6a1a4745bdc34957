"""The frozen contracts of this room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class NewItem:
    """A filing that has just been recorded and gets its place in the mailbox. Texts are by language (ja, easy, en)."""

    receipt_number: str
    mailbox_key: str
    subject_key: str
    procedure: str
    version: str
    kind: str
    unit: str
    title: Mapping[str, str]
    about: str  # whose application or which child, as written by the resident; empty when it needs no telling apart


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of the case that the resident is told of (topic `case.progressed`)."""

    receipt_number: str
    key: str
    state: str
    at: datetime
    due_on: date | None
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """One item to correct: `key` is "instance.fact" or "attachment:id"; `kind` incorrect | incomplete | outdated."""

    key: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionAsked:
    """The agency asks to correct chosen items by a day (topic `case.correction_requested`)."""

    receipt_number: str
    key: str
    items: tuple[CorrectionItem, ...]
    message: str
    until: date
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterIssued:
    """A letter of the agency, its file already in this zone's store (topic `case.letter_issued`)."""

    receipt_number: str
    key: str
    title: str
    outcome: str
    sha256: str
    name: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A message of the unit in charge (topic `case.message`)."""

    receipt_number: str
    key: str
    from_unit: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How often a unit looked at a filing for one purpose within the hour that begins at `hour` (topic `case.looked_at`)."""

    hour: datetime
    unit: str
    purpose: str
    times: int
