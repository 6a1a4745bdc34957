"""Where a filing stands."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from murakami.interfaces.api.shapes.base import Answer, Cursor

State = Annotated[str, Field(
    description="filed、received、under_review、in_work、correction_requested、awaiting_approval、decided、closed、withdrawn",
    examples=["under_review"])]
NextStep = Annotated[str, Field(
    description="answer_correction、read_letter、read_message（市の手続のマイページで）、wait、nothing", examples=["wait"])]


class FilingHead(Answer):
    """A filing in a list."""

    receipt_number: Annotated[str, Field(examples=["MK-2611-00001-3"])]
    procedure: str
    title: str
    state: State
    next_step: NextStep
    filed_at: datetime


class FilingList(Answer):
    """One's own filings, the newest first."""

    items: list[FilingHead]
    next: Cursor


class TimelineLine(Answer):
    """One line of what happened."""

    at: datetime
    kind: Annotated[str, Field(description="何があったか", examples=["progressed"])]
    state: Annotated[str, Field(description="そのときの状態。変わらなければ空")]
    note: str


class LetterHead(Answer):
    """A letter that is there; it is read on one's own page, where opening it counts as receiving it."""

    title: str
    issued_at: datetime
    is_opened: bool


class CorrectionHead(Answer):
    """A request to correct something; it is answered on one's own page."""

    until: date | None
    items: Annotated[int, Field(description="いくつの項目か")]


class FilingStatus(FilingHead):
    """Where a filing stands, what happened, and what comes next."""

    unit: Annotated[str, Field(description="担当の課の記号")]
    due_on: Annotated[date | None, Field(description="結果の目安の日。時計が止まっているときは null")]
    timeline: list[TimelineLine]
    letters: list[LetterHead]
    corrections: list[CorrectionHead]
    unread_messages: int
