"""What is planned, spent and achieved in a fiscal year."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from murakami.domain.programme.models import Initiative, YearPlan
from murakami.domain.programme.operations.plan_desk import EditRefused, keep, open_plan, refuse_frozen
from murakami.domain.programme.operations.refresh import refresh_status
from murakami.domain.programme.rules.status import Status
from murakami.foundation.accounts.rules import Actor
from murakami.kernel.dates import day_in_japan
from murakami.kernel.fiscal_years import short_fiscal_year


@dataclass(frozen=True, slots=True, kw_only=True)
class YearText:
    """What somebody writes about a year. `status` None lets it be computed; money in yen, tax included."""

    plan: str = ""
    result: str = ""
    status: Status | None = None
    reason: str = ""
    budget_yen: int | None = None
    settlement_yen: int | None = None


def refusal_of_year(text: YearText) -> str | None:
    """Give the stable code of why a year cannot be written so, or None: a status by hand needs a reason."""
    if text.status is not None and not text.reason.strip():
        return "reason_missing"
    if (text.budget_yen or 0) < 0 or (text.settlement_yen or 0) < 0:
        return "money_negative"
    return None


@transaction.atomic
def write_year(*, code: str, fiscal_year: int, actor: Actor, at: datetime, revision: int, text: YearText) -> Initiative:
    """Write plan, result, money and, with a reason, the status of a year; without a reason the status is computed.

    Raises InitiativeNotFound, NotTheirs, PlanChanged, YearIsFrozen, EditRefused(`reason_missing` | `money_negative`).
    SQL: at most 13.
    """
    initiative = open_plan(code=code, actor=actor, at=at, revision=revision)
    refuse_frozen(fiscal_year)
    refusal = refusal_of_year(text)
    if refusal:
        raise EditRefused(refusal)
    year = YearPlan.objects.get_or_create(initiative=initiative, fiscal_year=fiscal_year)[0]
    year.plan, year.result = text.plan.strip(), text.result.strip()
    year.status = text.status or year.status
    year.status_reason = text.reason.strip() if text.status is not None else ""
    year.budget_yen, year.settlement_yen = text.budget_yen, text.settlement_yen
    year.save()
    refresh_status(initiative, fiscal_year=fiscal_year, today=day_in_japan(at))
    return keep(initiative, kind="plan.year_written", actor=actor, at=at, text=short_fiscal_year(fiscal_year),
                details={"year": fiscal_year})
