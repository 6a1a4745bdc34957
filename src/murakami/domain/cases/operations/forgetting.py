"""Forgetting a case: everything about the people in it goes, the events, which name nobody, stay."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from murakami.domain.cases.models import Case
from murakami.domain.cases.operations.transition import lock_for_message
from murakami.domain.cases.rules import FINISHED_STATES
from murakami.foundation.events.operations import append


class Ground(StrEnum):
    """Why a case is forgotten."""

    RETENTION_OVER = "retention_over"  # 保存年限の満了
    REQUEST = "deletion_request"  # 個人情報の保護に関する法律98条 (利用停止請求)


class CaseStillOpen(RuntimeError):
    """The agency still works on the case; only a finished one can be forgotten."""


@transaction.atomic
def forget_case(*, receipt_number: str, ground: Ground, at: datetime) -> frozenset[str]:
    """Delete a finished case with everything that belongs to it. The database lets it go because the event says so.

    Returns the SHA-256 of the files that were named: the caller drops those nobody else names.
    Raises CaseNotFound, CaseStillOpen. SQL: at most 30.
    """
    case = lock_for_message(receipt_number)
    if case.state not in FINISHED_STATES:
        raise CaseStillOpen(receipt_number)
    append(kind="case.forgotten", subject_key=case.subject_key, at=at, procedure=case.procedure, unit=case.unit,
           channel=case.channel, details={"ground": ground.value})
    files = {*case.files.values_list("sha256", flat=True), *case.decisions.values_list("letter_sha256", flat=True)}
    for relation in Case._meta.related_objects:
        relation.related_model._base_manager.filter(**{relation.field.name: case}).delete()
    Case.objects.filter(pk=case.pk).delete()
    return frozenset(files)
