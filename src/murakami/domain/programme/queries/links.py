"""Personal links as their holders see them: that there is one, never what it is."""

from datetime import datetime

from murakami.domain.programme.models import UpdateLink, Year, YearPlan
from murakami.domain.programme.queries.cycle import InitiativeYear, read_year
from murakami.domain.programme.queries.standing import ownership_of
from murakami.domain.programme.rules.rights import works_on
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import fiscal_year_of


def newest_link(*, account_id: int, at: datetime) -> UpdateLink | None:
    """Find the newest link of somebody that still opens. SQL: 1."""
    return UpdateLink.objects.filter(account_id=account_id, revoked_at=None, expires_at__gt=at).order_by("-id").first()


def list_own(actor: Actor, *, at: datetime) -> tuple[YearPlan, ...]:
    """List what somebody works on and may update: the year that runs and those being evaluated, newest first. SQL: 3."""
    running = fiscal_year_of(day_in_japan(at))
    states = dict(Year.objects.values_list("fiscal_year", "state"))
    years = {running, *(year for year, state in states.items() if state == Year.State.EVALUATING)}
    open_years = {year for year in years if states.get(year) != Year.State.FROZEN}
    plans = YearPlan.objects.filter(fiscal_year__in=open_years, initiative__is_current=True).select_related(
        "initiative").prefetch_related("initiative__promoters").order_by("-fiscal_year", "initiative__code")
    return tuple(plan for plan in plans if works_on(actor, ownership_of(plan.initiative)))


def find_own(actor: Actor, *, code: str, fiscal_year: int, at: datetime) -> InitiativeYear | None:
    """Read one of what somebody may update; None for anything else. SQL: 7."""
    if not any((plan.initiative.code, plan.fiscal_year) == (code, fiscal_year) for plan in list_own(actor, at=at)):
        return None
    return next(iter(read_year(fiscal_year, code=code)), None)
