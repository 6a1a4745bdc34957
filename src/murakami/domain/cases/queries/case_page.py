"""Everything the page of one case shows, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from murakami.domain.cases.models import (
    Case,
    CaseFile,
    CaseMessage,
    ChecklistTick,
    Correction,
    Decision,
    Entry,
    PersonMatch,
)
from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.foundation.accounts.rules import Actor, may_work_in
from murakami.kernel.document import Document


@dataclass(frozen=True, slots=True)
class Revision:
    """The document as filed (0) or as corrected (1, 2, …)."""

    number: int
    filed_at: datetime
    document: Document


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with all that belongs to it; `revisions` and `entries` with the newest last."""

    case: Case
    revisions: Sequence[Revision]
    files: Sequence[CaseFile]
    corrections: Sequence[Correction]
    ticks: Sequence[ChecklistTick]
    messages: Sequence[CaseMessage]
    decisions: Sequence[Decision]
    matches: Sequence[PersonMatch]
    entries: Sequence[Entry]

    @property
    def document(self) -> Document:
        """The newest revision."""
        return self.revisions[-1].document

    @property
    def standing_decision(self) -> Decision | None:
        """The decision that has not been returned."""
        return next((decision for decision in self.decisions if decision.returned_at is None), None)

    @property
    def open_corrections(self) -> tuple[Correction, ...]:
        """What the resident has been asked and has not answered."""
        return tuple(one for one in self.corrections if one.answered_at is None and one.cancelled_at is None)


def get_case(*, receipt_number: str, actor: Actor) -> Case:
    """Get a case of the actor's units. Raises CaseNotFound for any other. SQL: 1."""
    case = Case.objects.select_related("assignee__staff").filter(receipt_number=receipt_number).first()
    if case is None or not may_work_in(actor, case.unit, procedure=case.procedure):
        raise CaseNotFound(receipt_number)
    return case


def read_case(*, receipt_number: str, actor: Actor) -> CasePage:
    """Read a case of the actor's units whole. Raises CaseNotFound. SQL: 9, whatever it holds."""
    case = get_case(receipt_number=receipt_number, actor=actor)
    deciders = ("proposed_by__staff", "approved_by__staff", "returned_by__staff")
    return CasePage(
        case=case,
        revisions=[Revision(row.number, row.filed_at, Document.from_json(row.document))
                   for row in case.revisions.order_by("number")],
        files=list(case.files.order_by("revision", "id")),
        corrections=list(case.corrections.select_related("asked_by__staff").order_by("id")),
        ticks=list(case.ticks.select_related("ticked_by__staff").order_by("id")),
        messages=list(case.messages.select_related("author__staff").order_by("id")),
        decisions=list(case.decisions.select_related(*deciders).order_by("id")),
        matches=list(case.matches.select_related("confirmed_by__staff").order_by("id")),
        entries=list(case.entries.select_related("event", "by__staff", "acting_for__staff").order_by("id")))


def find_file(case: Case, *, sha256: str) -> CaseFile | None:
    """Find a file of a case by its content. SQL: 1."""
    return case.files.filter(sha256=sha256).first()


def find_letter(case: Case) -> str | None:
    """Find the printed letter of a case's standing decision, by the hash of its content. SQL: 1."""
    return case.decisions.filter(returned_at=None).exclude(letter_sha256="").values_list(
        "letter_sha256", flat=True).first()
