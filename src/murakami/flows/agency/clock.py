"""The clock of a case: its procedure's standard period, standing still while a correction waits for its answer.

Source: 行政手続法 6条, 7条 (the time for a correction is not counted).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from murakami.domain.cases.models import Case, Correction
from murakami.domain.cases.queries.case_page import CasePage
from murakami.domain.procedures.queries import get_version, work_calendar
from murakami.domain.procedures.versions import ProcedureVersion
from murakami.kernel.deadlines import Clock, Deadline, PeriodUnit, Stop, clock_on, due_with_stops
from murakami.kernel.document import Document


@dataclass(frozen=True, slots=True)
class CaseClock:
    """The clock, and the open days on which it has stood still so far."""

    clock: Clock
    stopped: int


@dataclass(frozen=True, slots=True)
class FiledInTime:
    """Until when the law wanted the filing, and whether it came later."""

    due_on: date
    is_late: bool


def filed_in_time(document: Document, *, version: ProcedureVersion, filed_at: datetime) -> FiledInTime | None:
    """Compare the arrival with the procedure's own deadline, the earliest where several people have one.

    None where the procedure has none, or the document does not say the day it counts from.
    """
    if version.deadline is None:
        return None
    fact = version.deadline.fact
    days = [date.fromisoformat(row.value) for row in document.rows if isinstance(row.value, str)
            and row.type == "date" and row.fact == fact.fact and row.instance in document.roles.get(fact.role, ())]
    if not days:
        return None
    due_on = min(version.deadline.due_on(day, work_calendar()) for day in days)
    return FiledInTime(due_on, is_late=timezone.localdate(filed_at) > due_on)


def due_on_at_arrival(version: ProcedureVersion, *, filed_at: datetime) -> date | None:
    """Say until when a case that has just arrived is due; None where the procedure has no standard period."""
    period = _period(version)
    return due_with_stops(period, timezone.localdate(filed_at), calendar=work_calendar()) if period else None


def due_on_without(case: Case, *, correction_key: str, at: datetime) -> date | None:
    """Say until when a case is due once one of its corrections is answered or taken back at `at`. SQL: 1."""
    corrections = list(case.corrections.all())
    for correction in corrections:
        if correction.key == correction_key and correction.answered_at is None:
            correction.answered_at = at
    period = _period(get_version(case.procedure, case.version))
    if period is None:
        return None
    arrival = timezone.localdate(case.filed_at)
    return due_with_stops(period, arrival, stops=stops_of(corrections), calendar=work_calendar())


def clock_of(page: CasePage, *, version: ProcedureVersion, today: date) -> CaseClock | None:
    """Read the clock of a case on a day; None where the procedure has no standard period."""
    period = _period(version)
    if period is None:
        return None
    stops, arrival, calendar = stops_of(page.corrections), timezone.localdate(page.case.filed_at), work_calendar()
    clock = clock_on(today, deadline=period, event_on=arrival, stops=stops, calendar=calendar)
    return CaseClock(clock=clock, stopped=calendar.working_days(after=arrival, through=today) - clock.used)


def stops_of(corrections: Iterable[Correction]) -> tuple[Stop, ...]:
    """Turn corrections into times in which the clock stood still."""
    return tuple(Stop(since=timezone.localdate(correction.asked_at), until=_end(correction)) for correction in corrections)


def _end(correction: Correction) -> date | None:
    ended = correction.answered_at or correction.cancelled_at
    return timezone.localdate(ended) if ended else None


def _period(version: ProcedureVersion) -> Deadline | None:
    if not version.standard_period:
        return None
    return Deadline(within=version.standard_period, unit=PeriodUnit.WORKING_DAYS)
