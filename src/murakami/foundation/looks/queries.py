"""All reading of the book of looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncHour

from murakami.foundation.looks.models import Look, ReportReading, Told
from murakami.foundation.looks.rules import EMERGENCY_PAGE, CaseLook
from murakami.foundation.looks.unusual import GatheredLook

_HOUR: Final = TruncHour("at", tzinfo=UTC)


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


def told_until() -> datetime | None:
    """Say until when looks have been told, exclusive; None before the first night. SQL: 1."""
    newest = Told.objects.order_by("-until").first()
    return newest.until if newest else None


def list_case_looks(*, since: datetime | None, until: datetime) -> Iterable[CaseLook]:
    """List the looks at cases from `since` until `until` (exclusive), row by row, without who it was. SQL: 1."""
    rows = Look.objects.filter(at__lt=until).exclude(receipt_number="")
    if since is not None:
        rows = rows.filter(at__gte=since)
    return (CaseLook(*row) for row in rows.values_list("receipt_number", "at", "unit", "route").iterator())


def list_looks_at(receipt_numbers: Iterable[str], *, before: datetime) -> Sequence[CaseLook]:
    """List the looks at these cases before a moment, without who it was, oldest first. SQL: 1."""
    rows = Look.objects.filter(receipt_number__in=list(receipt_numbers), at__lt=before).order_by("at", "pk")
    return [CaseLook(*row) for row in rows.values_list("receipt_number", "at", "unit", "route")]


def list_looked_at(account_id: int, *, since: datetime | None, until: datetime | None, unit: str) -> frozenset[str]:
    """Name the cases of a unit at which a member of staff looked from `since` until `until` (exclusive). SQL: 1."""
    rows = Look.objects.filter(account_id=account_id, unit=unit).exclude(receipt_number="")
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    return frozenset(rows.values_list("receipt_number", flat=True).distinct())


def gather_looks(*, since: datetime, until: datetime, unit: str = "", account_id: int | None = None) -> Sequence[GatheredLook]:
    """Gather the looks at cases from `since` until `until` (exclusive) by member of staff, case and hour, newest first. SQL: 1."""
    rows = _looks_at_cases(since, until)
    if unit:
        rows = rows.filter(unit=unit)
    if account_id is not None:
        rows = rows.filter(account_id=account_id)
    gathered = rows.annotate(hour=_HOUR).values_list("account_id", "account__staff__name", "unit", "receipt_number", "hour").annotate(
        first=Min("at"), times=Count("id"), emergencies=Count("id", filter=Q(route=EMERGENCY_PAGE))).order_by("-first")
    return [GatheredLook(account, name or "", *rest) for account, name, *rest in gathered]


def count_cases_by_hour(*, since: datetime, until: datetime) -> dict[tuple[int, datetime], int]:
    """Count how many cases each member of staff looked at in each hour. SQL: 1."""
    rows = _looks_at_cases(since, until).annotate(hour=_HOUR).values_list("account_id", "hour").annotate(
        cases=Count("receipt_number", distinct=True)).order_by()
    return {(account, hour): cases for account, hour, cases in rows}


def list_report_readings(*, limit: int = 20) -> Sequence[ReportReading]:
    """List who read the report, newest first, with their names. SQL: 1."""
    return list(ReportReading.objects.select_related("account__staff").order_by("-at", "-pk")[:limit])


def _looks_at_cases(since: datetime, until: datetime) -> "QuerySet[Look]":
    return Look.objects.filter(at__gte=since, at__lt=until).exclude(receipt_number="")
