"""All reading of the book of looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from murakami.foundation.looks.models import Look


@dataclass(frozen=True, slots=True)
class LookLine:
    """One line of the book as auditors and the person concerned read it."""

    at: datetime
    staff: str
    unit: str
    receipt_number: str
    subject_key: str
    route: str


def list_looks(
    *, receipt_number: str = "", subject_key: str = "", account_id: int | None = None,
    since: datetime | None = None, until: datetime | None = None, limit: int = 200,
) -> Sequence[LookLine]:
    """List looks, newest first, at a case, at a person (each look that names either) or by one member of staff.

    Raises:
        ValueError: no question asked; the whole book is not a list to be read.
    SQL: 1.
    """
    at_whom = [Q(receipt_number=receipt_number)] * bool(receipt_number) + [Q(subject_key=subject_key)] * bool(subject_key)
    if not at_whom and account_id is None:
        raise ValueError("name a case, a person or a member of staff")
    wanted = Q()
    for condition in at_whom:
        wanted |= condition
    if account_id is not None:
        wanted &= Q(account_id=account_id)
    if since is not None:
        wanted &= Q(at__gte=since)
    if until is not None:
        wanted &= Q(at__lt=until)
    rows = Look.objects.filter(wanted).order_by("-at", "-pk").values_list(
        "at", "account__staff__name", "unit", "receipt_number", "subject_key", "route")
    return [LookLine(*row) for row in rows[:limit]]
