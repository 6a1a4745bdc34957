"""Which cases lie in a set that somebody describes: by unit, procedure, days, named numbers and files."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from murakami.domain.cases.models import Case

MOST_AFFECTED: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSet:
    """Cases of a unit. `since` and `until` (exclusive) bound their arrival; `numbers` and `digests` (SHA-256 of files) name them.

    `only` are receipt numbers outside of which nothing is meant; None where everything is.
    """

    unit: str
    procedure: str = ""
    since: datetime | None = None
    until: datetime | None = None
    numbers: Collection[str] = ()
    digests: Collection[str] = ()
    only: Collection[str] | None = None


def list_in_set(wanted: CaseSet) -> Sequence[str]:
    """Name the cases of a set by receipt number, oldest first, one more than `MOST_AFFECTED` at most. SQL: 1."""
    rows = Case.objects.filter(unit=wanted.unit)
    if wanted.procedure:
        rows = rows.filter(procedure=wanted.procedure)
    if wanted.since is not None:
        rows = rows.filter(filed_at__gte=wanted.since)
    if wanted.until is not None:
        rows = rows.filter(filed_at__lt=wanted.until)
    if wanted.numbers or wanted.digests:
        rows = rows.filter(Q(receipt_number__in=wanted.numbers) | Q(files__sha256__in=wanted.digests))
    if wanted.only is not None:
        rows = rows.filter(receipt_number__in=wanted.only)
    return list(rows.order_by("filed_at", "id").values_list("receipt_number", flat=True).distinct()[:MOST_AFFECTED + 1])


def list_with_documents(receipt_numbers: Iterable[str], *, unit: str) -> Sequence[Case]:
    """List these cases of a unit, oldest first, with revisions and files loaded; forgotten ones are left out. SQL: 3."""
    wanted = Case.objects.filter(receipt_number__in=list(receipt_numbers), unit=unit)
    return list(wanted.prefetch_related("revisions", "files").order_by("filed_at", "id"))
