"""What a scene needs where somebody has asked for their own data."""

from typing import Any


def ask_for_own_data(receipt_number: str, *, procedure: str = "data-disclosure") -> None:
    """Let a filed case be a request of whoever filed it about their own data."""
    from murakami.domain.cases.models import Case, CaseRevision
    from murakami.domain.procedures.queries import get_version

    version = get_version(procedure)
    case = Case.objects.get(receipt_number=receipt_number)
    filed = CaseRevision.objects.get(case=case, number=0)
    CaseRevision.objects.create(case=case, number=1, document=_as_requester(filed.document), sha256="1" * 64, filed_at=filed.filed_at)
    Case.objects.filter(pk=case.pk).update(procedure=procedure, version=version.sha)


def gather(receipt_number: str, *, account_id: int, at: Any) -> None:
    """Have a clerk gather the data."""
    from murakami.domain.cases.models import Case
    from murakami.domain.cases.operations.own_data import note_gathered
    from murakami.foundation.accounts.rules import Actor
    from murakami.foundation.accounts.vocabulary import AccountKind, Role

    unit = Case.objects.get(receipt_number=receipt_number).unit
    clerk = Actor(kind=AccountKind.STAFF, account_id=account_id, roles={Role.CLERK: frozenset({unit})})
    note_gathered(receipt_number=receipt_number, actor=clerk, at=at, cases=1, withheld=0)


def _as_requester(document: Any) -> Any:
    """Say "requester" for whoever the document's matter is."""
    topics = [{**topic, "rows": [{**row, "role": "requester" if row["role"] == document["whose"] else row["role"]}
                                 for row in topic["rows"]]} for topic in document["topics"]]
    return {**document, "whose": "requester", "topics": topics}
