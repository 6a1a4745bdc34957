"""Everything the page of one case shows, read at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from murakami.domain.cases.models import (
    Case,
    CaseFile,
    CaseMessage,
    CaseRevision,
    ChecklistTick,
    Correction,
    Decision,
    PersonMatch,
)
from murakami.domain.cases.operations.transition import CaseNotFound
from murakami.foundation.accounts.rules import Actor, may_work_in
from murakami.kernel.document import Document


@dataclass(frozen=True, slots=True)
class CasePage:
    """One case with all that belongs to it; `documents` are its revisions, the newest last."""

    case: Case
    revisions: Sequence[CaseRevision]
    documents: tuple[Document, ...]
    files: Sequence[CaseFile]
    corrections: Sequence[Correction]
    ticks: Sequence[ChecklistTick]
    messages: Sequence[CaseMessage]
    decisions: Sequence[Decision]
    matches: Sequence[PersonMatch]

    @property
    def document(self) -> Document:
        """The newest revision."""
        return self.documents[-1]


def get_case(*, receipt_number: str, actor: Actor) -> Case:
    """Get a case of the actor's units. Raises CaseNotFound for any other. SQL: 1."""
    case = Case.objects.select_related("assignee__staff").filter(receipt_number=receipt_number).first()
    if case is None or not may_work_in(actor, case.unit):
        raise CaseNotFound(receipt_number)
    return case


def read_case(*, receipt_number: str, actor: Actor) -> CasePage:
    """Read a case of the actor's units whole. Raises CaseNotFound. SQL: 8, whatever it holds."""
    case = get_case(receipt_number=receipt_number, actor=actor)
    revisions = list(case.revisions.order_by("number"))
    return CasePage(
        case=case, revisions=revisions,
        documents=tuple(Document.from_json(revision.document) for revision in revisions),
        files=list(case.files.order_by("revision", "id")),
        corrections=list(case.corrections.select_related("asked_by__staff").order_by("id")),
        ticks=list(case.ticks.select_related("ticked_by__staff")),
        messages=list(case.messages.select_related("author__staff").order_by("id")),
        decisions=list(case.decisions.select_related("proposed_by__staff", "approved_by__staff", "returned_by__staff").order_by("id")),
        matches=list(case.matches.select_related("confirmed_by__staff")))
