"""The frozen contracts of this room: what comes in from the edge, and what a correction asks for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FilingReceived:
    """A filing that arrived (topic `filing.received`). `document` is the canonical JSON of a kernel Document."""

    receipt_number: str
    procedure: str
    version: str
    unit: str
    filed_at: datetime
    channel: str
    mailbox_key: str
    subject_key: str
    electronic_delivery: bool
    document: JsonObject


@dataclass(frozen=True, slots=True)
class FilingRevised:
    """The answer to a correction (topic `filing.revised`): a whole new revision of the document."""

    receipt_number: str
    revision: int
    correction_key: str
    at: datetime
    document: JsonObject


@dataclass(frozen=True, slots=True)
class CorrectionItem:
    """One item of the document (`key` = "instance.fact" or "attachment:id") that must be corrected, and why."""

    key: str
    kind: str
    reason: str
