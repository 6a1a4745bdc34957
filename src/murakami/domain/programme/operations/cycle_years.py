"""Opening a year and beginning its evaluation."""

from datetime import datetime
from typing import Final

from django.db import transaction

from murakami.domain.programme.models import Year, YearPlan
from murakami.domain.programme.operations.cycle import (
    CycleRefused,
    lock_year,
    refuse_stale_year,
    require_office,
    write_year,
)
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import fiscal_year_of

FIRST_YEAR: Final = 2000
YEARS_AHEAD: Final = 5


@transaction.atomic
def open_year(*, fiscal_year: int, actor: Actor, at: datetime) -> Year:
    """Open a fiscal year of the programme; opening twice is opening once.

    Raises CycleNotPermitted, CycleRefused(`year_out_of_range`). SQL: 5.
    """
    require_office(actor, at=at)
    if not FIRST_YEAR <= fiscal_year <= fiscal_year_of(day_in_japan(at)) + YEARS_AHEAD:
        raise CycleRefused("year_out_of_range")
    year, is_new = Year.objects.select_for_update().get_or_create(fiscal_year=fiscal_year)
    return write_year(year, kind="programme.year_opened", at=at) if is_new else year


@transaction.atomic
def start_evaluation(*, fiscal_year: int, actor: Actor, revision: int, at: datetime) -> Year:
    """Begin to evaluate a year: from now on its initiatives wait for their self-evaluation.

    Raises YearNotFound, YearChanged, CycleNotPermitted, CycleRefused(`year_not_begun` | `nothing_planned` | `frozen`).
    SQL: 6.
    """
    require_office(actor, at=at)
    year = lock_year(fiscal_year)
    if year.state == Year.State.EVALUATING:
        return year
    if year.state == Year.State.FROZEN:
        raise CycleRefused("frozen")
    refuse_stale_year(year, revision=revision)
    if fiscal_year > fiscal_year_of(day_in_japan(at)):
        raise CycleRefused("year_not_begun")
    if not YearPlan.objects.filter(fiscal_year=fiscal_year).exists():
        raise CycleRefused("nothing_planned")
    return write_year(year, kind="programme.evaluation_started", at=at, state=Year.State.EVALUATING)
